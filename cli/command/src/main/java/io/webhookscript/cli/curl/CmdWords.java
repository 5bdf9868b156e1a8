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
package io.webhookscript.cli.curl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.webhookscript.cli.input.CommandFailedException;

/**
 * The words of a command line of Windows: cmd takes its carets and line ends, then the program's own rules take quotes
 * and backslashes. A variable becomes a mark in its word.
 */
final class CmdWords {

    /** Three characters at least, else escapes of URLs ({@code %C3%BC}) would be taken for one. */
    private static final Pattern VARIABLE = Pattern.compile("%([A-Z_][A-Z0-9_]{2,})%");
    private static final Pattern CARET = Pattern.compile("\\^\"|\\^\\R|\\^\\s*$");

    private CmdWords() {
    }

    static boolean isCmd(String text) {
        return CARET.matcher(text).find();
    }

    static ShellWords.Line of(String text) {
        List<String> notes = new ArrayList<>();
        return new ShellWords.Line(arguments(withoutCarets(text.replace("\r\n", "\n"), notes)), null, notes);
    }

    private static String withoutCarets(String text, List<String> notes) {
        StringBuilder line = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '^' && !quoted) {
                i = caret(text, i, line);
            } else if (!quoted && (c == '\n' || c == '|' || c == '&' || c == '>')) {
                String more = text.substring(i).strip();
                if (!more.isEmpty() && !line.toString().isBlank()) {
                    notes.add("what follows the command: " + ShellWords.shortened(more));
                }
                return line.toString();
            } else {
                quoted ^= c == '"';
                line.append(c);
            }
        }
        return line.toString();
    }

    /** The next character stands for itself; a line end is taken away, and so the one behind it stands for itself. */
    private static int caret(String text, int i, StringBuilder line) {
        if (i + 1 >= text.length()) {
            return i;
        }
        if (text.charAt(i + 1) != '\n') {
            line.append(text.charAt(i + 1));
            return i + 1;
        }
        if (i + 2 < text.length() && text.charAt(i + 2) == '\n') {
            line.append('\n');
            return i + 2;
        }
        return i + 1;
    }

    /** As programs of Microsoft's C library read their line. */
    private static List<String> arguments(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                int end = i;
                while (end < line.length() && line.charAt(end) == '\\') {
                    end++;
                }
                int count = end - i;
                boolean beforeQuote = end < line.length() && line.charAt(end) == '"';
                word.append("\\".repeat(beforeQuote ? count / 2 : count));
                inWord = true;
                i = end - 1;
                if (beforeQuote && count % 2 == 1) {
                    word.append('"');
                    i = end;
                }
            } else if (c == '"') {
                boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
                if (doubled) {
                    word.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
                inWord = true;
            } else if (!quoted && (c == ' ' || c == '\t')) {
                if (inWord) {
                    words.add(marked(word));
                }
                word = new StringBuilder();
                inWord = false;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quoted) {
            throw new CommandFailedException("a quote (\") of the command is not closed");
        }
        if (inWord) {
            words.add(marked(word));
        }
        return words;
    }

    private static String marked(StringBuilder word) {
        return VARIABLE.matcher(word).replaceAll(ShellWords.BEGIN + "$1" + ShellWords.END);
    }
}
