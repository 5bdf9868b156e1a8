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
package io.webhookscript.script;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.webhookscript.script.yaml.CoreScalars;
import io.webhookscript.script.yaml.SpelledNumbers;

import static java.util.Collections.unmodifiableMap;

/**
 * The section {@code context}.
 *
 * @param values  in the file's order
 * @param numbers names of the values that are numbers in the file
 */
public record ContextDefinition(Map<String, String> values, Set<String> numbers) {

    public ContextDefinition {
        values = unmodifiableMap(new LinkedHashMap<>(values));
        numbers = Set.copyOf(numbers);
    }

    /**
     * The values as templates read them: what the file has as a number is one, as long as the number looks like the
     * text.
     *
     * @param effective values by name, those of the environment and the endpoint among them
     */
    public Map<String, ?> typed(Map<String, String> effective) {
        if (numbers.isEmpty()) {
            return effective;
        }
        Map<String, Object> typed = new LinkedHashMap<>(effective);
        for (String name : numbers) {
            String text = effective.get(name);
            if (text != null && SpelledNumbers.isJson(text) && CoreScalars.valueOf(text).orElse(text) instanceof Number number
                    && text.equals(number.toString())) {
                typed.put(name, number);
            }
        }
        return unmodifiableMap(typed);
    }
}
