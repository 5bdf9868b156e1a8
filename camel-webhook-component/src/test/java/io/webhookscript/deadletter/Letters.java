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

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.RestartableStore;
import org.jspecify.annotations.Nullable;

/** Makes dead letters without deliveries. */
public final class Letters {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Letters() {
    }

    public static DeadLetter letter(
            String id, String script, String outcome, @Nullable Integer status, String reason, Instant at) {
        return new DeadLetter(
                id, script, at, outcome, status, reason,
                new DeadLetter.Contents(
                        "{\"messageId\":\"" + id + "\",\"event\":{\"mail\":\"ada@example.com\"}}", new OutboxEntry(
                                id, script, null, null, false, 3, "no document".getBytes(StandardCharsets.UTF_8),
                                new byte[0])));
    }

    /** Three letters of two scripts, a minute apart. */
    public static void addThree(RestartableStore store) {
        store.deadLetters().add(letter("msg_1", "crm", "temporary", 503, "The server is Busy (100%)", NOON));
        store.deadLetters().add(letter("msg_2", "crm", "refused", 404, "no such contact", NOON.plusSeconds(60)));
        store.deadLetters().add(letter("msg_3", "shop", "notSent", null, "the event cannot be read", NOON.plusSeconds(120)));
    }
}
