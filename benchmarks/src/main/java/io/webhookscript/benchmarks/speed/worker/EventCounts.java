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
package io.webhookscript.benchmarks.speed.worker;

import java.util.Map;

/**
 * What became of events.
 *
 * @param delivered of them, with the values of their own response
 * @param failed    of them, as the competitor says itself
 * @param wrong     of them: said to be delivered, without the values of their own response
 * @param failures  by kind
 */
public record EventCounts(long begun, long delivered, long failed, long wrong, Map<String, Long> failures) {

    public EventCounts {
        failures = Map.copyOf(failures);
    }

    public long ended() {
        return delivered + failed + wrong;
    }

    public long notBack() {
        return begun - ended();
    }
}
