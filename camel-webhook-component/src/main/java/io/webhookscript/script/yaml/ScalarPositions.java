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
package io.webhookscript.script.yaml;

import java.util.Arrays;
import java.util.function.IntFunction;

import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.template.TemplateSource.FilePosition;

/**
 * Maps an offset in a scalar's text to its exact position in the file: through escapes, folded lines, the indentation
 * of blocks, and every kind of line break. It walks the file's text again when it is called, which happens only for a
 * problem.
 */
public final class ScalarPositions implements IntFunction<FilePosition> {

    private final String file;
    private final Scalar scalar;

    /** @param file the text of the file that contains the scalar */
    public ScalarPositions(String file, Scalar scalar) {
        this.file = file;
        this.scalar = scalar;
    }

    @Override
    public FilePosition apply(int offset) {
        int start = file.offsetByCodePoints(0, scalar.mark().index());
        int end = file.offsetByCodePoints(start, scalar.end() - scalar.mark().index());
        Walk walk = new Walk(file, start, end, scalar.text());
        int[] places = walk.places(scalar.style());
        return place(start, places[Math.max(0, Math.min(offset, places.length - 1))]);
    }

    private FilePosition place(int start, int index) {
        int line = scalar.mark().line();
        int lineStart = -1;
        for (int i = start; i < index; i++) {
            char c = file.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 == file.length() || file.charAt(i + 1) != '\n')) {
                line++;
                lineStart = i + 1;
            }
        }
        return lineStart < 0
                ? new FilePosition(line, scalar.mark().column() + file.codePointCount(start, index))
                : new FilePosition(line, file.codePointCount(lineStart, index) + 1);
    }

    /** One walk over the source of the scalar. Indices and offsets are UTF-16 units. */
    private static final class Walk {

        private final String file;
        private final int end;
        private final String text;
        private final int[] places;
        private int at;
        private int filled;

        Walk(String file, int start, int end, String text) {
            this.file = file;
            this.end = end;
            this.text = text;
            this.places = new int[text.length() + 1];
            this.at = start;
        }

        /** Returns the index in the file for each offset of the text and for its end. */
        int[] places(YamlNode.Style style) {
            skipAnchor();
            switch (style) {
                case PLAIN -> flow(end);
                case SINGLE_QUOTED -> quoted(this::singleQuoted);
                case DOUBLE_QUOTED -> quoted(this::doubleQuoted);
                case LITERAL, FOLDED -> block();
            }
            Arrays.fill(places, Math.min(filled, places.length - 1), places.length, Math.min(at, end));
            return places;
        }

        private void put() {
            if (filled < places.length) {
                places[filled++] = at;
            }
        }

        private boolean isBreak() {
            return at < end && (file.charAt(at) == '\n' || file.charAt(at) == '\r');
        }

        private boolean isBlank() {
            return at < end && (file.charAt(at) == ' ' || file.charAt(at) == '\t');
        }

        private void skipBreak() {
            at += file.charAt(at) == '\r' && at + 1 < end && file.charAt(at + 1) == '\n' ? 2 : 1;
        }

        private void skipBlanks() {
            while (isBlank()) {
                at++;
            }
        }

        /** Skips an anchor, since the mark of an anchored scalar is that of its anchor. */
        private void skipAnchor() {
            if (at < end && file.charAt(at) == '&') {
                while (at < end && !isBlank() && !isBreak()) {
                    at++;
                }
                while (isBlank() || isBreak() || at < end && file.charAt(at) == '#') {
                    if (file.charAt(at) == '#') {
                        skipLine();
                    } else {
                        at++;
                    }
                }
            }
        }

        private void skipLine() {
            while (at < end && !isBreak()) {
                at++;
            }
        }

        private void quoted(Runnable character) {
            at++;
            int inner = end - 1;
            while (at < inner) {
                if (isBlank() || isBreak()) {
                    fold(inner);
                } else {
                    character.run();
                }
            }
        }

        private void flow(int inner) {
            while (at < inner) {
                if (isBlank() || isBreak()) {
                    fold(inner);
                } else {
                    put();
                    at++;
                }
            }
        }

        private void singleQuoted() {
            put();
            at += file.startsWith("''", at) ? 2 : 1;
        }

        private void doubleQuoted() {
            if (file.charAt(at) != '\\') {
                put();
                at++;
                return;
            }
            char escape = file.charAt(at + 1);
            if (escape == '\n' || escape == '\r') {
                at++;
                escapedBreak();
                return;
            }
            int digits = escape == 'x' ? 2 : escape == 'u' ? 4 : escape == 'U' ? 8 : 0;
            put();
            if (escape == 'U' && Integer.parseInt(file.substring(at + 2, at + 2 + digits), 16)
                                 >= Character.MIN_SUPPLEMENTARY_CODE_POINT) {
                put();
            }
            at += 2 + digits;
        }

        /** An escaped line break adds no text; each empty line after it adds a line feed. */
        private void escapedBreak() {
            skipBreak();
            skipBlanks();
            while (isBreak()) {
                put();
                skipBreak();
                skipBlanks();
            }
        }

        /**
         * Blanks within a line are kept; around line breaks they are removed, and n breaks become a space or n-1 line
         * feeds.
         */
        private void fold(int inner) {
            int blanks = at;
            skipBlanks();
            if (!isBreak()) {
                int behind = at;
                for (at = blanks; at < behind && at < inner;) {
                    put();
                    at++;
                }
                return;
            }
            int first = at;
            skipBreak();
            skipBlanks();
            if (!isBreak()) {
                int next = at;
                at = first;
                put();
                at = next;
            }
            while (isBreak()) {
                put();
                skipBreak();
                skipBlanks();
            }
        }

        /** Follows the text itself, since it shows how a block was folded and indented. */
        private void block() {
            skipLine();
            int indent = indent();
            while (isBreak() && filled < text.length()) {
                skipBreak();
                skipIndent(indent);
                while (at < end && !isBreak() && filled < text.length() && text.charAt(filled) == file.charAt(at)) {
                    put();
                    at++;
                }
                foldBlock();
            }
        }

        private void skipIndent(int indent) {
            for (int i = 0; i < indent && at < end && file.charAt(at) == ' '; i++) {
                at++;
            }
        }

        /**
         * Handles a line's end: one index for each character that the text has for it and for the empty lines after it.
         */
        private void foldBlock() {
            if (filled >= text.length() || !isBreak()) {
                return;
            }
            char c = text.charAt(filled);
            if (c == '\n' || c == ' ') {
                put();
            }
        }

        /** Returns the spaces before the first line that is not blank, without those that belong to the text. */
        private int indent() {
            int rawLine = 0;
            int i = at;
            for (; i < end && (file.charAt(i) == ' ' || file.charAt(i) == '\n' || file.charAt(i) == '\r'); i++) {
                rawLine = file.charAt(i) == ' ' ? rawLine + 1 : 0;
            }
            int textLine = 0;
            for (int t = 0; t < text.length() && (text.charAt(t) == ' ' || text.charAt(t) == '\n'); t++) {
                textLine = text.charAt(t) == ' ' ? textLine + 1 : 0;
            }
            return Math.max(0, rawLine - textLine);
        }
    }
}
