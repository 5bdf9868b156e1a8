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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.webhookscript.console.access.ApiCall;
import io.webhookscript.console.application.Application;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.JsonResponse;
import io.webhookscript.script.Script;
import io.webhookscript.script.UseCase;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.template.TemplateCompiler;

/** Offers what the author of a script can write: the keys of the schema, placeholders and filters. */
public final class Completion {

    private static final String SCHEMA = "META-INF/webhookscript/webhookscript-1.0.schema.json";

    private final Application application;

    public Completion(Application application) {
        this.application = application;
    }

    public ConsoleResponse completion(ApiCall call) {
        ScriptEnvironment environment = application.webhookScript().repository().environment();
        Set<String> filters = new TreeSet<>(TemplateCompiler.builtInFilters());
        filters.addAll(environment.filters().keySet());
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("useCases", environment.useCases().names().stream().map(environment.useCases()::find)
                .flatMap(Optional::stream).map(Completion::of).toList());
        view.put("filters", filters);
        view.put("roots", new TreeSet<>(Scope.fixedRoots()));
        return JsonResponse.of(200, view);
    }

    private static Map<String, Object> of(UseCase useCase) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", useCase.name());
        view.put("subject", Objects.requireNonNullElse(useCase.subject(), ""));
        view.put("open", useCase.open());
        List<Map<String, String>> placeholders = useCase.placeholders().stream().map(placeholder -> Map.of(
                "path", placeholder.path(), "type", placeholder.type(), "example", placeholder.example())).toList();
        view.put("placeholders", placeholders);
        view.put("fields", useCase.fields());
        return view;
    }

    public ConsoleResponse schema(ApiCall call) {
        try (InputStream in = Script.class.getClassLoader().getResourceAsStream(SCHEMA)) {
            if (in == null) {
                throw new IllegalStateException("the jar of the component has no " + SCHEMA);
            }
            return new ConsoleResponse(
                    200, Map.of("Content-Type", "application/json; charset=utf-8", "Cache-Control", "no-store"),
                    in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the schema of scripts cannot be read", e);
        }
    }
}
