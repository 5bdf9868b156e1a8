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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.script.ValueTree;
import io.webhookscript.script.yaml.FieldPath;
import io.webhookscript.script.yaml.Scope;
import io.webhookscript.script.yaml.SpelledNumbers;
import io.webhookscript.script.yaml.YamlNode;
import io.webhookscript.script.yaml.YamlNode.Entry;
import io.webhookscript.script.yaml.YamlNode.Mapping;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.script.yaml.YamlNode.Sequence;
import io.webhookscript.template.Position;

/** Reads trees whose leaves may be templates. */
final class ValueTreeReader {

    private final ScriptCompiler compiling;

    ValueTreeReader(ScriptCompiler compiling) {
        this.compiling = compiling;
    }

    ValueTree read(YamlNode node, String field, Scope scope) {
        if (node instanceof Mapping map) {
            Map<String, ValueTree> members = new LinkedHashMap<>();
            for (Entry entry : map.entries()) {
                String key = entry.key().text();
                compiling.checkKey(entry.key(), FieldPath.of(field, key),
                        "a literal key; write variable keys in one JSON text: `'{ \"{{ key }}\": {{ value }} }'`");
                members.put(key, read(entry.value(), FieldPath.of(field, key), scope));
            }
            return new ValueTree.Members(members);
        }
        if (node instanceof Sequence list) {
            List<ValueTree> items = new ArrayList<>();
            for (YamlNode item : list.items()) {
                items.add(read(item, FieldPath.of(field, items.size()), scope));
            }
            return new ValueTree.Items(items);
        }
        return leaf((Scalar) node, field, scope);
    }

    private ValueTree leaf(Scalar scalar, String field, Scope scope) {
        SpelledNumbers.check(scalar, field, compiling.findings());
        return scalar.isText() && scalar.text().indexOf('{') >= 0
                ? new ValueTree.Leaf(compiling.template(scalar, field, Position.VALUE, scope), field)
                : new ValueTree.Constant(scalar.value());
    }
}
