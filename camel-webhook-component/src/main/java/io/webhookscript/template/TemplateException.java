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

/**
 * A template that cannot be compiled, or cannot be rendered with the data given. Carries its parts; the message is
 * built from them and quotes the source line with a caret.
 */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int QUOTED_BEFORE = 60;
    private static final int QUOTED_AFTER = 40;

    private final transient TemplateSource source;
    private final int offset;
    private final String problem;
    private final String expected;
    private final List<String> suggestions;

    /**
     * @param problem     what is wrong and what was found, without the position ("unknown filter `uper`")
     * @param expected    what was expected ("a filter"); empty when there is nothing to add
     * @param suggestions similar names, nearest first
     */
    public TemplateException(TemplateSource source, int offset, String problem, String expected, List<String> suggestions) {
        super(problem);
        this.source = source;
        this.offset = offset;
        this.problem = problem;
        this.expected = expected;
        this.suggestions = List.copyOf(suggestions);
    }

    /** Builds the message: position, field and problem; what was expected and similar names; the line with a caret. */
    @Override
    public String getMessage() {
        StringBuilder message = new StringBuilder();
        if (!source.file().isEmpty()) {
            message.append(source.file()).append(':');
        }
        message.append(line()).append(':').append(column()).append("  ");
        if (!source.field().isEmpty()) {
            message.append(source.field()).append(": ");
        }
        message.append(problem);
        appendHint(message);
        appendSourceLine(message);
        return message.toString();
    }

    private void appendHint(StringBuilder message) {
        if (expected.isEmpty() && suggestions.isEmpty()) {
            return;
        }
        message.append("\n    ");
        if (!expected.isEmpty()) {
            message.append("expected ").append(expected);
        }
        if (!suggestions.isEmpty()) {
            message.append(expected.isEmpty() ? "" : "; ").append("did you mean `")
                    .append(String.join("`, `", suggestions)).append("`?");
        }
    }

    /** Quotes only the text around the position, since a template may be one long line. */
    private void appendSourceLine(StringBuilder message) {
        String text = source.text();
        int at = Math.min(offset, text.length());
        int start = Math.max(text.lastIndexOf('\n', at - 1) + 1, at - QUOTED_BEFORE);
        int lineEnd = text.indexOf('\n', at);
        int end = Math.min(lineEnd < 0 ? text.length() : lineEnd, at + QUOTED_AFTER);
        if (start == end) {
            return;
        }
        String before = text.substring(start, at).replaceAll("\\p{Cntrl}", " ");
        message.append("\n    ").append(before).append(text.substring(at, end).replaceAll("\\p{Cntrl}", " "));
        message.append("\n    ").append(" ".repeat(before.codePointCount(0, before.length()))).append('^');
    }

    public TemplateSource source() {
        return source;
    }

    public int line() {
        return source.place(offset).line();
    }

    public int column() {
        return source.place(offset).column();
    }

    /** Returns the offset in the source's text, in UTF-16 units. */
    public int offset() {
        return offset;
    }

    /** Returns what is wrong, in one sentence without the position. */
    public String problem() {
        return problem;
    }

    public String expected() {
        return expected;
    }

    public List<String> suggestions() {
        return suggestions;
    }
}
