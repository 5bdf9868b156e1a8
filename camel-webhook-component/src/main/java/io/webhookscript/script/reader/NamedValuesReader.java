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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.webhookscript.script.RequestDefinition.NamedValues;
import io.webhookscript.script.yaml.FieldPath;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.script.yaml.Section;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlNode.Entry;
import io.webhookscript.script.yaml.YamlNode.Mapping;
import io.webhookscript.script.yaml.YamlNode.Sequence;
import io.webhookscript.template.Expression;
import io.webhookscript.template.Position;

/** Reads params, HTTP headers and form fields: names with one value each, or with a list that repeats the name. */
final class NamedValuesReader {

    private static final List<String> TYPED = List.of("type", "value");

    /** The values of {@code type}, and whether the value is an expression. */
    private static final Map<String, Boolean> TYPES = Map.of("text", false, "variable", true);

    private final ScriptCompiler compiling;

    NamedValuesReader(ScriptCompiler compiling) {
        this.compiling = compiling;
    }

    List<NamedValues> read(Section section, String key, Position position) {
        List<NamedValues> all = new ArrayList<>();
        for (Entry entry : section.entries(key)) {
            String name = entry.key().text();
            String field = FieldPath.of(section.path(key), name);
            compiling.checkKey(entry.key(), field, instead(section.path(key)));
            if (position != Position.HEADER || HeaderNames.check(name, entry.key(), field, compiling.findings())) {
                all.add(new NamedValues(name, values(entry.value(), field, position, scope(name, position)), field));
            }
        }
        return all;
    }

    private static String instead(String path) {
        return path.equals("request.params")
                ? "a literal name; write a variable name in the query of `url`, where it is encoded: `?{{ name }}={{ value }}`"
                : "a literal name; write variable names in a `text` with the contentType application/x-www-form-urlencoded,"
                  + " each with `| urlencode`";
    }

    /** The type of a body is known before the first attempt. */
    private static Scope scope(String name, Position position) {
        return position == Position.HEADER && !name.equalsIgnoreCase("Content-Type") ? Scope.REQUEST_HEADER : Scope.REQUEST;
    }

    private List<Expression> values(YamlNode node, String field, Position position, Scope scope) {
        if (!(node instanceof Sequence list)) {
            return List.of(value(node, field, position, scope));
        }
        List<Expression> values = new ArrayList<>();
        for (YamlNode item : list.items()) {
            values.add(value(item, FieldPath.of(field, values.size()), position, scope));
        }
        return values;
    }

    private Expression value(YamlNode node, String field, Position position, Scope scope) {
        return node instanceof Mapping
                ? Section.open(node, field, TYPED, compiling.findings()).map(typed -> typed(typed, scope))
                        .orElse(new ConstantExpression(null))
                : compiling.text(node, field, position, scope);
    }

    private Expression typed(Section typed, Scope scope) {
        typed.require("type", "value");
        boolean variable = typed.choice("type", TYPES).orElse(false);
        if (!typed.has("value")) {
            return new ConstantExpression(null);
        }
        return variable
                ? typed.node("value").map(v -> compiling.expression(v, typed.path("value"), scope)).orElseThrow()
                : new ConstantExpression(typed.text("value").orElse(""));
    }
}
