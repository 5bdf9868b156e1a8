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
package io.webhookscript.benchmarks.speed.peer;

import org.jspecify.annotations.Nullable;

/**
 * What a competitor hands back to its caller.
 *
 * @param delivered whether it says that the event was delivered
 * @param crmId     out of the response, which has the message id in it, so that a mixed-up response shows
 * @param plan      out of the response
 * @param failure   kind of the failure
 */
public record CallResult(boolean delivered, @Nullable String crmId, @Nullable String plan, @Nullable String failure) {

    static CallResult delivered(@Nullable String crmId, @Nullable String plan) {
        return new CallResult(true, crmId, plan, null);
    }

    static CallResult failed(String failure) {
        return new CallResult(false, null, null, failure);
    }

    /** The innermost cause names the kind. */
    public static CallResult failed(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return failed(cause.getClass().getSimpleName());
    }

    /** Whether both values are those that the receiver sent for this event. */
    public boolean isOf(Event event) {
        return ("c-" + event.messageId()).equals(crmId) && "gold".equals(plan);
    }
}
