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

import java.util.Collection;
import java.util.Map;
import java.util.Set;

import io.webhookscript.language.ExpressionLanguages;
import io.webhookscript.script.usecase.UseCases;
import io.webhookscript.template.FilterFunction;
import org.jspecify.annotations.Nullable;

/**
 * The environment of script files, which decides whether they are valid.
 *
 * @param languages        the languages that scripts may use
 * @param languagesChecked whether a language that is not among them is an error; else it is noted as unchecked
 * @param filters          custom filters, by name
 * @param beans            checks beans; if null, beans are noted as unchecked
 * @param hasStore         whether the component has a store for accepted events; null when that is not known
 * @param endpoints        the names that scripts may use for {@code request.via}; if null, they are noted as unchecked
 */
public record ScriptEnvironment(
        UseCases useCases, ExpressionLanguages languages, boolean languagesChecked, Map<String, FilterFunction> filters,
        @Nullable BeanCheck beans, @Nullable Set<String> endpoints, @Nullable Set<String> deadLetters,
        @Nullable Boolean hasStore) {

    public ScriptEnvironment {
        filters = Map.copyOf(filters);
        endpoints = endpoints == null ? null : Set.copyOf(endpoints);
        deadLetters = deadLetters == null ? null : Set.copyOf(deadLetters);
    }

    /** Without knowledge of a store. */
    public ScriptEnvironment(
                             UseCases useCases, ExpressionLanguages languages, boolean languagesChecked,
                             Map<String, FilterFunction> filters, @Nullable BeanCheck beans, @Nullable Set<String> endpoints,
                             @Nullable Set<String> deadLetters) {
        this(useCases, languages, languagesChecked, filters, beans, endpoints, deadLetters, null);
    }

    /** Without knowledge of dead-letter endpoints. */
    public ScriptEnvironment(
                             UseCases useCases, ExpressionLanguages languages, boolean languagesChecked,
                             Map<String, FilterFunction> filters, @Nullable BeanCheck beans, @Nullable Set<String> endpoints) {
        this(useCases, languages, languagesChecked, filters, beans, endpoints, null);
    }

    /** Creates an environment that does not know the endpoints. */
    public ScriptEnvironment(
                             UseCases useCases, ExpressionLanguages languages, boolean languagesChecked,
                             Map<String, FilterFunction> filters, @Nullable BeanCheck beans) {
        this(useCases, languages, languagesChecked, filters, beans, null);
    }

    /**
     * For tools without Camel: the built-in use cases, the languages that a component allows by default; beans and
     * languages of Camel are noted as unchecked.
     */
    public static ScriptEnvironment standalone() {
        return new ScriptEnvironment(
                UseCases.builtIn(), ExpressionLanguages.withoutCamel(ExpressionLanguages.DEFAULT_ALLOWED), false, Map.of(),
                null);
    }

    /**
     * For tools whose user allows other languages, such as {@code mvel}, which lets the author of a script do whatever
     * Java can. Those that need Camel stay unchecked.
     */
    public ScriptEnvironment withLanguages(Collection<String> allowed) {
        return new ScriptEnvironment(
                useCases, ExpressionLanguages.withoutCamel(allowed), languagesChecked, filters, beans, endpoints, deadLetters,
                hasStore);
    }

    public ScriptEnvironment withUseCases(UseCases others) {
        return new ScriptEnvironment(others, languages, languagesChecked, filters, beans, endpoints, deadLetters, hasStore);
    }

    public ScriptEnvironment withFilters(Map<String, FilterFunction> others) {
        return new ScriptEnvironment(useCases, languages, languagesChecked, others, beans, endpoints, deadLetters, hasStore);
    }
}
