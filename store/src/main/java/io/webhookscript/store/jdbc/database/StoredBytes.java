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
package io.webhookscript.store.jdbc.database;

import java.util.Arrays;

import io.webhookscript.store.StoreEncryption;
import org.jspecify.annotations.Nullable;

/**
 * Encodes contents for a column of type {@code {bytes}}: encrypted when the store has an encryption. The first byte
 * says which, so that contents from before are still read after an encryption was configured.
 */
public final class StoredBytes {

    private static final byte PLAIN = 0;
    private static final byte ENCRYPTED = 1;
    private static final byte[] EMPTY = {};

    private final @Nullable StoreEncryption encryption;

    public StoredBytes(@Nullable StoreEncryption encryption) {
        this.encryption = encryption;
    }

    /** @param context identifies the row and the column, such as {@code outbox.document:msg_1} */
    public byte[] encode(byte[] content, String context) {
        if (content.length == 0) {
            return EMPTY;
        }
        return encryption == null ? marked(PLAIN, content) : marked(ENCRYPTED, encryption.encrypt(content, context));
    }

    /** @throws IllegalStateException when the content cannot be decrypted; the message does not contain it */
    public byte[] decode(byte[] stored, String context) {
        if (stored.length == 0) {
            return EMPTY;
        }
        byte[] content = Arrays.copyOfRange(stored, 1, stored.length);
        if (stored[0] == PLAIN) {
            return content;
        }
        if (encryption == null) {
            throw new IllegalStateException("it is encrypted, and the component has no encryption for its store");
        }
        return encryption.decrypt(content, context);
    }

    private static byte[] marked(byte mark, byte[] content) {
        byte[] stored = new byte[content.length + 1];
        stored[0] = mark;
        System.arraycopy(content, 0, stored, 1, content.length);
        return stored;
    }
}
