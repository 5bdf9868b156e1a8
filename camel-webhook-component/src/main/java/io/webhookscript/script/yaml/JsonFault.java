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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.webhookscript.script.problem.ProblemCode;

/** Translates an error of the JSON parser for users, without the parser's own options, which users cannot set. */
final class JsonFault {

    private static final Pattern EXPECTING = Pattern.compile("(.+?): (?:was expecting|expected) (.+)");
    private static final Pattern COMMENT = Pattern.compile("(.+?): maybe a \\(non-standard\\) comment.*");
    private static final Pattern SWITCH = Pattern.compile(": enable `.*");
    private static final Pattern PLACE = Pattern.compile("\\[Source: .*?; line: (\\d+), column: (\\d+)]");

    private final JsonProcessingException thrown;
    private final String text;
    private final String field;
    private final Findings findings;

    private JsonFault(JsonProcessingException thrown, String text, String field, Findings findings) {
        this.thrown = thrown;
        this.text = text;
        this.field = field;
        this.findings = findings;
    }

    /** @param field the field that was being read */
    static void report(JsonProcessingException thrown, String text, String field, Findings findings) {
        new JsonFault(thrown, text, field, findings).report();
    }

    private void report() {
        String message = PLACE.matcher(YamlFault.oneLine(thrown.getOriginalMessage())).replaceAll("line $1, column $2");
        Matcher expecting = EXPECTING.matcher(message);
        Matcher comment = COMMENT.matcher(message);
        if (comment.matches()) {
            report(comment.group(1), "JSON without comments");
        } else if (expecting.matches()) {
            report(expecting.group(1), expecting.group(2));
        } else {
            report(SWITCH.matcher(message).replaceFirst(""), "JSON that continues from here");
        }
    }

    private void report(String problem, String expected) {
        JsonLocation at = thrown.getLocation();
        int line = at == null ? 1 : Math.max(1, at.getLineNr());
        int column = at == null ? 1 : Math.max(1, at.getColumnNr());
        findings.add(ProblemCode.NOT_JSON, line, codePoints(line, column), field, "not JSON: " + problem, expected, List.of());
    }

    /** Converts a column: the parser counts a character beyond the basic plane as two. */
    private int codePoints(int line, int column) {
        String before = text.lines().skip(line - 1L).findFirst().orElse("");
        return column - before.length() > 1 ? column : before.codePointCount(0, column - 1) + 1;
    }
}
