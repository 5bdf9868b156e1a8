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

import org.jspecify.annotations.Nullable;

/** A filter's arguments in the order of its signature, with the position for errors about them. */
record Arguments(@Nullable Object[] values, RenderContext run, SourcePosition spot) {

    static String counted(int number) {
        return switch (number) {
            case 0 -> "no argument";
            case 1 -> "1 argument";
            default -> number + " arguments";
        };
    }

    @Nullable
    Object value(int index) {
        return values[index];
    }

    boolean truth(int index) {
        return Truth.of(values[index]);
    }

    String text(int index) {
        return text(values[index]);
    }

    /** Returns a value as text and charges its length to the work limit. */
    String text(@Nullable Object value) {
        String text = Texts.of(value, run, spot);
        run.spendOnText(text.length(), spot);
        return text;
    }

    boolean isMissing(int index) {
        return Kind.of(values[index]).isMissing();
    }

    int whole(int index, String what) {
        Number number = Numbers.of(values[index]);
        if (!(number instanceof Long whole) || whole != whole.intValue()) {
            throw spot.error(what + " that is " + Kind.of(values[index]).description(), "a whole number");
        }
        return whole.intValue();
    }

    Number number(@Nullable Object value) {
        Number number = Numbers.ofCounting(value);
        if (number == null) {
            throw spot.error(Kind.of(value).description() + " where a number is needed", "a number");
        }
        return number;
    }
}
