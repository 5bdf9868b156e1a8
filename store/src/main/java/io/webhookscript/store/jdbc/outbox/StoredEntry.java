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
package io.webhookscript.store.jdbc.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;

import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.database.StoredBytes;
import io.webhookscript.store.jdbc.database.StoredText;
import org.jspecify.annotations.Nullable;

/**
 * An entry whose texts and contents are encoded as in the table.
 *
 * @param entry the entry itself
 */
record StoredEntry(
        OutboxEntry entry, String id, String script, @Nullable String orderKey, @Nullable String subject, byte[] document,
        byte[] progress) {

    static final String COLUMNS = "id, script, order_key, subject, keeps_id, attempts, progress, document";

    /** @throws StoreException when a text is too long, or the contents cannot be encrypted */
    static StoredEntry of(OutboxEntry entry, StoredBytes bytes) {
        try {
            return new StoredEntry(
                    entry, StoredText.encode(entry.id(), "the message id"),
                    StoredText.encode(entry.script(), "the script's name"),
                    entry.orderKey() == null ? null : StoredText.encode(entry.orderKey(), "the order key"),
                    entry.subject() == null ? null : StoredText.encode(entry.subject(), "the subject"),
                    bytes.encode(entry.document(), documentOf(entry.id())),
                    bytes.encode(entry.progress(), progressOf(entry.id())));
        } catch (IllegalStateException | IllegalArgumentException failure) {
            throw new StoreException("the event cannot be encrypted: " + failure.getMessage(), failure);
        }
    }

    /**
     * @param  row                   with {@link #COLUMNS}
     * @throws IllegalStateException when the contents cannot be decrypted
     */
    static OutboxEntry read(ResultSet row, StoredBytes bytes) throws SQLException {
        String id = StoredText.decode(row.getString("id"));
        String orderKey = row.getString("order_key");
        String subject = row.getString("subject");
        return new OutboxEntry(
                id, StoredText.decode(row.getString("script")), orderKey == null ? null : StoredText.decode(orderKey),
                subject == null ? null : StoredText.decode(subject), row.getInt("keeps_id") == 1, row.getInt("attempts"),
                bytes.decode(row.getBytes("document"), documentOf(id)), bytes.decode(row.getBytes("progress"), progressOf(id)));
    }

    static String documentOf(String id) {
        return "outbox.document:" + id;
    }

    static String progressOf(String id) {
        return "outbox.progress:" + id;
    }

    int size() {
        return document.length + progress.length;
    }
}
