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
package io.webhookscript.script.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Formats problems, so that all of them look alike. The first line is enough for a log:
 *
 * <pre>
 * crm.webhookscript.yaml:14:38  request.body.json.name: unknown filter `uper`
 *     expected a filter; did you mean `upper`?
 * </pre>
 */
public final class ProblemReport {

    private static final String INDENT = "\n    ";

    private ProblemReport() {
    }

    /** Returns all problems, one below the other, in the given order. */
    public static String of(List<Problem> problems) {
        return problems.stream().map(ProblemReport::of).collect(Collectors.joining("\n"));
    }

    public static String of(Problem problem) {
        StringBuilder report = new StringBuilder(oneLine(problem.file()));
        if (problem.line() > 0) {
            report.append(':').append(problem.line()).append(':').append(problem.column());
        }
        report.append("  ");
        if (problem.code().severity() != Severity.ERROR) {
            report.append(problem.code().severity().code()).append(": ");
        }
        if (!problem.field().isEmpty()) {
            report.append(problem.field()).append(": ");
        }
        return report.append(oneLine(problem.found())).append(secondLine(problem)).toString();
    }

    /**
     * Returns a problem as plain values for tools, for example for a JSON document: {@code code}, {@code severity},
     * {@code file}, {@code line}, {@code column}, {@code field}, {@code found}, {@code expected}, {@code suggestions},
     * in this order. All of them are always present.
     */
    public static Map<String, Object> values(Problem problem) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("code", problem.code().code());
        values.put("severity", problem.code().severity().code());
        values.put("file", problem.file());
        values.put("line", (long) problem.line());
        values.put("column", (long) problem.column());
        values.put("field", problem.field());
        values.put("found", problem.found());
        values.put("expected", problem.expected());
        values.put("suggestions", problem.suggestions());
        return Collections.unmodifiableMap(values);
    }

    /** A file's name may contain line ends and other control characters. */
    private static String oneLine(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().map(c -> Character.isISOControl(c) ? '.' : c).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static String secondLine(Problem problem) {
        if (problem.expected().isEmpty() && problem.suggestions().isEmpty()) {
            return "";
        }
        if (problem.suggestions().isEmpty()) {
            return INDENT + "expected " + oneLine(problem.expected());
        }
        String hint
                = "did you mean " + problem.suggestions().stream().map(s -> '`' + s + '`').collect(Collectors.joining(" or "))
                  + "?";
        return INDENT + (problem.expected().isEmpty() ? hint : "expected " + oneLine(problem.expected()) + "; " + hint);
    }
}
