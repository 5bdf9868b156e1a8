/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.webhookscript.template;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Equality and order of values. Texts never equal numbers; texts are ordered by code points. */
final class Comparison {

    private final RenderContext run;
    private final SourcePosition spot;

    Comparison(RenderContext run, SourcePosition spot) {
        this.run = run;
        this.spot = spot;
    }

    boolean equal(@Nullable Object left, @Nullable Object right) {
        return equal(left, right, 0);
    }

    private boolean equal(@Nullable Object left, @Nullable Object right, int depth) {
        if (left instanceof String a && right instanceof String b) {
            run.spendOnText(Math.min(a.length(), b.length()), spot);
            return a.equals(b);
        }
        Number a = Numbers.ofCounting(left);
        Number b = Numbers.ofCounting(right);
        if (a != null || b != null) {
            return a != null && b != null && Numbers.compare(a, b) == 0;
        }
        if (left instanceof List<?> one && right instanceof List<?> two) {
            return equalLists(one, two, deeper(depth));
        }
        if (left instanceof Map<?, ?> one && right instanceof Map<?, ?> two) {
            return equalMaps(one, two, deeper(depth));
        }
        if (left instanceof byte[] one && right instanceof byte[] two) {
            return Arrays.equals(one, two);
        }
        if (left instanceof Instant one && right instanceof Instant two) {
            return one.equals(two);
        }
        return left == right;
    }

    private int deeper(int depth) {
        if (depth >= Limits.COMPARED_DEPTH) {
            throw spot.error("values nested more than " + Limits.COMPARED_DEPTH + " deep cannot be compared", "flatter values");
        }
        run.spend(1, spot);
        return depth + 1;
    }

    private boolean equalLists(List<?> one, List<?> two, int depth) {
        if (one.size() != two.size()) {
            return false;
        }
        Iterator<?> others = two.iterator();
        for (Object item : one) {
            run.spend(1, spot);
            if (!equal(item, others.next(), depth)) {
                return false;
            }
        }
        return true;
    }

    private boolean equalMaps(Map<?, ?> one, Map<?, ?> two, int depth) {
        if (one.size() != two.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : one.entrySet()) {
            run.spend(1, spot);
            if (!two.containsKey(entry.getKey()) || !equal(entry.getValue(), two.get(entry.getKey()), depth)) {
                return false;
            }
        }
        return true;
    }

    /** Compares for sorting: equal values need no order, so two missing values are allowed. */
    int orderOrSame(@Nullable Object left, @Nullable Object right) {
        boolean unordered = Kind.of(left).isMissing() || left instanceof Map;
        return unordered && equal(left, right) ? 0 : order(left, right);
    }

    /** Compares for {@code <}. */
    int order(@Nullable Object left, @Nullable Object right) {
        return order(left, right, 0);
    }

    private int order(@Nullable Object left, @Nullable Object right, int depth) {
        if (left instanceof String a && right instanceof String b) {
            run.spendOnText(Math.min(a.length(), b.length()), spot);
            return orderTexts(a, b);
        }
        Number a = Numbers.ofCounting(left);
        Number b = Numbers.ofCounting(right);
        if (a != null && b != null) {
            return Numbers.compare(a, b);
        }
        if (left instanceof Instant one && right instanceof Instant two) {
            return one.compareTo(two);
        }
        if (left instanceof List<?> one && right instanceof List<?> two) {
            return orderLists(one, two, deeper(depth));
        }
        throw spot.error(Kind.of(left).description() + " and " + Kind.of(right).description() + " have no order",
                "two numbers, two texts or two moments");
    }

    private int orderLists(List<?> one, List<?> two, int depth) {
        Iterator<?> others = two.iterator();
        for (Object item : one) {
            if (!others.hasNext()) {
                return 1;
            }
            Object other = others.next();
            if (!equal(item, other, depth)) {
                return order(item, other, depth);
            }
        }
        return others.hasNext() ? -1 : 0;
    }

    /** Surrogates come after the rest of the basic plane when ordered by code point. */
    static int orderTexts(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean bothPlain = Character.isSurrogate(x) == Character.isSurrogate(y);
                return bothPlain ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Returns a key for sets that is equal for equal values; only scalar values have one. */
    @Nullable
    Object key(@Nullable Object value) {
        Number number = Numbers.ofCounting(value);
        if (number == null) {
            if (value instanceof List || value instanceof Map) {
                throw spot.error(Kind.of(value).description() + " cannot be compared by `unique`",
                        "texts, numbers or booleans");
            }
            return value;
        }
        BigDecimal decimal = Numbers.decimal(number);
        return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
    }
}
