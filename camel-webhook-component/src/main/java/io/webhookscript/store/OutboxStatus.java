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
package io.webhookscript.store;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Numbers of an outbox.
 *
 * @param waiting    the entries that have not ended, by script, of all nodes
 * @param oldest     the age of the oldest of them; zero when there is none
 * @param claimed    the entries that this node has claimed
 * @param blocked    the order keys that wait for a failed entry
 * @param commitTime the moving average of the time of a commit
 * @param problem    why the database cannot be used now; null when it can
 */
public record OutboxStatus(
        Map<String, Long> waiting, Duration oldest, int claimed, long blocked, Duration commitTime,
        @Nullable String problem) {

    public OutboxStatus {
        waiting = Map.copyOf(waiting);
    }
}
