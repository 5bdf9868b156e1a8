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
package io.webhookscript.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Names whose look-up recently took too long. Calls that need such a name fail at once instead of waiting for it.
 * Guarded by {@link NameLookups}.
 */
final class HangingNames {

    static final long SECONDS = 5;

    private static final long KEPT = TimeUnit.SECONDS.toNanos(SECONDS);
    private static final int MAX = 1_000;

    private final Map<String, Long> since = new LinkedHashMap<>();

    void add(String name, long now) {
        since.remove(name);
        since.put(name, now);
        if (since.size() > MAX) {
            since.remove(since.keySet().iterator().next());
        }
    }

    void remove(String name) {
        since.remove(name);
    }

    boolean contains(String name, long now) {
        Long at = since.get(name);
        if (at != null && now - at >= KEPT) {
            since.remove(name);
            return false;
        }
        return at != null;
    }
}
