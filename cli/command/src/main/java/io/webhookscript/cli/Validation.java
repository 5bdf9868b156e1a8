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
package io.webhookscript.cli;

import java.util.LinkedHashMap;
import java.util.Map;

import io.webhookscript.cli.input.JsonText;
import io.webhookscript.cli.report.SarifLog;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemReport;
import io.webhookscript.script.problem.Severity;

/** Shows what validating came to, in one of the formats. */
final class Validation {

    private final Terminal terminal;
    private final ValidateCommand.Format format;

    Validation(Terminal terminal, ValidateCommand.Format format) {
        this.terminal = terminal;
        this.format = format;
    }

    void show(LoadedScripts loaded) {
        switch (format) {
            case TEXT -> {
                loaded.problems().forEach(problem -> terminal.result(text(terminal, problem)));
                terminal.note(summary(loaded));
            }
            case JSON -> terminal.result(JsonText.of(values(loaded)));
            case SARIF -> terminal.result(JsonText.of(
                    new SarifLog(WebhookScriptCommand.Version.text()).of(loaded.problems())));
        }
    }

    /** For editors, which tell old problems from new ones by it. */
    void begin() {
        terminal.note("checking");
    }

    static String summary(LoadedScripts loaded) {
        StringBuilder summary = new StringBuilder(counted(loaded.files(), "file"));
        String separator = ": ";
        for (Severity severity : Severity.values()) {
            long count = loaded.count(severity);
            if (count > 0 || severity == Severity.ERROR) {
                summary.append(separator).append(counted(count, severity.code()));
                separator = ", ";
            }
        }
        return summary.toString();
    }

    static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** As the component words it; the place and the severity stand out. */
    static String text(Terminal terminal, Problem problem) {
        String report = ProblemReport.of(problem) + terminal.faint(" [" + problem.code().code() + "]");
        int place = report.indexOf("  ");
        return problem.isError()
                ? terminal.bad(report.substring(0, place)) + report.substring(place)
                : terminal.bold(report.substring(0, place)) + report.substring(place);
    }

    private static Map<String, Object> values(LoadedScripts loaded) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("files", (long) loaded.files());
        for (Severity severity : Severity.values()) {
            values.put(severity.code() + "s", loaded.count(severity));
        }
        values.put("problems", loaded.problems().stream().map(ProblemReport::values).toList());
        return values;
    }
}
