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
package io.webhookscript.deadletter;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.webhookscript.store.DeadLetterFilter;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a replay.
 *
 * @param id       names the replay, as long as the component runs
 * @param endedAt  null while it is running
 * @param selected the letters that matched the filter when it started
 * @param problem  why it does not advance at present, or which letter could not be read; null when there is nothing
 */
public record ReplayStatus(
        String id, DeadLetterFilter filter, State state, Instant startedAt, @Nullable Instant endedAt, long selected,
        Counts counts, @Nullable String problem) {

    /** The state of a replay. */
    public enum State {

        RUNNING,

        /** It sends no further letters. Those that were accepted before are delivered. */
        STOPPED,

        /** All selected letters were sent again, and their deliveries have ended. */
        COMPLETED
    }

    /**
     * What has become of the letters until now.
     *
     * @param accepted    those that were given to the outbox again
     * @param delivered   those that the receiver has accepted since
     * @param failedAgain those that have failed since, and are open again
     * @param skipped     those that were discarded or sent again meanwhile, or cannot be read; they were not sent
     */
    public record Counts(long accepted, long delivered, long failedAgain, long skipped) {

        static final Counts NONE = new Counts(0, 0, 0, 0);

        /** The accepted letters whose delivery has not ended. */
        public long waiting() {
            return accepted - delivered - failedAgain;
        }

        Counts plus(Counts other) {
            return new Counts(
                    accepted + other.accepted, delivered + other.delivered, failedAgain + other.failedAgain,
                    skipped + other.skipped);
        }
    }

    /** All values by name, as JSON would contain them. */
    public Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("id", id);
        values.put("filter", filter.toString());
        values.put("state", state.name().toLowerCase(Locale.ROOT));
        values.put("startedAt", startedAt.toString());
        values.put("endedAt", endedAt == null ? null : endedAt.toString());
        values.put("selected", selected);
        values.put("accepted", counts.accepted());
        values.put("waiting", counts.waiting());
        values.put("delivered", counts.delivered());
        values.put("failedAgain", counts.failedAgain());
        values.put("skipped", counts.skipped());
        values.put("problem", problem);
        return values;
    }
}
