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
package io.webhookscript.dispatch;

import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

import io.webhookscript.delivery.report.DispatchStatus;
import io.webhookscript.delivery.report.DispatchStatus.UnmatchedEvent;
import org.jspecify.annotations.Nullable;

/** Counts events by what became of them. Thread-safe. */
final class DispatchCounters {

    private final Clock clock;
    private final LongAdder matched = new LongAdder();
    private final LongAdder unmatched = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private volatile @Nullable UnmatchedEvent lastUnmatched;

    DispatchCounters(Clock clock) {
        this.clock = clock;
    }

    void matched() {
        matched.increment();
    }

    void unmatched(EventType type) {
        unmatched.increment();
        lastUnmatched = new UnmatchedEvent(type.shown(), clock.instant());
    }

    void rejected() {
        rejected.increment();
    }

    DispatchStatus status() {
        return new DispatchStatus(matched.sum(), unmatched.sum(), rejected.sum(), lastUnmatched);
    }
}
