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
package io.webhookscript.management;

import java.util.List;
import java.util.Map;

import io.webhookscript.lifecycle.ScriptUsage;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Shows what uses a script as JSON: {@code uses} by routes, {@code triggers} and {@code channels}. */
final class UsageJson {

    private UsageJson() {
    }

    static JsonObject of(ScriptUsage usage) {
        JsonObject json = new JsonObject();
        json.put("uses", array(usage.routes().stream()
                .map(use -> Map.<String, Object> of("route", use.route(), "path", use.path())).toList()));
        json.put("triggers", array(usage.triggers().stream()
                .map(trigger -> Map.<String, Object> of(
                        "event", trigger.event(), "condition", trigger.condition(), "channels",
                        new JsonArray(trigger.channels())))
                .toList()));
        json.put("channels", new JsonArray(usage.channels()));
        return json;
    }

    private static JsonArray array(List<Map<String, Object>> objects) {
        JsonArray array = new JsonArray();
        objects.forEach(object -> array.add(new JsonObject(object)));
        return array;
    }
}
