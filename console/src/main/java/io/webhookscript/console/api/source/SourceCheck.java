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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.console.access.ApiCall;
import io.webhookscript.console.application.Application;
import io.webhookscript.console.folder.ScriptFolder;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.JsonBody;
import io.webhookscript.console.web.JsonResponse;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.script.Script;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.script.usecase.FoundFile;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.YamlTree;
import io.webhookscript.tryout.ScriptTestResult;
import io.webhookscript.tryout.ScriptTests;
import org.jspecify.annotations.Nullable;

/** Checks the text of a script that need not be saved, and runs its tests. */
public final class SourceCheck {

    private final Application application;

    public SourceCheck(Application application) {
        this.application = application;
    }

    public ConsoleResponse check(ApiCall call) throws RefusedRequestException {
        JsonBody body = call.body();
        String name = body.text("name");
        String source = body.text("source");
        byte[] content = Application.source(source);
        ReadResult result = read(application, name, content);
        SourceText text = new SourceText(source);
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("name", name);
        view.put("version", ScriptReader.version(content));
        List<Map<String, @Nullable Object>> problems = problems(result, text);
        view.put("valid", result.script() != null && problems.size() == result.problems().size());
        view.put("problems", problems);
        view.put("tree", YamlTree.read(content, new Findings(name)).map(document -> new TreeView(text).of(document.root()))
                .orElse(null));
        return JsonResponse.of(200, view);
    }

    /** The problems of a text, and what the operator does not allow for scripts that are saved in the console. */
    private List<Map<String, @Nullable Object>> problems(ReadResult result, SourceText text) {
        List<Map<String, @Nullable Object>> problems = new ArrayList<>(problems(result.problems(), text));
        Script script = result.script();
        if (script != null) {
            problems.addAll(notAllowed(application, script, text));
        }
        return problems;
    }

    static List<Map<String, @Nullable Object>> problems(List<Problem> problems, SourceText text) {
        return problems.stream().map(problem -> ProblemView.of(problem, text)).toList();
    }

    /** What the operator does not allow for a script in the writable folder; nothing for a script elsewhere. */
    static List<Map<String, @Nullable Object>> notAllowed(Application application, Script script, SourceText text) {
        if (!application.isEditable(script, script.name())) {
            return List.of();
        }
        return application.editableHosts().check(script, application.webhookScript().contextOf(script)).stream()
                .map(finding -> ProblemView.of(finding, text)).toList();
    }

    /** Reads the text as the file that it is, or would be. */
    static ReadResult read(Application application, String name, byte[] content) {
        return application.webhookScript().repository().check(Set.of(), file(application, name, content));
    }

    /** The file that a text would be: the one of the loaded script, else one of the writable folder. */
    private static FoundFile file(Application application, String name, byte[] content) {
        WebhookScriptComponent component = application.webhookScript();
        // a slash would be a folder of the file's name; so it is a wrong name
        String fileName = name.replace('/', '_') + ScriptFolder.EXTENSION;
        Optional<String> loaded = component.repository().find(name).map(Script::location);
        ScriptFolder folder = application.folder();
        String location = loaded.orElse(folder == null ? "console:" + fileName : folder.locationOf(fileName));
        return new FoundFile(fileName, location, content);
    }

    /** Reads the text of a script, which must have no errors. */
    public static Script valid(Application application, String name, String source) throws RefusedRequestException {
        ReadResult result = read(application, name, Application.source(source));
        Script script = result.script();
        if (script == null) {
            throw invalid(result, new SourceText(source));
        }
        return script;
    }

    static RefusedRequestException invalid(ReadResult result, SourceText text) {
        return new RefusedRequestException(
                422, "invalid-script", "the script has problems", Map.of("problems", problems(result.problems(), text)));
    }

    public ConsoleResponse test(ApiCall call) throws RefusedRequestException {
        JsonBody body = call.body();
        Script script = valid(application, body.text("name"), body.text("source"));
        ScriptTests tests = new ScriptTests(application.allowHosts());
        return JsonResponse.of(200, Map.of("tests", tests.run(script).stream().map(SourceCheck::of).toList()));
    }

    private static Map<String, Object> of(ScriptTestResult result) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", result.test().name());
        view.put("passed", result.passed());
        view.put("differences", result.differences().stream().map(difference -> Map.of(
                "line", difference.line(), "path", difference.path(), "expected", difference.expected(), "found",
                difference.found())).toList());
        return view;
    }
}
