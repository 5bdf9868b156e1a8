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
package io.webhookscript.secret;

import org.jspecify.annotations.Nullable;

/**
 * A text as somebody who undoes its escapes reads it, with the place of each character in the original. Immutable.
 */
final class TextView {

    private final char[] characters;
    private final int length;
    /** Begin and end of each character in the original; null where that is the original itself. */
    private final int @Nullable [] begins;
    private final int @Nullable [] ends;

    private TextView(char[] characters, int length, int @Nullable [] begins, int @Nullable [] ends) {
        this.characters = characters;
        this.length = length;
        this.begins = begins;
        this.ends = ends;
    }

    static TextView of(String text) {
        return new TextView(text.toCharArray(), text.length(), null, null);
    }

    int length() {
        return length;
    }

    char at(int index) {
        return characters[index];
    }

    /** Where the character begins in the original. */
    int begin(int index) {
        int[] mapped = begins;
        return mapped == null ? index : mapped[index];
    }

    /** Where it ends there, exclusive. */
    int end(int index) {
        int[] mapped = ends;
        return mapped == null ? index + 1 : mapped[index];
    }

    @Override
    public String toString() {
        return new String(characters, 0, length);
    }

    /** Makes another view of this one, from its begin to its end; at most as long. */
    static final class Builder {

        private final TextView source;
        private final char[] characters;
        private final int[] begins;
        private final int[] ends;
        private int length;

        Builder(TextView source) {
            this.source = source;
            this.characters = new char[source.length];
            this.begins = new int[source.length];
            this.ends = new int[source.length];
        }

        /** A character that stands for those of the source from one index to before another. */
        void add(char c, int from, int to) {
            characters[length] = c;
            begins[length] = source.begin(from);
            ends[length++] = source.end(to - 1);
        }

        TextView view() {
            return new TextView(characters, length, begins, ends);
        }
    }
}
