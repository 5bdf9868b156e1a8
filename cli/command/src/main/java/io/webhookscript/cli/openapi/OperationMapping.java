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
package io.webhookscript.cli.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.webhookscript.cli.draft.RequestMapping;
import io.webhookscript.cli.draft.ResponseExample;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.draft.SourceRequest;
import io.webhookscript.cli.input.JsonText;
import io.webhookscript.script.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** Makes the request of a draft of one operation. For one draft. */
final class OperationMapping {

    /** The maximum length of the names of tests. */
    private static final int MAX_NAME = 60;

    private final Element document;
    private final OpenApiDocument.Operation named;
    private final Element item;
    private final Element operation;
    private final ScriptDraft draft;
    private final References references;
    private final Schemas schemas;
    private final SchemaExamples examples;

    OperationMapping(Element document, OpenApiDocument.Operation named, OpenApiDocument.Source source, ScriptDraft draft) {
        this.document = document;
        this.named = named;
        this.item = source.item();
        this.operation = source.operation();
        this.draft = draft;
        this.references = new References(document, draft);
        this.schemas = new Schemas(references);
        this.examples = new SchemaExamples(schemas, references, draft);
    }

    void map(@Nullable String server) {
        operation.text("summary").or(() -> operation.text("description")).ifPresent(draft::description);
        notes();
        ServerUrl url = new ServerUrl(draft);
        String target = named.webhook()
                ? url.ofWebhook(server, named.path())
                : url.ofOperation(server, document, item, operation) + named.path();
        List<Element> parameters = parameters();
        ParameterMapping mapping = new ParameterMapping(draft, schemas, examples);
        RequestMapping request = new RequestMapping(draft, url.marks(), mapping.blanks(parameters));
        request.map(new SourceRequest(named.method(), target, List.of(), null, null));
        new SecurityMapping(document, references, draft, request.service()).map(operation, named.webhook());
        parameters.forEach(mapping::map);
        operation.find("requestBody").flatMap(references::follow).ifPresent(this::body);
        request.test(named.webhook() ? "the example of the webhook" : "the example of the document");
        operation.members("responses").forEach(this::response);
    }

    private void notes() {
        if (!operation.members("callbacks").isEmpty()) {
            draft.notCarried("callbacks: " + String.join(", ", operation.members("callbacks").keySet()));
        }
        if (operation.is("deprecated", true)) {
            draft.remark("the document marks this operation as deprecated");
        }
    }

    /** The parameters of the operation, and those of the path that it does not replace; the required ones first. */
    private List<Element> parameters() {
        Map<String, Element> parameters = new LinkedHashMap<>();
        for (Element holder : List.of(item, operation)) {
            holder.items("parameters").stream().map(references::follow).flatMap(Optional::stream).forEach(parameter -> {
                String name = parameter.text("name").orElseThrow(() -> parameter.fault("a parameter without `name`"));
                String in = parameter.text("in").orElseThrow(() -> parameter.fault("a parameter without `in`"));
                parameters.put(in + " " + name, parameter);
            });
        }
        return Stream.of(true, false)
                .flatMap(required -> parameters.values().stream().filter(each -> each.is("required", true) == required))
                .toList();
    }

    private void body(Element body) {
        Map<String, Element> content = body.members("content");
        if (content.isEmpty()) {
            return;
        }
        List<String> types = new ArrayList<>(content.keySet());
        String chosen = BodyMapping.preferred(types);
        types.remove(chosen);
        if (!types.isEmpty()) {
            draft.remark("the body is " + chosen + "; the receiver also accepts " + String.join(", ", types));
        }
        Element media = content.get(chosen);
        new BodyMapping(draft, schemas, examples).map(chosen, media == null || !media.isMap() ? empty(body) : media);
    }

    private static Element empty(Element at) {
        return new Element(at.file(), at.path(), new YamlNode.Mapping(List.of(), at.node().mark()));
    }

    private void response(String status, Element given) {
        if (!status.matches("[2-5]\\d\\d")) {
            return;
        }
        references.follow(given).filter(Element::isMap).ifPresent(response -> response.members("content").forEach(
                (type, media) -> {
                    List<Object> found = media.isMap() ? examples.beside(media) : List.of();
                    if (!found.isEmpty()) {
                        String name = status + " " + response.text("description").map(OperationMapping::line).orElse("");
                        new ResponseExample(name.strip(), Integer.parseInt(status), type, text(found.get(0))).addTo(draft);
                    }
                }));
    }

    private static String line(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() > MAX_NAME ? line.substring(0, line.offsetByCodePoints(0, MAX_NAME / 2)) + "…" : line;
    }

    private static String text(Object example) {
        return example instanceof String text ? text : JsonText.of(example);
    }
}
