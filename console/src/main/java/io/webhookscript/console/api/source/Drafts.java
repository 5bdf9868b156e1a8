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

import io.webhookscript.console.access.ApiCall;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.JsonBody;
import io.webhookscript.console.web.JsonResponse;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.script.yaml.ScriptFileName;

/** Gives the texts of new scripts, which are not saved. */
public final class Drafts {

    private final ScriptSources sources;
    private final Templates templates = new Templates();

    public Drafts(ScriptSources sources) {
        this.sources = sources;
    }

    public ConsoleResponse templates(ApiCall call) {
        return JsonResponse.of(200, Map.of("templates", templates.list()));
    }

    public ConsoleResponse draft(ApiCall call) throws RefusedRequestException {
        JsonBody body = call.body();
        Optional<String> postman = body.find("postman");
        if (postman.isPresent()) {
            return JsonResponse.of(200, Imports.postman(postman.get(), sources.names()));
        }
        Optional<String> openApi = body.find("openapi");
        if (openApi.isPresent()) {
            OpenApiImport document = OpenApiImport.of(openApi.get());
            Optional<String> operation = body.find("operation");
            return JsonResponse.of(200,
                    operation.isPresent() ? document.draft(operation.get(), sources.names()) : document.operations());
        }
        Optional<String> name = body.find("name").filter(text -> !text.isEmpty());
        if (name.isPresent()) {
            checkName(name.get());
        }
        Optional<String> curl = body.find("curl");
        if (curl.isPresent()) {
            return JsonResponse.of(200, Imports.curl(curl.get(), name.orElse(null), sources.names()));
        }
        return started(body, name.orElseThrow(() -> RefusedRequestException.badRequest("the member name is missing")));
    }

    private ConsoleResponse started(JsonBody body, String name) throws RefusedRequestException {
        Optional<String> template = body.find("template");
        if (template.isPresent()) {
            return draft(name, NamedSource.renamed(templates.source(template.get()), name), List.of());
        }
        String from = body.find("from")
                .orElseThrow(() -> RefusedRequestException.badRequest("expected template, from, curl, postman or openapi"));
        checkName(from);
        return draft(
                name, NamedSource.copied(sources.of(from).text(), name),
                List.of("The copy is not active, so that no event is delivered twice."));
    }

    private static void checkName(String name) throws RefusedRequestException {
        if (!ScriptFileName.NAME.matcher(name).matches()) {
            throw RefusedRequestException.badRequest("expected " + ScriptFileName.EXPECTED_NAME);
        }
    }

    private static ConsoleResponse draft(String name, String source, List<String> notes) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", name);
        view.put("source", source);
        view.put("notes", notes);
        return JsonResponse.of(200, view);
    }
}
