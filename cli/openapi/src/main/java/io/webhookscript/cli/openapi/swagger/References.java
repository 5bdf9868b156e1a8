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

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.webhookscript.cli.draft.ScriptDraft;
import org.jspecify.annotations.Nullable;

/** Follows references within a document; those to anything else are noted and end there. */
final class References {

    /** A reference may lead to a reference, or in a circle. */
    private static final int MAX = 20;

    private static final String PREFIX = "#/components/";

    private final Components components;
    private final ScriptDraft draft;

    References(OpenAPI api, ScriptDraft draft) {
        this.components = api.getComponents() == null ? new Components() : api.getComponents();
        this.draft = draft;
    }

    Optional<Schema<?>> schema(@Nullable Schema<?> schema) {
        Schema<?> at = schema;
        for (int i = 0; i < MAX && at != null && at.get$ref() != null; i++) {
            at = target(at.get$ref(), "schemas", c -> c.getSchemas());
        }
        return at == null || at.get$ref() != null ? Optional.empty() : Optional.of(at);
    }

    Optional<Parameter> parameter(Parameter parameter) {
        Parameter at = parameter;
        for (int i = 0; i < MAX && at != null && at.get$ref() != null; i++) {
            at = target(at.get$ref(), "parameters", Components::getParameters);
        }
        return Optional.ofNullable(at).filter(found -> found.get$ref() == null);
    }

    Optional<RequestBody> body(@Nullable RequestBody body) {
        RequestBody at = body;
        for (int i = 0; i < MAX && at != null && at.get$ref() != null; i++) {
            at = target(at.get$ref(), "requestBodies", Components::getRequestBodies);
        }
        return Optional.ofNullable(at).filter(found -> found.get$ref() == null);
    }

    Optional<ApiResponse> response(@Nullable ApiResponse response) {
        ApiResponse at = response;
        for (int i = 0; i < MAX && at != null && at.get$ref() != null; i++) {
            at = target(at.get$ref(), "responses", Components::getResponses);
        }
        return Optional.ofNullable(at).filter(found -> found.get$ref() == null);
    }

    Optional<Example> example(@Nullable Example example) {
        Example at = example;
        for (int i = 0; i < MAX && at != null && at.get$ref() != null; i++) {
            at = target(at.get$ref(), "examples", Components::getExamples);
        }
        return Optional.ofNullable(at).filter(found -> found.get$ref() == null);
    }

    Components components() {
        return components;
    }

    private <
            T> @Nullable T target(String reference, String kind, Function<Components, @Nullable Map<String, ? extends T>> all) {
        String prefix = PREFIX + kind + "/";
        if (reference.startsWith(prefix)) {
            Map<String, ? extends T> known = all.apply(components);
            T found = known == null ? null : known.get(decoded(reference.substring(prefix.length())));
            if (found != null) {
                return found;
            }
        }
        draft.notCarried("the reference " + reference + (reference.startsWith("#")
                ? ": the document has nothing there" : ": nothing outside of the document is read or fetched"));
        return null;
    }

    /** As a JSON pointer in a URI writes it. */
    private static String decoded(String name) {
        return name.replace("~1", "/").replace("~0", "~").replace("%20", " ");
    }
}
