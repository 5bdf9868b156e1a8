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
package io.webhookscript.callback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.webhookscript.request.attempt.StandardWebhooksHeaders;
import io.webhookscript.script.CallbackDefinition;
import io.webhookscript.script.RequestDefinition.Authentication;
import io.webhookscript.script.RequestDefinition.Signature;
import io.webhookscript.script.Script;
import io.webhookscript.value.Members;
import org.jspecify.annotations.Nullable;

/** Describes callbacks in OpenAPI 3.0: paths, names of credentials, body, responses. It holds no secret. */
final class OpenApiDocument {

    private static final String SCHEMAS = "#/components/schemas/";

    private final Map<String, @Nullable Object> paths = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> schemes = new LinkedHashMap<>();

    private OpenApiDocument() {
    }

    static Map<String, @Nullable Object> of(List<Script> scripts) {
        OpenApiDocument document = new OpenApiDocument();
        scripts.forEach(document::add);
        return document.whole();
    }

    private Map<String, @Nullable Object> whole() {
        Map<String, @Nullable Object> components = object();
        components.put("schemas", Map.of("Event", event(), "Problem", problem()));
        components.put("securitySchemes", schemes);
        Map<String, @Nullable Object> document = object();
        document.put("openapi", "3.0.3");
        document.put("info", object("title", "Callbacks", "version", "1.0", "description",
                "Send response events into sessions that are open."));
        document.put("servers", List.of(Map.of("url", "/")));
        document.put("paths", paths);
        document.put("components", components);
        return document;
    }

    private void add(Script script) {
        CallbackDefinition callback = Objects.requireNonNull(script.definition().delivery().callback());
        Map<String, @Nullable Object> post = object("operationId", script.name(), "summary",
                Objects.requireNonNullElseGet(
                        script.definition().about().description(), () -> "Send a response event of " + script.name()));
        post.put("tags", List.of(Objects.requireNonNullElse(script.definition().about().tenant(), "callbacks")));
        List<Object> parameters = parameters(callback);
        if (!parameters.isEmpty()) {
            post.put("parameters", parameters);
        }
        post.put("requestBody", object("required", true, "content",
                Map.of("application/json", Map.of("schema", Map.of("$ref", SCHEMAS + "Event")))));
        post.put("responses", responses());
        post.put("security", List.of(security(script.name(), callback)));
        paths.put(callback.path(), Map.of("post", post));
    }

    /** All of them are required together. */
    private Map<String, @Nullable Object> security(String script, CallbackDefinition callback) {
        Map<String, @Nullable Object> required = object();
        if (callback.auth() != null) {
            require(required, script + "-auth", scheme(callback.auth()));
        }
        for (Signature signature : callback.signatures()) {
            boolean standard = signature instanceof Signature.StandardWebhooks;
            Signature.Place place = signature instanceof Signature.Hmac hmac
                    ? hmac.place() : new Signature.Place(false, StandardWebhooksHeaders.SIGNATURE);
            require(required, script + (standard ? "-standard-webhooks" : "-hmac"), object(
                    "type", "apiKey", "in", place.inQuery() ? "query" : "header", "name", place.name(), "description",
                    standard ? "A signature of Standard Webhooks 1.0." : "An HMAC of the request."));
        }
        return required;
    }

    private void require(Map<String, @Nullable Object> required, String name, Map<String, @Nullable Object> scheme) {
        schemes.put(name, scheme);
        required.put(name, List.of());
    }

    private static Map<String, @Nullable Object> scheme(Authentication auth) {
        if (auth instanceof Authentication.ApiKey key) {
            return object("type", "apiKey", "in", key.inQuery() ? "query" : "header", "name", key.name());
        }
        return object("type", "http", "scheme", auth instanceof Authentication.Basic ? "basic" : "bearer");
    }

    /** What a signature needs beside its own. */
    private static List<Object> parameters(CallbackDefinition callback) {
        List<Object> parameters = new ArrayList<>();
        for (Signature signature : callback.signatures()) {
            if (signature instanceof Signature.Hmac hmac) {
                if (hmac.timestampPlace() != null) {
                    parameters.add(parameter(hmac.timestampPlace(), "The time of the signature."));
                }
            } else {
                parameters.add(
                        parameter(new Signature.Place(false, StandardWebhooksHeaders.ID), "The sender's id of the event."));
                parameters.add(parameter(
                        new Signature.Place(false, StandardWebhooksHeaders.TIMESTAMP),
                        "The time of the signature, in seconds since 1970."));
            }
        }
        return parameters;
    }

    private static Map<String, @Nullable Object> parameter(Signature.Place place, String description) {
        return object("name", place.name(), "in", place.inQuery() ? "query" : "header", "required", true, "description",
                description, "schema",
                Map.of("type", "string"));
    }

    private static Map<String, @Nullable Object> responses() {
        Map<String, @Nullable Object> responses = object();
        responses.put("200", Map.of("description", "The event was processed; the body is the response to it."));
        responses.put("204", Map.of("description", "The event was processed."));
        ProblemResponse.details().forEach((status, detail) -> responses.put(String.valueOf(status), object(
                "description", detail, "content",
                Map.of(ProblemResponse.TYPE, Map.of("schema", Map.of("$ref", SCHEMAS + "Problem"))))));
        return responses;
    }

    private static Map<String, @Nullable Object> event() {
        return object("type", "object", "description", "A response event, with the id of its session.");
    }

    private static Map<String, @Nullable Object> problem() {
        return object("type", "object", "description", "Problem details (RFC 9457).", "properties", object(
                "title", Map.of("type", "string"), "status", Map.of("type", "integer"), "detail", Map.of("type", "string")),
                "required", List.of("title", "status", "detail"));
    }

    /** It may get further members. */
    private static Map<String, @Nullable Object> object(Object... pairs) {
        return new LinkedHashMap<>(Members.of(pairs));
    }
}
