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
package io.webhookscript.pacing;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keys that have come, gone, and come again: those of customers, rather than those that somebody makes up for one event
 * each. Of both kinds the latest are remembered. Not thread-safe.
 */
final class KnownKeys {

    private final Latest once;
    private final Latest again;

    /** @param most that are remembered of each kind */
    KnownKeys(int most) {
        this.once = new Latest(most);
        this.again = new Latest(most);
    }

    /** The latest names, in order of their use. */
    private static final class Latest extends LinkedHashMap<String, Boolean> {

        private static final long serialVersionUID = 1L;

        private final int most;

        private Latest(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > most;
        }
    }

    /** Whether it has come before. */
    boolean contains(String name) {
        return again.containsKey(name) || once.containsKey(name);
    }

    /** It comes, and has not been there for a while. */
    void came(String name) {
        if (again.get(name) == null && once.remove(name) == null) {
            once.put(name, true);
        } else {
            again.put(name, true);
        }
    }
}
