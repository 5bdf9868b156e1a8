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
package io.webhookscript.language;

import java.util.LinkedHashMap;
import java.util.Map;

import io.webhookscript.template.DataRoots;
import io.webhookscript.template.Expression;
import io.webhookscript.template.TemplateSource;
import io.webhookscript.template.Undefined;

/** Data roots over a response, and expressions of the languages that need no Camel. */
final class ResponseRoots {

    static final ExpressionLanguages LANGUAGES = ExpressionLanguages.withoutCamel(ExpressionLanguages.builtIn());

    private ResponseRoots() {
    }

    static DataRoots body(Object body) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("status", 200L);
        response.put("headers", Map.of("ETag", "v1"));
        response.put("body", body);
        return roots(Map.of("response", response));
    }

    static DataRoots roots(Map<String, Object> roots) {
        return name -> roots.containsKey(name) ? roots.get(name) : Undefined.UNDEFINED;
    }

    static Expression compile(String language, String text) {
        return compile(language, text, Map.of());
    }

    static Expression compile(String language, String text, Map<String, String> namespaces) {
        return LANGUAGES.compile(language, TemplateSource.of(text), namespaces);
    }
}
