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
package io.webhookscript.template;

import java.util.Map;

/** What to write instead of the methods and functions of Jinja2, which a template cannot call. */
final class JinjaCalls {

    private static final String ANYTHING = "a path, an operator or a filter";

    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("strip", "the filter `trim`"), Map.entry("lstrip", "the filter `trim`"),
            Map.entry("rstrip", "the filter `trim`"), Map.entry("splitlines", "the filter `split('\\n')`"),
            Map.entry("get", "`value.name | default('…')`"), Map.entry("keys", "a loop: `{% for key in value %}`"),
            Map.entry("values", "a loop: `{% for key, value in map | items %}`"),
            Map.entry("startswith", "`value[0:3] == 'abc'`"), Map.entry("endswith", "`value[-3:] == 'abc'`"),
            Map.entry("isoformat", "the filter `date`"), Map.entry("strftime", "the filter `date('yyyy-MM-dd')`"),
            Map.entry("encode", "the value itself"), Map.entry("decode", "the value itself"),
            Map.entry("now", "`now`, without parentheses"), Map.entry("utcnow", "`now`, without parentheses"),
            Map.entry("range", "a list, such as `[1, 2, 3]`"), Map.entry("dict", "a map, such as `{'key': value}`"));

    private JinjaCalls() {
    }

    /** @param name the name in front of the parentheses; empty if there is none */
    static String insteadOf(String name) {
        if (BuiltIn.named(name) != null) {
            return "the filter: `value | " + name + "`";
        }
        return INSTEAD.getOrDefault(name, ANYTHING);
    }
}
