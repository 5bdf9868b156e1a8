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

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How an event ended for one script.
 *
 * @param script    name of the script; null for an event of a batch that could not be given to any script
 * @param outcome   the code of an {@link io.webhookscript.script.Outcome}, or {@link #ACCEPTED}
 * @param status    of the receiver's last response; null when there was none, or it has not come yet
 * @param messageId the message id; null when there was no delivery
 * @param reason    why it failed, masked; null when it did not
 * @param event     place of the event in its batch, from 0; null when the event came alone
 */
public record EventOutcome(
        @Nullable String script, String outcome, @Nullable Integer status, @Nullable String messageId,
        @Nullable String reason, @Nullable Integer event)
        implements
            Serializable {

    /** The outcome of a script that is called without waiting, {@code execution: async}. */
    public static final String ACCEPTED = "accepted";

    /** The same as a map; {@code reason} and {@code event} are only there when they have a value. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("script", script);
        map.put("outcome", outcome);
        map.put("status", status);
        map.put("messageId", messageId);
        if (reason != null) {
            map.put("reason", reason);
        }
        if (event != null) {
            map.put("event", event);
        }
        return Collections.unmodifiableMap(map);
    }

    public EventOutcome inBatch(int place) {
        return new EventOutcome(script, outcome, status, messageId, reason, place);
    }
}
