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
package io.webhookscript.console.api.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.console.application.EditableHosts;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemReport;
import io.webhookscript.script.problem.Severity;
import io.webhookscript.script.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** Shows problems of files. */
public final class ProblemView {

    private ProblemView() {
    }

    /** A problem of a text that the page may not have: without offsets. */
    public static Map<String, @Nullable Object> of(Problem problem) {
        return of(problem, null, null);
    }

    /** A problem of the text that a request has brought. */
    static Map<String, @Nullable Object> of(Problem problem, SourceText text) {
        int from = text.offsetOf(problem.line(), problem.column());
        return of(problem, from, text.endOfWord(from));
    }

    private static Map<String, @Nullable Object> of(Problem problem, @Nullable Integer from, @Nullable Integer to) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("code", problem.code().code());
        view.put("severity", problem.code().severity().code());
        view.put("line", problem.line());
        view.put("column", problem.column());
        view.put("from", from);
        view.put("to", to);
        view.put("field", problem.field());
        view.put("found", problem.found());
        view.put("expected", problem.expected());
        view.put("suggestions", problem.suggestions());
        view.put("message", ProblemReport.of(problem));
        return view;
    }

    /** What the operator does not allow, at its value in the text. */
    static Map<String, @Nullable Object> of(EditableHosts.Finding finding, SourceText text) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        Optional<YamlNode> at = text.find(finding.field());
        int from = at.map(node -> text.offsetOf(node.mark().index())).orElse(0);
        view.put("code", "host-not-allowed");
        view.put("severity", Severity.ERROR.code());
        view.put("line", at.map(node -> node.mark().line()).orElse(0));
        view.put("column", at.map(node -> node.mark().column()).orElse(0));
        view.put("from", from);
        view.put("to", at.filter(YamlNode.Scalar.class::isInstance)
                .map(node -> text.offsetOf(((YamlNode.Scalar) node).end())).orElse(from));
        view.put("field", finding.field());
        view.put("found", finding.text());
        view.put("expected", "");
        view.put("suggestions", List.of());
        view.put("message", finding.field() + ": " + finding.text());
        return view;
    }

    /** A problem of which only the text is kept. */
    public static Map<String, @Nullable Object> ofText(String text) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("code", "rejected-file");
        view.put("severity", Severity.ERROR.code());
        view.put("message", text);
        return view;
    }
}
