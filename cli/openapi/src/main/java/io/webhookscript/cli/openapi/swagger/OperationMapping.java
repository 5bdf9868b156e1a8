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
package io.webhookscript.cli.openapi.swagger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import io.webhookscript.cli.draft.Marks;
import io.webhookscript.cli.draft.RequestMapping;
import io.webhookscript.cli.draft.ResponseExample;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.draft.SourceRequest;
import io.webhookscript.cli.input.JsonText;
import org.jspecify.annotations.Nullable;

/** One operation becomes the request of a draft. For one draft. */
final class OperationMapping {

    /** Marks of the server's variables; characters that stand for nothing in Unicode. */
    private static final char BEGIN = '\uE000';
    private static final char END = '\uE001';
    private static final Pattern MARK = Pattern.compile(BEGIN + "([^" + END + "]*)" + END);

    private static final String BASE_URL = "baseUrl";

    private final OpenAPI api;
    private final String path;
    private final SwaggerDocument.Found found;
    private final Operation operation;
    private final ScriptDraft draft;
    private final References references;
    private final Schemas schemas;

    OperationMapping(OpenAPI api, String path, SwaggerDocument.Found found, ScriptDraft draft) {
        this.api = api;
        this.path = path;
        this.found = found;
        this.operation = found.operation();
        this.draft = draft;
        this.references = new References(api, draft);
        this.schemas = new Schemas(references);
    }

    void map(Optional<String> chosenServer) {
        Optional.ofNullable(operation.getSummary()).or(() -> Optional.ofNullable(operation.getDescription()))
                .ifPresent(draft::description);
        notes();
        Map<String, String> variables = new LinkedHashMap<>();
        String origin = origin(chosenServer, variables);
        List<Parameter> parameters = parameters();
        ParameterMapping mapping = new ParameterMapping(draft, schemas, references);
        RequestMapping request = new RequestMapping(
                draft, new Marks(MARK, variables, name -> Optional.empty()), mapping.blanks(parameters));
        request.map(new SourceRequest(
                Optional.of(found.method().name()), origin + path, List.of(), Optional.empty(), Optional.empty()));
        new SecurityMapping(api, draft, request.service()).map(operation);
        parameters.forEach(mapping::map);
        references.body(operation.getRequestBody()).ifPresent(this::body);
        request.test("the example of the document");
        examples();
    }

    private void notes() {
        if (operation.getCallbacks() != null && !operation.getCallbacks().isEmpty()) {
            draft.notCarried("callbacks: " + String.join(", ", operation.getCallbacks().keySet()));
        }
        if (Boolean.TRUE.equals(operation.getDeprecated())) {
            draft.remark("the document calls this operation deprecated");
        }
    }

    /** Where the path is put behind, variables as marks. */
    private String origin(Optional<String> chosen, Map<String, String> variables) {
        List<Server> servers = new ArrayList<>();
        for (List<Server> some : java.util.Arrays.asList(operation.getServers(), found.item().getServers(), api.getServers())) {
            if (some != null) {
                servers.addAll(some);
            }
        }
        Optional<Server> server = servers.stream().filter(each -> each.getUrl() != null).findFirst();
        String url = chosen.or(() -> server.map(Server::getUrl)).orElse("/");
        if (chosen.isEmpty() && server.isPresent() && server.get().getVariables() != null) {
            for (var variable : server.get().getVariables().entrySet()) {
                String name = "{" + variable.getKey() + "}";
                String value = Optional.ofNullable(variable.getValue().getDefault()).orElse("");
                if (url.startsWith(name + "://")) {
                    draft.remark("the scheme of the server may be another than " + value);
                    url = value + url.substring(name.length());
                }
                variables.put(variable.getKey(), value);
                url = url.replace(name, BEGIN + variable.getKey() + END);
            }
        }
        url = url.replaceAll("/+$", "");
        if (!url.matches("(?i)https?://.*") && url.indexOf(BEGIN) != 0) {
            draft.remark(
                    "the document does not say the server's address; https://example.com stands for it, --server says another");
            url = "https://example.com" + (url.isEmpty() || url.startsWith("/") ? url : "/" + url);
        }
        if (url.indexOf(BEGIN) < 0) {
            variables.put(BASE_URL, url);
            return BEGIN + BASE_URL + END;
        }
        return url;
    }

    /** Those of the operation, and those of the path that it does not say anew. */
    private List<Parameter> parameters() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (List<Parameter> some : java.util.Arrays.asList(found.item().getParameters(), operation.getParameters())) {
            if (some != null) {
                some.forEach(parameter -> references.parameter(parameter)
                        .ifPresent(resolved -> parameters.put(resolved.getIn() + " " + resolved.getName(), resolved)));
            }
        }
        return new ArrayList<>(parameters.values());
    }

    private void body(RequestBody body) {
        if (body.getContent() == null || body.getContent().isEmpty()) {
            return;
        }
        List<String> types = new ArrayList<>(body.getContent().keySet());
        String chosen = BodyMapping.preferred(types);
        types.remove(chosen);
        if (!types.isEmpty()) {
            draft.remark("the body is " + chosen + "; the receiver takes it as " + String.join(", ", types) + ", too");
        }
        MediaType type = body.getContent().get(chosen);
        new BodyMapping(draft, schemas, references).map(chosen, type == null ? new MediaType() : type);
    }

    private void examples() {
        if (operation.getResponses() == null) {
            return;
        }
        operation.getResponses().forEach((status, response) -> {
            if (status.matches("[2-5]\\d\\d")) {
                references.response(response).ifPresent(resolved -> example(Integer.parseInt(status), resolved));
            }
        });
    }

    private void example(int status, ApiResponse response) {
        if (response.getContent() == null) {
            return;
        }
        response.getContent().forEach((type, content) -> {
            List<Object> examples = new BodyMapping(draft, schemas, references).examples(content);
            if (!examples.isEmpty()) {
                String name
                        = status + " " + Optional.ofNullable(response.getDescription()).map(OperationMapping::line).orElse("");
                new ResponseExample(name.strip(), status, type, text(examples.get(0))).addTo(draft);
            }
        });
    }

    private static String line(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() > 60 ? line.substring(0, 59) + "…" : line;
    }

    private static String text(@Nullable Object example) {
        return example instanceof String text ? text : JsonText.of(example);
    }
}
