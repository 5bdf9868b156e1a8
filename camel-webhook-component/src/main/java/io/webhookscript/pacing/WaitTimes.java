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

import java.time.Duration;

/** Sums up how long one delivery has waited, by reason. Used by one thread at a time, like its delivery. */
public final class WaitTimes {

    private Duration retry = Duration.ZERO;
    private Duration rate = Duration.ZERO;
    private Duration breaker = Duration.ZERO;
    private Duration rateBeforeThisAttempt = Duration.ZERO;

    public void add(WaitReason reason, Duration waited) {
        switch (reason) {
            case RETRY -> retry = retry.plus(waited);
            case RATE -> rate = rate.plus(waited);
            case BREAKER -> breaker = breaker.plus(waited);
        }
    }

    public Duration of(WaitReason reason) {
        return switch (reason) {
            case RETRY -> retry;
            case RATE -> rate;
            case BREAKER -> breaker;
        };
    }

    /** Returns the wait for the rate since {@link #nextAttempt}. */
    public Duration rateOfThisAttempt() {
        return rate.minus(rateBeforeThisAttempt);
    }

    /** Starts a new attempt: waits so far belong to earlier attempts. */
    public void nextAttempt() {
        rateBeforeThisAttempt = rate;
    }

    public WaitTimes copy() {
        WaitTimes copy = new WaitTimes();
        copy.retry = retry;
        copy.rate = rate;
        copy.breaker = breaker;
        return copy;
    }
}
