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

/**
 * A piece of a template's source.
 *
 * @param text  the name, the operator, the digits as written, or the text with its escapes undone
 * @param start the offset in the source
 */
record Token(Kind kind, String text, int start, int end) {

    enum Kind {
        TEXT("text"),
        PRINT("`{{`"),
        PRINT_END("`}}`"),
        TAG("`{%`"),
        TAG_END("`%}`"),
        NAME("a name"),
        STRING("a text"),
        INTEGER("a whole number"),
        DECIMAL("a number"),
        OPERATOR("an operator"),
        END("the end");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String description() {
            return words;
        }
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    /** Returns the name of the token for errors. */
    String found() {
        return switch (kind) {
            case NAME, OPERATOR, INTEGER, DECIMAL -> "`" + text + "`";
            default -> kind.description();
        };
    }
}
