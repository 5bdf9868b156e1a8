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
 * A text as it reads without its escapes, on demand with the place of each character in the original. Immutable.
 */
final class TextView {

    private final String characters;
    /** Begin and end of each character in the original; null if the view has no places. */
    private final int @Nullable [] begins;
    private final int @Nullable [] ends;

    private TextView(String characters, int @Nullable [] begins, int @Nullable [] ends) {
        this.characters = characters;
        this.begins = begins;
        this.ends = ends;
    }

    /** A text whose views have no places, which need eight times the memory of the text. */
    static TextView of(String text) {
        return new TextView(text, null, null);
    }

    static TextView withPlaces(String text) {
        int[] begins = new int[text.length()];
        int[] ends = new int[text.length()];
        for (int i = 0; i < text.length(); i++) {
            begins[i] = i;
            ends[i] = i + 1;
        }
        return new TextView(text, begins, ends);
    }

    int length() {
        return characters.length();
    }

    char at(int index) {
        return characters.charAt(index);
    }

    /** Where the character begins in the original. */
    int begin(int index) {
        return place(begins, index);
    }

    /** Where it ends there, exclusive. */
    int end(int index) {
        return place(ends, index);
    }

    private static int place(int @Nullable [] places, int index) {
        if (places == null) {
            throw new IllegalStateException("a view without places");
        }
        return places[index];
    }

    @Override
    public String toString() {
        return characters;
    }

    /** Makes another view of this one, from its begin to its end; at most as long. */
    static final class Builder {

        private final TextView source;
        private final StringBuilder characters;
        private final int @Nullable [] begins;
        private final int @Nullable [] ends;

        Builder(TextView source) {
            this.source = source;
            this.characters = new StringBuilder(source.length());
            this.begins = source.begins == null ? null : new int[source.length()];
            this.ends = source.ends == null ? null : new int[source.length()];
        }

        /** A character that stands for those of the source from one index to before another. */
        void add(char c, int from, int to) {
            if (begins != null && ends != null) {
                begins[characters.length()] = source.begin(from);
                ends[characters.length()] = source.end(to - 1);
            }
            characters.append(c);
        }

        /** The characters of the source from one index to before another, if there are any. */
        void addAll(int from, int to) {
            if (begins != null) {
                for (int i = from; i < to; i++) {
                    add(source.at(i), i, i + 1);
                }
            } else if (from < to) {
                characters.append(source.characters, from, to);
            }
        }

        TextView view() {
            return new TextView(characters.toString(), begins, ends);
        }
    }
}
