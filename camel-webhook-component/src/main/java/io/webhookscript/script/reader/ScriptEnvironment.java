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

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.webhookscript.language.ExpressionLanguages;
import io.webhookscript.script.usecase.UseCases;
import io.webhookscript.template.FilterFunction;

/**
 * The environment of script files, which decides whether they are valid.
 *
 * @param languages        the languages that scripts may use
 * @param languagesChecked whether a language that is not among them is an error; else it is noted as unchecked
 * @param filters          custom filters, by name
 * @param beans            checks beans; if empty, beans are noted as unchecked
 * @param endpoints        the names that scripts may use for {@code request.via}; if empty, they are noted as unchecked
 */
public record ScriptEnvironment(
        UseCases useCases, ExpressionLanguages languages, boolean languagesChecked, Map<String, FilterFunction> filters,
        Optional<BeanCheck> beans, Optional<Set<String>> endpoints) {

    public ScriptEnvironment {
        filters = Map.copyOf(filters);
        endpoints = endpoints.map(Set::copyOf);
    }

    /** Creates an environment that does not know the endpoints. */
    public ScriptEnvironment(
                             UseCases useCases, ExpressionLanguages languages, boolean languagesChecked,
                             Map<String, FilterFunction> filters, Optional<BeanCheck> beans) {
        this(useCases, languages, languagesChecked, filters, beans, Optional.empty());
    }

    /**
     * Returns an environment for tools without Camel: it has the built-in use cases and notes beans and further
     * languages as unchecked.
     */
    public static ScriptEnvironment standalone() {
        return new ScriptEnvironment(
                UseCases.builtIn(), new ExpressionLanguages(ExpressionLanguages.DEFAULT_ALLOWED, Optional.empty()), false,
                Map.of(),
                Optional.empty());
    }

    public ScriptEnvironment withUseCases(UseCases others) {
        return new ScriptEnvironment(others, languages, languagesChecked, filters, beans, endpoints);
    }

    public ScriptEnvironment withFilters(Map<String, FilterFunction> others) {
        return new ScriptEnvironment(useCases, languages, languagesChecked, others, beans, endpoints);
    }
}
