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
package io.webhookscript.script.reader;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.script.RequestDefinition.CloudEvent;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.FieldPath;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlNode.Entry;
import io.webhookscript.script.yaml.YamlNode.Mapping;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.script.yaml.YamlNode.Sequence;
import io.webhookscript.template.Position;

/** Reads the section {@code request.cloudEvent}, and checks what excludes it or would contradict it. */
final class CloudEventReader {

    private static final String KEY = "cloudEvent";
    private static final List<String> KEYS = List.of("mode", "type", "source", "subject");
    private static final Map<String, Boolean> MODES = Map.of("binary", false, "structured", true);

    /** Methods without content (RFC 9110 §9.3), which the HTTP binding of CloudEvents needs. */
    private static final Set<String> WITHOUT_CONTENT = Set.of("GET", "HEAD", "TRACE");

    private static final String CONTENT_TYPE = "content-type";

    private final ScriptCompiler compiling;
    private final Findings findings;

    CloudEventReader(ScriptCompiler compiling) {
        this.compiling = compiling;
        this.findings = compiling.findings();
    }

    /** @param method the method of the request, as far as it is valid */
    Optional<CloudEvent> read(Section request, String method) {
        return request.section(KEY, KEYS).map(event -> {
            event.require("type", "source");
            boolean structured = event.choice("mode", MODES).orElse(false);
            checkLiterals(event);
            checkMethod(request, method);
            checkHeaders(request, structured);
            checkBody(request, structured);
            return new CloudEvent(
                    structured, compiling.template(event, "type", Position.TEXT, Scope.REQUEST),
                    compiling.template(event, "source", Position.TEXT, Scope.REQUEST),
                    event.node("subject")
                            .map(n -> compiling.template(n, event.path("subject"), Position.TEXT, Scope.REQUEST)).orElse(null));
        });
    }

    private void checkLiterals(Section event) {
        literal(event, "type").filter(String::isEmpty).ifPresent(type -> findings.add(
                ProblemCode.WRONG_VALUE, event.node("type").orElseThrow(), event.path("type"), "found an empty text",
                "the type of the event, such as `com.example.contact.changed`"));
        literal(event, "source").filter(source -> !CloudEvent.SOURCE.matcher(source).matches())
                .ifPresent(source -> findings.add(
                        ProblemCode.WRONG_VALUE, event.node("source").orElseThrow(), event.path("source"),
                        "found " + Findings.quoted(source),
                        "a URI reference such as `/crm/contacts` or `https://crm.example.com`"));
    }

    private static Optional<String> literal(Section event, String key) {
        return event.node(key).filter(n -> n instanceof Scalar s && s.isText()).map(n -> ((Scalar) n).text())
                .filter(text -> !ScriptCompiler.looksLikeATemplate(text));
    }

    private void checkMethod(Section request, String method) {
        if (WITHOUT_CONTENT.contains(method)) {
            findings.add(ProblemCode.CONFLICTING_KEYS, request.keyOf("method"), request.path("method"),
                    "`" + method + "` with `cloudEvent`, which needs a method with content",
                    "a method such as POST");
        }
    }

    private void checkHeaders(Section request, boolean structured) {
        for (Entry entry : request.entriesKnown("headers")) {
            String field = FieldPath.of(request.path("headers"), entry.key().text());
            checkName(entry.key(), field, structured);
            if (!structured && entry.key().text().equalsIgnoreCase(CONTENT_TYPE)) {
                checkType(entry.value(), field);
            }
        }
        known(request, "auth").flatMap(auth -> known(auth, "apiKey"))
                .filter(key -> key.node("in").filter(n -> n instanceof Scalar s && s.text().equals("header")).isPresent())
                .ifPresent(key -> checkName(key, "name", structured));
        known(request, "signature").flatMap(signature -> known(signature, "hmac")).ifPresent(hmac -> {
            checkName(hmac, "header", structured);
            checkName(hmac, "timestampHeader", structured);
        });
    }

    /** The key of idempotency is not in the section of the request. */
    void checkIdempotencyKey(Section script, CloudEvent event) {
        known(script, "idempotencyKey").ifPresent(key -> checkName(key, "header", event.structured()));
    }

    /** A section whose keys are checked elsewhere. */
    private Optional<Section> known(Section section, String key) {
        return section.node(key).filter(Mapping.class::isInstance)
                .map(n -> Section.unchecked((Mapping) n, section.path(key), findings));
    }

    private void checkName(Section section, String key, boolean structured) {
        section.node(key).ifPresent(n -> checkName(n, section.path(key), structured));
    }

    private void checkName(YamlNode name, String field, boolean structured) {
        String header = name instanceof Scalar s ? s.text().toLowerCase(Locale.ROOT) : "";
        if (header.startsWith("ce-")) {
            findings.add(ProblemCode.CONFLICTING_KEYS, name, field,
                    "the HTTP header " + Findings.quoted(header) + " with `cloudEvent`, which sets all `ce-` headers itself",
                    "another name, or none: `cloudEvent` has type, source and subject, and sets id and time itself");
        } else if (structured && header.equals(CONTENT_TYPE)) {
            findings.add(ProblemCode.CONFLICTING_KEYS, name, field,
                    "the HTTP header Content-Type with `cloudEvent` in structured mode, where it is always application/cloudevents+json",
                    "no Content-Type; the type of the data is the `contentType` of a body of text or bytes; or `mode: binary`");
        }
    }

    private void checkBody(Section request, boolean structured) {
        Optional<Section> body = known(request, "body");
        for (String kind : List.of("form", "multipart")) {
            if (structured && body.filter(b -> b.has(kind)).isPresent()) {
                findings.add(ProblemCode.CONFLICTING_KEYS, body.get().keyOf(kind), body.get().path(kind),
                        "`" + kind + "` with `cloudEvent` in structured mode, whose body is one JSON object",
                        "another kind of body, or `mode: binary`");
            }
        }
        if (!structured) {
            body.ifPresent(b -> b.node("contentType").ifPresent(type -> checkType(type, b.path("contentType"))));
        }
    }

    /**
     * In binary mode, the Content-Type is that of the data; with such a type the receiver would expect the other mode.
     */
    private void checkType(YamlNode type, String field) {
        if (type instanceof Sequence types) {
            types.items().forEach(item -> checkType(item, field));
        } else if (type instanceof Scalar s && CloudEvent.isEvent(s.text())) {
            findings.add(ProblemCode.CONFLICTING_KEYS, type, field,
                    "found " + Findings
                            .quoted(s.text()) + " with `cloudEvent` in binary mode, where it is the type of the data",
                    "the type of the data such as application/json, or `mode: structured` without it");
        }
    }
}
