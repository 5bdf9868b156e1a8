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
package io.webhookscript.cli.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.cli.page.ProblemEntries;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.problem.ProblemReport;

/**
 * Problems as a log of the Static Analysis Results Interchange Format, version 2.1.0, which code scanning services and
 * editors read.
 */
public final class SarifLog {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final String HOME = "https://webhookscript.io";

    private final String version;

    /** @param version of the tool that found the problems */
    public SarifLog(String version) {
        this.version = version;
    }

    public Map<String, Object> of(List<Problem> problems) {
        List<ProblemCode> rules = problems.stream().map(Problem::code).distinct().sorted().toList();
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "webhookscript");
        driver.put("version", version);
        driver.put("informationUri", HOME);
        driver.put("rules", rules.stream().map(SarifLog::rule).toList());
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        // columns of problems count code points (SARIF 2.1.0 §3.14.17)
        run.put("columnKind", "unicodeCodePoints");
        run.put("results", problems.stream().map(problem -> result(problem, rules.indexOf(problem.code()))).toList());
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return log;
    }

    private static Map<String, Object> rule(ProblemCode code) {
        ProblemEntries.Entry entry = ProblemEntries.of(code);
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", code.code());
        rule.put("shortDescription", Map.of("text", entry.summary()));
        rule.put("help", Map.of("text", entry.text()));
        rule.put("defaultConfiguration", Map.of("level", code.severity().code()));
        return rule;
    }

    private static Map<String, Object> result(Problem problem, int rule) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", problem.code().code());
        result.put("ruleIndex", (long) rule);
        result.put("level", problem.code().severity().code());
        result.put("message", Map.of("text", message(problem)));
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("artifactLocation", Map.of("uri", uri(problem.file())));
        if (problem.line() > 0) {
            place.put("region", Map.of("startLine", (long) problem.line(), "startColumn", (long) problem.column()));
        }
        result.put("locations", List.of(Map.of("physicalLocation", place)));
        return result;
    }

    /** What the report says behind the place, on one line. */
    private static String message(Problem problem) {
        String report = ProblemReport.of(problem);
        List<String> lines = new ArrayList<>(report.substring(report.indexOf("  ") + 2).lines().map(String::strip).toList());
        return String.join("; ", lines);
    }

    private static String uri(String file) {
        try {
            return new URI(null, null, file, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a file's name is a path: " + file, e);
        }
    }
}
