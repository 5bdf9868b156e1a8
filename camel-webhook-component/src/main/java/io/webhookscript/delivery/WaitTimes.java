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

import java.time.Duration;

/** How long one delivery has waited, and for what. Used by one thread at a time, as its delivery. */
final class WaitTimes {

    private final long[] millis;
    private long rateBeforeThisAttempt;

    WaitTimes() {
        this(new long[WaitReason.values().length]);
    }

    private WaitTimes(long[] millis) {
        this.millis = millis;
    }

    void add(WaitReason reason, Duration waited) {
        millis[reason.ordinal()] += Math.max(0, waited.toMillis());
    }

    Duration of(WaitReason reason) {
        return Duration.ofMillis(millis[reason.ordinal()]);
    }

    /** Since {@link #nextAttempt}. */
    Duration rateOfThisAttempt() {
        return of(WaitReason.RATE).minusMillis(rateBeforeThisAttempt);
    }

    /** What was waited so far belongs to attempts that are over. */
    void nextAttempt() {
        rateBeforeThisAttempt = millis[WaitReason.RATE.ordinal()];
    }

    WaitTimes copy() {
        return new WaitTimes(millis.clone());
    }
}
