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
package io.webhookscript.request.attempt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.webhookscript.http.CallLimits;
import io.webhookscript.http.ConnectionProfile;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.request.event.AttemptNumber;

/**
 * The parameters of one attempt.
 *
 * @param now    timestamp of the attempt
 * @param limits limits of the attempt; its timeout bounds a token request, too
 * @param number which attempt of the delivery it is
 * @param added  HTTP headers that the delivery adds, such as {@code traceparent}; they replace those of the same name
 */
public record Attempt(
        Instant now, CallLimits limits, ConnectionProfile profile, AttemptNumber number, List<HttpHeader> added) {

    /**
     * The usual time to prepare a call without a token request. It is ignored, so that messages show the script's
     * timeout.
     */
    private static final Duration NOTHING_WORTH_COUNTING = Duration.ofMillis(10);

    /** The remaining time after the deadline: the call then fails at once with a timeout. */
    private static final Duration MIN = Duration.ofMillis(1);

    public Attempt {
        added = List.copyOf(added);
    }

    /** The attempt with the remaining time of its deadline. */
    public Attempt after(Duration spent) {
        if (spent.compareTo(NOTHING_WORTH_COUNTING) < 0) {
            return this;
        }
        Duration left = limits.deadline().minus(spent);
        return new Attempt(now, limits.withDeadline(left.compareTo(MIN) < 0 ? MIN : left), profile, number, added);
    }
}
