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

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.webhookscript.cli.draft.ScriptDraft;
import io.webhookscript.cli.openapi.OpenApiReader;

/** A document, as the parser has it. */
final class SwaggerDocument implements OpenApiReader.Document {

    private final OpenAPI api;
    private final Map<OpenApiReader.Operation, Found> operations = new LinkedHashMap<>();

    /** An operation of the document and the path that it stands under. */
    record Found(PathItem item, PathItem.HttpMethod method, io.swagger.v3.oas.models.Operation operation) {
    }

    SwaggerDocument(OpenAPI api) {
        this.api = api;
        api.getPaths().forEach((path, item) -> {
            if (item != null) {
                item.readOperationsMap().forEach((method, operation) -> {
                    String id = Optional.ofNullable(operation.getOperationId()).filter(text -> !text.isBlank())
                            .orElse(method.name().toLowerCase(java.util.Locale.ROOT) + path.replaceAll("[^A-Za-z0-9]+", "-"));
                    operations.put(
                            new OpenApiReader.Operation(
                                    id, method.name(), path, Optional.ofNullable(operation.getSummary()).orElse("")),
                            new Found(item, method, operation));
                });
            }
        });
    }

    @Override
    public List<OpenApiReader.Operation> operations() {
        return new ArrayList<>(operations.keySet());
    }

    @Override
    public void map(OpenApiReader.Operation operation, Optional<String> server, ScriptDraft draft) {
        Found found = Optional.ofNullable(operations.get(operation)).orElseThrow();
        new OperationMapping(api, operation.path(), found, draft).map(server);
    }
}
