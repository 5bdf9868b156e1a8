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

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.FieldPath;
import io.webhookscript.script.yaml.Findings;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.script.yaml.SpelledNumbers;
import io.webhookscript.script.yaml.YamlNode.Entry;
import io.webhookscript.script.yaml.YamlNode.Scalar;

/** Reads context values: texts by name. Numbers and booleans are read as they are written. */
final class ContextReader {

    private ContextReader() {
    }

    /** Names of the values that are numbers, written as JSON writes them. */
    static Set<String> numbers(Section section, String key) {
        Set<String> numbers = new HashSet<>();
        for (Entry entry : section.entriesKnown(key)) {
            if (entry.value() instanceof Scalar s && Objects.requireNonNullElse(s.value(), "") instanceof Number
                    && SpelledNumbers.isJson(s.text())) {
                numbers.add(entry.key().text());
            }
        }
        return numbers;
    }

    static Map<String, String> read(Section section, String key, Findings findings) {
        Map<String, String> context = new LinkedHashMap<>();
        for (Entry entry : section.entries(key)) {
            String field = FieldPath.of(section.path(key), entry.key().text());
            if (entry.value() instanceof Scalar s && s.value() != null) {
                if (ScriptCompiler.looksLikeATemplate(s.text()) || ScriptCompiler.looksLikeATemplate(entry.key().text())) {
                    findings.add(ProblemCode.TEMPLATE, entry.value(), field,
                            "a template in a value of the context, which is literal",
                            "the template where the value is read");
                }
                context.put(entry.key().text(), s.text());
            } else {
                findings.add(ProblemCode.WRONG_TYPE, entry.value(), field, "found " + Findings.found(entry.value()), "text");
            }
        }
        return context;
    }
}
