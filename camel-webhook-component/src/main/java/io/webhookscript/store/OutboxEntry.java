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

import org.jspecify.annotations.Nullable;

/**
 * An accepted event. The arrays are not copied, and must not be changed.
 *
 * @param id       the message id, which is unique in the outbox
 * @param orderKey entries with the same key are delivered one after the other, in the order in which they were
 *                 accepted; null when the order does not matter. It contains the script's name and no personal data
 * @param subject  a digest that identifies the person whose data the event contains; null when that is not known
 * @param keepsId  whether the id must be known after the delivery, since the source may send the same event again
 * @param attempts the attempts that were made
 * @param document the event and everything that is needed to deliver it later; opaque to the outbox
 * @param progress the results of the attempts; opaque to the outbox; empty before the first one
 */
public record OutboxEntry(
        String id, String script, @Nullable String orderKey, @Nullable String subject, boolean keepsId, int attempts,
        byte[] document, byte[] progress) {

    /** The same entry after further attempts. */
    public OutboxEntry withProgress(int made, byte[] results) {
        return new OutboxEntry(id, script, orderKey, subject, keepsId, made, document, results);
    }
}
