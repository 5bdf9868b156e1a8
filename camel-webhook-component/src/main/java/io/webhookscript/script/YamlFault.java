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
package io.webhookscript.script;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What the YAML parser has found, in the user's words. The parser stops where it can read no further, which may be far
 * behind the fault: what is never closed, or a key without a colon, is reported where it begins.
 */
final class YamlFault {

    private static final String CANNOT_START = "that cannot start any token";

    private final MarkedYamlEngineException thrown;
    private final String text;
    private final String problem;

    private YamlFault(MarkedYamlEngineException thrown, String text) {
        this.thrown = thrown;
        this.text = text;
        this.problem = oneLine(thrown.getProblem()).replaceFirst(" \\(Do not use .*", "");
    }

    static void report(MarkedYamlEngineException thrown, String text, Findings findings) {
        YamlFault fault = new YamlFault(thrown, text);
        YamlNode.Mark mark = fault.mark();
        findings.add(ProblemCode.NOT_YAML, mark.line(), mark.column(), "", "not YAML: " + fault.problem, fault.expected(),
                List.of());
    }

    private YamlNode.Mark mark() {
        return (isSeenTooLate() ? thrown.getContextMark() : thrown.getProblemMark()).or(thrown::getProblemMark)
                .map(YamlFault::markOf).orElse(YamlTree.startOfFile().mark());
    }

    static YamlNode.Mark markOf(Mark mark) {
        return new YamlNode.Mark(mark.getLine() + 1, mark.getColumn() + 1, mark.getIndex());
    }

    /** Whether the fault is where the parser began to read what it could not end. */
    private boolean isSeenTooLate() {
        return isKeyWithoutColon()
                || thrown.getProblemMark().map(m -> text.substring(text.offsetByCodePoints(0, m.getIndex())).isBlank())
                        .orElse(false);
    }

    private boolean isKeyWithoutColon() {
        return problem.equals("could not find expected ':'");
    }

    private String expected() {
        if (isKeyWithoutColon()) {
            return "a key, a colon, and a space or a new line";
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return "each key in the column of those beside it, and quotes around a text that holds `: `";
        }
        if (problem.endsWith(CANNOT_START)) {
            return problem.contains("TAB") ? "spaces, since no tab may stand here" : "quotes around a text that begins so";
        }
        String context = oneLine(thrown.getContext());
        if (context.isEmpty()) {
            return "";
        }
        return isSeenTooLate()
                ? "the end of what begins here; the file's end was seen " + context
                : "YAML that goes on from here; this was seen " + context + begun();
    }

    /** Where that began, when it is not the place of the problem itself. */
    private String begun() {
        return thrown.getContextMark().map(YamlFault::markOf).filter(begin -> begin.line() != mark().line())
                .map(begin -> " that begins in line " + begin.line()).orElse("");
    }

    static String oneLine(@Nullable String message) {
        return message == null ? "" : message.strip().replaceAll("\\s+", " ");
    }
}
