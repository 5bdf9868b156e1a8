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

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The relation between two values that a comparison tests. */
enum Relation {
    EQUAL {
        @Override
        boolean holds(@Nullable Object left, @Nullable Object right, RenderContext run, SourcePosition spot) {
            return new Comparison(run, spot).equal(left, right);
        }
    },
    UNEQUAL {
        @Override
        boolean holds(@Nullable Object left, @Nullable Object right, RenderContext run, SourcePosition spot) {
            return !EQUAL.holds(left, right, run, spot);
        }
    },
    LESS {
        @Override
        boolean holds(@Nullable Object left, @Nullable Object right, RenderContext run, SourcePosition spot) {
            return ordered(left, right) && new Comparison(run, spot).order(left, right) < 0;
        }
    },
    AT_MOST {
        @Override
        boolean holds(@Nullable Object left, @Nullable Object right, RenderContext run, SourcePosition spot) {
            return ordered(left, right) && new Comparison(run, spot).order(left, right) <= 0;
        }
    },
    GREATER {
        @Override
        boolean holds(@Nullable Object left, @Nullable Object right, RenderContext run, SourcePosition spot) {
            return LESS.holds(right, left, run, spot);
        }
    },
    AT_LEAST {
        @Override
        boolean holds(@Nullable Object left, @Nullable Object right, RenderContext run, SourcePosition spot) {
            return AT_MOST.holds(right, left, run, spot);
        }
    },
    IN {
        @Override
        boolean holds(@Nullable Object left, @Nullable Object right, RenderContext run, SourcePosition spot) {
            return contains(right, left, run, spot);
        }
    },
    NOT_IN {
        @Override
        boolean holds(@Nullable Object left, @Nullable Object right, RenderContext run, SourcePosition spot) {
            return !contains(right, left, run, spot);
        }
    };

    private static final Map<String, Relation> BY_OPERATOR = Map.of("==", EQUAL, "!=", UNEQUAL, "<", LESS, "<=", AT_MOST, ">",
            GREATER, ">=", AT_LEAST);

    abstract boolean holds(@Nullable Object left, @Nullable Object right, RenderContext run, SourcePosition spot);

    static @Nullable Relation of(Token token) {
        return token.is(Token.Kind.OPERATOR) ? BY_OPERATOR.get(token.text()) : null;
    }

    /** A missing value is neither less nor more than any other. */
    private static boolean ordered(@Nullable Object left, @Nullable Object right) {
        return !Kind.of(left).isMissing() && !Kind.of(right).isMissing();
    }

    private static boolean contains(@Nullable Object whole, @Nullable Object part, RenderContext run, SourcePosition spot) {
        if (whole instanceof Map<?, ?> map) {
            return part instanceof String && map.containsKey(part);
        }
        if (whole instanceof List<?> list) {
            Comparison comparison = new Comparison(run, spot);
            for (Object item : list) {
                run.spend(1, spot);
                if (comparison.equal(item, part)) {
                    return true;
                }
            }
            return false;
        }
        if (whole instanceof String text) {
            return containsText(text, part, run, spot);
        }
        if (Kind.of(whole).isMissing()) {
            return false;
        }
        throw spot.error("`in` of " + Kind.of(whole).description(), "a list, a map or a text");
    }

    private static boolean containsText(String text, @Nullable Object part, RenderContext run, SourcePosition spot) {
        if (part instanceof String wanted) {
            run.spendOnText(text.length(), spot);
            return Texts.indexOf(text, wanted, 0) >= 0;
        }
        if (Kind.of(part).isMissing()) {
            return false;
        }
        throw spot.error(Kind.of(part).description() + " cannot be in a text", "a text");
    }
}
