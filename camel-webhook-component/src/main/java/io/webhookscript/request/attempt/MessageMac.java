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

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.webhookscript.http.message.RequestBody;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.value.ObjectPool;
import org.jspecify.annotations.Nullable;

/** Computes an HMAC over bytes and bodies of any length. For one signature. */
final class MessageMac extends OutputStream {

    private final ObjectPool<Keyed> pool;
    private final Keyed keyed;
    private final Mac mac;

    /** Remembers the key of its latest signature, since the scripts of most applications have few keys. */
    static final class Keyed {

        private final Mac mac;
        private byte[] key = {};

        Keyed(Mac mac) {
            this.mac = mac;
        }

        private void use(byte[] next) {
            if (Arrays.equals(key, next)) {
                return;
            }
            try {
                mac.init(new SecretKeySpec(next, mac.getAlgorithm()));
                key = next.clone();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("an HMAC takes a key of any bytes", e);
            }
        }
    }

    /**
     * @param pool takes the computing object back after the signature
     * @param key  not empty
     */
    MessageMac(ObjectPool<Keyed> pool, byte[] key) {
        this.pool = pool;
        this.keyed = pool.take();
        this.mac = keyed.mac;
        keyed.use(key);
    }

    @Override
    public void write(int b) {
        mac.update((byte) b);
    }

    @Override
    public void write(byte[] bytes) {
        mac.update(bytes);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        mac.update(bytes, offset, length);
    }

    /** Adds a text in UTF-8. */
    void write(String text) {
        mac.update(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds the bytes of a body. Those in memory need no buffer. */
    void write(@Nullable RequestBody body) throws NotSentException {
        if (body == null) {
            return;
        }
        try {
            body.writeTo(this);
        } catch (IOException e) {
            throw new NotSentException("the body cannot be read to be signed: " + e.getMessage(), e);
        }
    }

    byte[] signature() {
        byte[] signature = mac.doFinal();
        pool.giveBack(keyed);
        return signature;
    }
}
