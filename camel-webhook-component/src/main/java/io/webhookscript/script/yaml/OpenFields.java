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
import java.util.List;

/** The path of the field that is being read. It becomes text only when there is a problem. */
final class OpenFields {

    private final List<Object> steps = new ArrayList<>();

    void enter(String key) {
        steps.add(key);
    }

    void enter(int index) {
        steps.add(index);
    }

    void leave() {
        steps.remove(steps.size() - 1);
    }

    /** Returns the top-level key of the field; empty outside of all fields. */
    String outermost() {
        return !steps.isEmpty() && steps.get(0) instanceof String key ? FieldPath.of("", key) : "";
    }

    /** Returns the path of the field; empty outside of all fields. */
    String path() {
        String path = "";
        for (Object step : steps) {
            path = step instanceof Integer index ? FieldPath.of(path, index) : FieldPath.of(path, (String) step);
        }
        return path;
    }
}
