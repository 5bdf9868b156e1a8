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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webhookscript.cli.input.CommandFailedException;
import org.jspecify.annotations.Nullable;

/**
 * The words of a command line by the rules of POSIX shells and bash. A variable becomes a mark in its word. Nothing is
 * run: what the shell would run stays as text and is noted.
 */
final class ShellWords {

    /** A mark of a variable: what no command holds, since it stands for nothing in Unicode. */
    static final char BEGIN = '\uE000';
    static final char END = '\uE001';

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{([A-Za-z_]\\w*)(?::?[-=+?][^}]*)?}|([A-Za-z_]\\w*))");
    private static final Pattern HEREDOC = Pattern.compile("<<-?\\s*(['\"]?)(\\w+)\\1");

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private StringBuilder word = new StringBuilder();
    private boolean inWord;
    private @Nullable String input;
    private int at;

    private ShellWords(String text) {
        this.text = text;
    }

    /**
     * @param input what the shell would give to the command to read
     * @param notes what of the line is not the command
     */
    record Line(List<String> words, @Nullable String input, List<String> notes) {
    }

    /** @throws CommandFailedException when a quote is not closed */
    static Line of(String text) {
        ShellWords shell = new ShellWords(text.replace("\r\n", "\n"));
        shell.read();
        return new Line(shell.words, shell.input, shell.notes);
    }

    private void read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'') {
                at++;
                begin();
                word.append(upTo('\''));
            } else if (c == '"') {
                at++;
                begin();
                doubleQuoted();
            } else if (c == '$' && at + 1 < text.length() && text.charAt(at + 1) == '\'') {
                at += 2;
                begin();
                new AnsiText(text, at).appendTo(word);
                at = AnsiText.end(text, at);
            } else if (c == '\\') {
                escaped();
            } else if (!operator(c)) {
                plain(c);
            }
        }
        end();
    }

    private void begin() {
        inWord = true;
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
        }
        word = new StringBuilder();
        inWord = false;
    }

    private void plain(char c) {
        if (Character.isWhitespace(c)) {
            at++;
            end();
            if (c == '\n' && !words.isEmpty()) {
                rest();
            }
        } else if (c == '$' || c == '`') {
            begin();
            expansion();
        } else {
            begin();
            word.append(c);
            at++;
        }
    }

    /** What follows on further lines is another command. */
    private void rest() {
        String more = text.substring(at).strip();
        if (!more.isEmpty()) {
            notes.add("what follows the command: " + shortened(more));
        }
        at = text.length();
    }

    private void escaped() {
        if (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
            begin();
            word.append(text.charAt(at + 1));
        }
        at += 2;
    }

    private void doubleQuoted() {
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length() && "\"\\$`\n".indexOf(text.charAt(at + 1)) >= 0) {
                if (text.charAt(at + 1) != '\n') {
                    word.append(text.charAt(at + 1));
                }
                at += 2;
            } else if (c == '$' || c == '`') {
                expansion();
            } else {
                word.append(c);
                at++;
            }
        }
        closed('"');
    }

    private String upTo(char quote) {
        int start = at;
        at = Math.max(text.indexOf(quote, at), -1);
        if (at < 0) {
            at = text.length();
        }
        String quoted = text.substring(start, at);
        closed(quote);
        return quoted;
    }

    private void closed(char quote) {
        if (at >= text.length()) {
            throw new CommandFailedException("a quote (" + quote + ") of the command is not closed");
        }
        at++;
    }

    private void expansion() {
        Matcher variable = VARIABLE.matcher(text).region(at, text.length());
        if (variable.lookingAt()) {
            word.append(BEGIN).append(variable.group(1) == null ? variable.group(2) : variable.group(1)).append(END);
            at = variable.end();
            return;
        }
        String close = text.startsWith("$(", at) ? ")" : text.charAt(at) == '`' ? "`" : "";
        int end = close.isEmpty() ? -1 : text.indexOf(close, at + 1);
        if (end < 0) {
            word.append(text.charAt(at++));
            return;
        }
        String command = text.substring(at, end + 1);
        notes.add("the command " + shortened(command) + ", whose output belongs there: it is replaced by a variable");
        word.append(BEGIN).append("output_of_").append(command.replaceAll("\\W+", " ").strip().replace(' ', '_')).append(END);
        at = end + 1;
    }

    /** Pipes, redirections and further commands. */
    private boolean operator(char c) {
        Matcher heredoc = HEREDOC.matcher(text).region(at, text.length());
        if (c == '<' && !inWord && heredoc.lookingAt()) {
            end();
            heredoc(heredoc);
            return true;
        }
        boolean ends = c == '|' || c == ';' || c == '>' && !inWord || c == '&' && !inWord || c == '#' && !inWord
                || c == '&' && text.startsWith("&&", at);
        if (ends) {
            end();
            notes.add("what follows the command: " + shortened(text.substring(at).strip()));
            at = text.length();
        }
        return ends;
    }

    private void heredoc(Matcher start) {
        int line = text.indexOf('\n', start.end());
        Matcher close = Pattern.compile("(?m)^\\s*" + start.group(2) + "[ \\t]*$").matcher(text);
        if (line < 0 || !close.find(line)) {
            throw new CommandFailedException("the text after <<" + start.group(2) + " is not closed");
        }
        String body = text.substring(line + 1, close.start());
        input = body.endsWith("\n") ? body.substring(0, body.length() - 1) : body;
        String before = text.substring(start.end(), line).strip();
        if (!before.isEmpty()) {
            of(before).words().forEach(words::add);
        }
        at = close.end();
    }

    static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > 60 ? line.substring(0, 59) + "…" : line;
    }
}
