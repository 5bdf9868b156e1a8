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

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import io.webhookscript.script.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Translates an error of the YAML parser for users. The parser stops where it cannot continue, which may be far behind
 * the mistake. A construct that is never closed, or a key without a colon, is reported where it begins.
 */
final class YamlFault {

    private static final String CANNOT_START = "that cannot start any token";
    private static final String NO_COLON = "could not find expected ':'";
    private static final String OWN_COLUMN = "a key in a column of its own";
    private static final Pattern COLON = Pattern.compile(":(?:\\s|$)");

    private final MarkedYamlEngineException thrown;
    private final String text;
    private final List<String> linesAbove;
    private final YamlNode.@Nullable Mark keyWithoutColon;
    private final String problem;

    private YamlFault(MarkedYamlEngineException thrown, String text) {
        this.thrown = thrown;
        this.text = text;
        this.linesAbove = linesAbove();
        String found = oneLine(thrown.getProblem()).replaceFirst("\\.? \\(Do not use .*", "");
        boolean anotherKey = found.endsWith("but found '<block mapping start>'");
        this.keyWithoutColon = anotherKey || found.startsWith("mapping values") ? keyWithoutColon().orElse(null) : null;
        this.problem = keyWithoutColon != null ? NO_COLON : anotherKey ? OWN_COLUMN : found;
    }

    /** Returns the lines before the one in which the parser stopped, and the part of this line before the position. */
    private List<String> linesAbove() {
        String before
                = thrown.getProblemMark().map(m -> text.substring(0, text.offsetByCodePoints(0, m.getIndex()))).orElse("");
        return List.of(YamlTree.LINE_END.split(before, -1));
    }

    /**
     * The parser reads a line without a colon as a text, which ends there or continues with the key in the next line.
     */
    private Optional<YamlNode.Mark> keyWithoutColon() {
        int line = linesAbove.size() - 1;
        if (COLON.matcher(linesAbove.get(line)).find()) {
            return Optional.empty();
        }
        int key = line;
        for (line--; line >= 0 && mayBeText(linesAbove.get(line)); line--) {
            key = isEmpty(line) ? key : line;
        }
        String above = line < 0 ? "" : linesAbove.get(line).strip();
        boolean goesOn = !above.isEmpty() && !above.endsWith(":") && indent(key) > indent(line);
        return goesOn || key == linesAbove.size() - 1
                ? Optional.empty()
                : Optional.of(new YamlNode.Mark(key + 1, indent(key) + 1, 0));
    }

    private static boolean mayBeText(String line) {
        return !COLON.matcher(line).find() && !line.startsWith("---");
    }

    private boolean isEmpty(int line) {
        String found = linesAbove.get(line).stripLeading();
        return found.isEmpty() || found.startsWith("#");
    }

    private int indent(int line) {
        String found = linesAbove.get(line);
        return found.length() - found.stripLeading().length();
    }

    static void report(MarkedYamlEngineException thrown, String text, Findings findings) {
        YamlFault fault = new YamlFault(thrown, text);
        YamlNode.Mark mark = fault.mark();
        findings.add(ProblemCode.NOT_YAML, mark.line(), mark.column(), "", "not YAML: " + fault.problem, fault.expected(),
                List.of());
    }

    private YamlNode.Mark mark() {
        return Objects.requireNonNullElseGet(keyWithoutColon, this::markOfParser);
    }

    private YamlNode.Mark markOfParser() {
        return (isSeenTooLate() ? thrown.getContextMark() : thrown.getProblemMark()).or(thrown::getProblemMark)
                .map(YamlFault::markOf).orElse(YamlTree.startOfFile().mark());
    }

    static YamlNode.Mark markOf(Mark mark) {
        return new YamlNode.Mark(mark.getLine() + 1, mark.getColumn() + 1, mark.getIndex());
    }

    /** Whether the mistake is where the parser began to read the construct that it could not end. */
    private boolean isSeenTooLate() {
        return isKeyWithoutColon()
                || thrown.getProblemMark().map(m -> text.substring(text.offsetByCodePoints(0, m.getIndex())).isBlank())
                        .orElse(false);
    }

    private boolean isKeyWithoutColon() {
        return problem.equals(NO_COLON);
    }

    private String expected() {
        if (isKeyWithoutColon()) {
            return "a key, a colon, and a space or a new line";
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return "each key in the same column as the other keys of its object, and quotes around a text that contains `: `";
        }
        if (problem.equals(OWN_COLUMN)) {
            return "each key in the same column as the other keys of its object" + columnAbove();
        }
        if (problem.endsWith(CANNOT_START)) {
            return problem.contains("TAB")
                    ? "spaces, since tabs are not allowed here" : "quotes around a text that begins with this character";
        }
        String context = oneLine(thrown.getContext());
        if (context.isEmpty()) {
            return "";
        }
        return isSeenTooLate()
                ? "the end of the construct that begins here; the file's end was found " + context
                : "YAML that continues from here; this was found " + context + begun();
    }

    private String columnAbove() {
        int line = linesAbove.size() - 2;
        while (line >= 0 && isEmpty(line)) {
            line--;
        }
        return line < 0 ? "" : "; line " + (line + 1) + " begins in column " + (indent(line) + 1);
    }

    /** Returns where the construct began, if it is not the position of the problem itself. */
    private String begun() {
        return thrown.getContextMark().map(YamlFault::markOf).filter(begin -> begin.line() != mark().line())
                .map(begin -> " that begins in line " + begin.line()).orElse("");
    }

    static String oneLine(@Nullable String message) {
        return message == null ? "" : message.strip().replaceAll("\\s+", " ");
    }
}
