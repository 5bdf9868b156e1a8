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
package io.webhookscript.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Remembers for a few minutes which scripts could not store a dead letter. Thread-safe. */
final class LostDeadLetters {

    /** Five minutes are enough for a monitor that looks every minute, and end soon after the endpoint works again. */
    static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<String, Instant> last = new TreeMap<>();

    LostDeadLetters(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(String script) {
        last.put(script, clock.instant());
    }

    /** The time of the last failure by script. */
    synchronized Map<String, Instant> recent() {
        Instant since = clock.instant().minus(REMEMBERED);
        last.values().removeIf(at -> at.isBefore(since));
        return new TreeMap<>(last);
    }
}
