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
 * What surrounds script files and decides which of them are right.
 *
 * @param languages        those that scripts may use
 * @param languagesChecked whether a language that is not among them is an error; else it is noted as unchecked
 * @param filters          filters of the user's own, by name
 * @param beans            empty: beans are noted as unchecked
 * @param endpoints        names that scripts may use for {@code request.via}; empty: they are noted as unchecked
 */
public record ScriptEnvironment(
        UseCases useCases, ExpressionLanguages languages, boolean languagesChecked, Map<String, FilterFunction> filters,
        Optional<BeanCheck> beans, Optional<Set<String>> endpoints) {

    public ScriptEnvironment {
        filters = Map.copyOf(filters);
        endpoints = endpoints.map(Set::copyOf);
    }

    /** Without knowledge of endpoints. */
    public ScriptEnvironment(
                             UseCases useCases, ExpressionLanguages languages, boolean languagesChecked,
                             Map<String, FilterFunction> filters, Optional<BeanCheck> beans) {
        this(useCases, languages, languagesChecked, filters, beans, Optional.empty());
    }

    /** For tools without Camel: the built-in use cases; beans and further languages are noted as unchecked. */
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
