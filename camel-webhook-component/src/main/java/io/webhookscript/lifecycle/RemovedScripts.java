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
package io.webhookscript.lifecycle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.script.Script;

/**
 * Remembers the scripts that were removed last, so that a late event is rejected with this reason and sent to its
 * script's dead-letter endpoint.
 */
final class RemovedScripts {

    /** Older ones are forgotten: an application that removes scripts all the time must not fill the memory. */
    private static final int MAX = 100;

    private final Map<String, Script> byName = new LinkedHashMap<>();

    /** @return the name of the script that is forgotten instead, if any */
    synchronized Optional<String> add(Script script) {
        byName.remove(script.name());
        byName.put(script.name(), script);
        if (byName.size() <= MAX) {
            return Optional.empty();
        }
        String oldest = byName.keySet().iterator().next();
        byName.remove(oldest);
        return Optional.of(oldest);
    }

    synchronized void forget(String name) {
        byName.remove(name);
    }

    synchronized Optional<Script> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    synchronized List<String> names() {
        return List.copyOf(byName.keySet());
    }
}
