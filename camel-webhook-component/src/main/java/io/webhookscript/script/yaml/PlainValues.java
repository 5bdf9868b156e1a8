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

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.script.yaml.YamlNode.Mapping;
import io.webhookscript.script.yaml.YamlNode.Scalar;
import io.webhookscript.script.yaml.YamlNode.Sequence;
import org.jspecify.annotations.Nullable;

/** Converts nodes to plain, immutable values: null, Boolean, Long, BigInteger, BigDecimal, String, List, Map. */
public final class PlainValues {

    private PlainValues() {
    }

    public static @Nullable Object of(YamlNode node) {
        if (node instanceof Mapping map) {
            return of(map);
        }
        if (node instanceof Sequence list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.items().forEach(i -> items.add(of(i)));
            return Collections.unmodifiableList(items);
        }
        return ((Scalar) node).value().orElse(null);
    }

    public static Map<String, @Nullable Object> of(Mapping map) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        map.entries().forEach(e -> values.put(e.key().text(), of(e.value())));
        return Collections.unmodifiableMap(values);
    }
}
