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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Arithmetic operators, with Python's meaning for texts and lists. */
enum Operator {
    ADD("+") {
        @Override
        @Nullable
        Object apply(@Nullable Object left, @Nullable Object right, RenderContext run, SourcePosition spot) {
            if (left instanceof String a && right instanceof String b) {
                checkLength((long) a.length() + b.length(), run.textLimit(), spot);
                run.spendOnText(a.length() + b.length(), spot);
                return a + b;
            }
            if (left instanceof List<?> a && right instanceof List<?> b) {
                run.spend(a.size() + b.size(), spot);
                List<@Nullable Object> both = new ArrayList<>(a);
                both.addAll(b);
                return Collections.unmodifiableList(both);
            }
            return super.apply(left, right, run, spot);
        }

        @Override
        Number compute(Number left, Number right, SourcePosition spot) {
            return Numbers.add(left, right, spot);
        }
    },
    SUBTRACT("-") {
        @Override
        Number compute(Number left, Number right, SourcePosition spot) {
            return Numbers.subtract(left, right, spot);
        }
    },
    MULTIPLY("*") {
        @Override
        @Nullable
        Object apply(@Nullable Object left, @Nullable Object right, RenderContext run, SourcePosition spot) {
            Object repeated = left instanceof String || left instanceof List ? left : right;
            Number times = Numbers.ofCounting(repeated == left ? right : left);
            if (times != null && Numbers.isWhole(times) && (repeated instanceof String || repeated instanceof List)) {
                return repeat(repeated, times, run, spot);
            }
            return super.apply(left, right, run, spot);
        }

        @Override
        Number compute(Number left, Number right, SourcePosition spot) {
            return Numbers.multiply(left, right, spot);
        }
    },
    DIVIDE("/") {
        @Override
        Number compute(Number left, Number right, SourcePosition spot) {
            return Numbers.divide(left, right, spot);
        }
    },
    FLOOR_DIVIDE("//") {
        @Override
        Number compute(Number left, Number right, SourcePosition spot) {
            return Numbers.floorDivide(left, right, spot);
        }
    },
    REMAINDER("%") {
        @Override
        Number compute(Number left, Number right, SourcePosition spot) {
            return Numbers.remainder(left, right, spot);
        }
    };

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    @Nullable
    Object apply(@Nullable Object left, @Nullable Object right, RenderContext run, SourcePosition spot) {
        Number a = Numbers.ofCounting(left);
        Number b = Numbers.ofCounting(right);
        if (a == null || b == null) {
            throw spot.error("`" + sign + "` between " + Kind.of(left).description() + " and " + Kind.of(right).description(),
                    "two numbers");
        }
        run.spend(1, spot);
        return compute(a, b, spot);
    }

    abstract Number compute(Number left, Number right, SourcePosition spot);

    private static Object repeat(Object value, Number times, RenderContext run, SourcePosition spot) {
        long size = value instanceof String text ? text.length() : ((List<?>) value).size();
        long count = Numbers.signum(times) <= 0 ? 0 : times instanceof Long number ? number : Long.MAX_VALUE;
        if (size == 0 || count == 0) {
            return value instanceof String ? "" : List.of();
        }
        checkLength(count > Limits.TEXT ? Long.MAX_VALUE : count * size, Limits.TEXT, spot);
        if (value instanceof String text) {
            run.spendOnText(count * size, spot);
            return text.repeat((int) count);
        }
        run.spend(count * size, spot);
        List<@Nullable Object> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.addAll((List<?>) value);
        }
        return Collections.unmodifiableList(result);
    }

    private static void checkLength(long length, int limit, SourcePosition spot) {
        if (length > limit) {
            throw spot.error("a result longer than " + limit, "at most " + limit);
        }
    }
}
