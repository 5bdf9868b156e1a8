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
package io.webhookscript.cli.page;

/** Text that grows block by block, with an empty line between blocks. */
final class TextBlock {

    /** As long as a line is still read with ease. */
    private static final int WIDTH = 100;
    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder();
    /** What follows a line break within the block that is open. */
    private String indent = "";
    private int column;
    private boolean open;

    void heading(String heading, int level) {
        begin("");
        text.append(heading).append('\n').append((level == 1 ? "=" : level == 2 ? "~" : "^").repeat(heading.length()));
        end();
    }

    void paragraph(String words) {
        begin("");
        words(words);
        end();
    }

    void item(String words) {
        if (!indent.equals("  ")) {
            begin("  ");
        } else {
            lineBreak("");
        }
        text.append("- ");
        column = 2;
        words(words);
    }

    void term(String term) {
        begin("");
        text.append(term);
        column = WIDTH;
        indent = INDENT;
    }

    /** What is said of the term, on a line of its own. */
    void described(String words) {
        if (!words.isEmpty()) {
            column = WIDTH;
            words(words);
        }
    }

    /** Of the block that is open, or of a new one. */
    void words(String line) {
        if (!open) {
            begin("");
        }
        for (String word : line.strip().split(" +", -1)) {
            int length = word.codePointCount(0, word.length());
            if (column > indent.length() && column + 1 + length > WIDTH) {
                lineBreak(indent);
            } else if (column > indent.length()) {
                boolean afterMark = text.charAt(text.length() - 1) == ' ';
                text.append(afterMark ? "" : " ");
                column += afterMark ? 0 : 1;
            }
            text.append(word);
            column += length;
        }
    }

    void verbatim(String line) {
        if (!open) {
            begin("");
        } else {
            text.append('\n');
        }
        text.append(line);
    }

    void end() {
        open = false;
        indent = "";
        column = 0;
    }

    private void begin(String blockIndent) {
        if (text.length() > 0) {
            text.append(text.charAt(text.length() - 1) == '\n' ? "\n" : "\n\n");
        }
        open = true;
        indent = blockIndent;
        column = 0;
    }

    private void lineBreak(String nextIndent) {
        text.append('\n').append(nextIndent);
        column = nextIndent.length();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
