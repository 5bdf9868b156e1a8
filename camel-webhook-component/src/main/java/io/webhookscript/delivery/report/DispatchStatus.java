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
package io.webhookscript.delivery.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The events that were given to scripts by their triggers since the start.
 *
 * @param matched       events for which at least one script was called
 * @param unmatched     events for which no script has a trigger whose condition holds
 * @param rejected      events that could not be given to scripts, since they name no type or cannot be read
 * @param lastUnmatched the last of the unmatched events
 */
public record DispatchStatus(long matched, long unmatched, long rejected, @Nullable UnmatchedEvent lastUnmatched) {

    public static final DispatchStatus NONE = new DispatchStatus(0, 0, 0, null);

    /** Both together. */
    public DispatchStatus plus(DispatchStatus other) {
        return new DispatchStatus(
                matched + other.matched, unmatched + other.unmatched, rejected + other.rejected,
                Stream.of(this, other).flatMap(status -> Stream.ofNullable(status.lastUnmatched))
                        .max(Comparator.comparing(UnmatchedEvent::at)).orElse(null));
    }

    /** @param type at most 100 characters of its type, in one line */
    public record UnmatchedEvent(String type, Instant at) {
    }
}
