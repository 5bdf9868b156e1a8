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

import io.webhookscript.deliverylog.DeliveryLog;
import io.webhookscript.spi.SessionStore;
import io.webhookscript.store.ErasedEntries;
import io.webhookscript.store.Erasure;
import io.webhookscript.store.StoreOptions;
import io.webhookscript.store.jdbc.outbox.SqlOutbox;

/**
 * Where the parts other than the outbox plug in. A part that implements {@link StorePart} is started and stopped by
 * {@link SqlStore}.
 */
final class StoreParts {

    private StoreParts() {
    }

    static DeliveryLog deliveryLog(StoreOptions options) {
        throw new UnsupportedOperationException("delivery log");
    }

    static SessionStore sessions(StoreOptions options) {
        throw new UnsupportedOperationException("sessions");
    }

    static ErasedEntries erase(Erasure request, SqlOutbox outbox) {
        throw new UnsupportedOperationException("erasure");
    }
}
