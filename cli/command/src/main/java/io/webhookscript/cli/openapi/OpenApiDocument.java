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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.input.CommandFailedException;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.YamlTree;
import org.jspecify.annotations.Nullable;

/** An OpenAPI document of version 3, in YAML or JSON. Nothing but its text is ever read. */
public final class OpenApiDocument {

    /** The largest documents that services publish have 12 MB. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final YamlTree.Limits LIMITS = new YamlTree.Limits(MAX_BYTES, 1_000_000);
    private static final Pattern JSON = Pattern.compile("\\uFEFF?\\s*\\{\\s*\"");
    private static final int SNIFFED = 1_000;
    private static final List<String> METHODS
            = List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final Element root;
    private final Map<Operation, Source> operations = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();

    /**
     * An operation of a document, or a webhook that its service calls.
     *
     * @param id      from the document; made of method and path if it has none
     * @param path    the name, for a webhook
     * @param summary may be empty
     */
    public record Operation(String id, String method, String path, String summary, boolean webhook) {
    }

    /** An operation, and the path item that contains it. */
    record Source(Element item, Element operation) {
    }

    private OpenApiDocument(Element root) {
        this.root = root;
        collect("paths", false);
        collect("webhooks", true);
    }

    /**
     * Reads a document.
     *
     * @param  name                   of the document, for messages
     * @throws CommandFailedException if it is not a document of OpenAPI 3 with operations; the message names the line
     */
    public static OpenApiDocument read(String name, byte[] content) {
        Findings findings = new Findings(name);
        String start = new String(content, 0, Math.min(content.length, SNIFFED), StandardCharsets.UTF_8);
        Optional<YamlTree.Document> read = YamlTree.read(content, JSON.matcher(start).lookingAt(), LIMITS, findings);
        if (read.isEmpty() || findings.hasErrors()) {
            Problem problem = findings.problems().get(0);
            throw new CommandFailedException(
                    name + ":" + problem.line() + ":" + problem.column() + ": "
                                             + (problem.field().isEmpty() ? "" : problem.field() + ": ") + problem.found());
        }
        Element root = new Element(name, "", read.get().root());
        checkVersion(root);
        OpenApiDocument document = new OpenApiDocument(root);
        if (document.operations.isEmpty()) {
            throw new CommandFailedException(
                    name + " has no operations under `paths` or `webhooks`"
                                             + (document.notes.isEmpty()
                                                     ? "" : "; not read: " + String.join("; ", document.notes)));
        }
        return document;
    }

    private static void checkVersion(Element root) {
        if (!root.isMap()) {
            throw root.unexpected("an OpenAPI document");
        }
        if (root.has("swagger")) {
            throw root.fault("this is a document of Swagger " + root.text("swagger").orElse("")
                             + "; expected OpenAPI 3. Many editors of OpenAPI documents can convert it.");
        }
        Element version = root.find("openapi")
                .orElseThrow(() -> root.fault("the key `openapi` with the version is missing; expected an OpenAPI document"));
        if (!version.text().startsWith("3.")) {
            throw version.unexpected("the version 3.0 or 3.1");
        }
    }

    private void collect(String key, boolean webhook) {
        root.members(key).forEach((path, given) -> resolved(path, given).ifPresent(item -> METHODS.forEach(
                method -> item.find(method).ifPresent(operation -> {
                    String id = operation.text("operationId").filter(text -> !text.isBlank())
                            .orElseGet(() -> method + (webhook ? "-" : "") + path.replaceAll("[^A-Za-z0-9]+", "-"));
                    operations.put(new Operation(
                            id, method.toUpperCase(Locale.ROOT), path, operation.text("summary").orElse(""), webhook),
                            new Source(item, operation));
                }))));
    }

    private Optional<Element> resolved(String path, Element item) {
        Optional<String> reference = item.text("$ref");
        if (reference.isEmpty()) {
            return Optional.of(item);
        }
        Optional<Element> target = References.target(root, reference.get()).filter(found -> !found.has("$ref"));
        if (target.isEmpty()) {
            notes.add(path + ": " + References.missing(reference.get()));
        }
        return target;
    }

    /** The operations and then the webhooks, each in the order of the document. */
    public List<Operation> operations() {
        return new ArrayList<>(operations.keySet());
    }

    /** Finds an operation by its id, or by its method and path, such as {@code PUT /contacts/{id}}. */
    public Optional<Operation> find(String wanted) {
        return operations.keySet().stream()
                .filter(each -> each.id().equals(wanted) || (each.method() + " " + each.path()).equalsIgnoreCase(wanted))
                .findFirst();
    }

    /** The paths that are not read, with the reason. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * Makes the request of one of the operations the draft's.
     *
     * @param  server                 instead of the server in the document
     * @throws CommandFailedException if the operation cannot be read; the message names the line
     */
    public void map(Operation operation, @Nullable String server, ScriptDraft draft) {
        Source source = Optional.ofNullable(operations.get(operation)).orElseThrow();
        new OperationMapping(root, operation, source, draft).map(server);
    }
}
