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
package io.webhookscript.script.yaml;

import java.util.regex.Pattern;

import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.YamlNode.Entry;
import io.webhookscript.script.yaml.YamlNode.Mapping;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.script.yaml.YamlNode.Sequence;

/**
 * Numbers that YAML takes for others than they look like: {@code +49151} loses its plus, {@code 0049} its zeros,
 * {@code 0x1F} is 31. Where a JSON value stands, they are a mistake; quotes make a text of them.
 */
public final class SpelledNumbers {

    /** RFC 8259 §6. */
    private static final Pattern JSON = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");

    private SpelledNumbers() {
    }

    /** A number that is written as JSON writes it, and so keeps its look. */
    public static boolean isJson(String text) {
        return JSON.matcher(text).matches();
    }

    /** Reports a number that JSON does not write so. */
    public static void check(YamlNode node, String field, Findings findings) {
        if (node instanceof Scalar s && s.value() instanceof Number && !isJson(s.text())) {
            findings.add(ProblemCode.WRONG_VALUE, node, field,
                    "found " + Findings.quoted(s.text()) + ", which would be sent as the number " + s.value(),
                    "quotes around it, which make it a text, or a number as JSON writes it");
        }
    }

    /** The same in a whole tree. */
    public static void checkAll(YamlNode node, String field, Findings findings) {
        if (node instanceof Mapping map) {
            for (Entry entry : map.entries()) {
                checkAll(entry.value(), FieldPath.of(field, entry.key().text()), findings);
            }
        } else if (node instanceof Sequence list) {
            for (int i = 0; i < list.items().size(); i++) {
                checkAll(list.items().get(i), FieldPath.of(field, i), findings);
            }
        } else {
            check(node, field, findings);
        }
    }
}
