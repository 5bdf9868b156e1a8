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
package io.webhookscript.store.jdbc;

import java.util.List;

import io.webhookscript.deliverylog.DeliveryLog;
import io.webhookscript.spi.SessionStore;
import io.webhookscript.store.DeadLetterStore;
import io.webhookscript.store.ErasedEntries;
import io.webhookscript.store.Erasure;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.jdbc.outbox.SqlOutbox;

/** The parts of a store other than the outbox. */
final class StoreParts {

    /**
     * Creates the parts. They are the same for the life of the store.
     *
     * @param options with the encryption
     * @param outbox  lets the orders continue that dead letters have blocked, and erases events
     */
    StoreParts(StoreOptions options, SqlOutbox outbox) {
    }

    /** The parts that use the database. They are started in this order, after the outbox, and stopped before it. */
    List<StorePart> usingTheDatabase() {
        return List.of();
    }

    DeadLetterStore deadLetters() {
        throw new UnsupportedOperationException("dead letters");
    }

    DeliveryLog deliveryLog() {
        throw new UnsupportedOperationException("delivery log");
    }

    SessionStore sessions() {
        throw new UnsupportedOperationException("sessions");
    }

    ErasedEntries erase(Erasure request) {
        throw new UnsupportedOperationException("erasure");
    }
}
