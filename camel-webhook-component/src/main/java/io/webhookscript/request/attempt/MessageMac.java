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
import java.io.InputStream;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.webhookscript.http.message.RequestBody;
import io.webhookscript.request.event.NotSentException;
import org.jspecify.annotations.Nullable;

/** Computes an HMAC over bytes and bodies of any length. For one signature. */
final class MessageMac {

    private static final int PIECE = 8 * 1024;

    private final Mac mac;

    /** @param key not empty */
    MessageMac(String algorithm, byte[] key) {
        try {
            mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    void update(byte[] bytes) {
        mac.update(bytes);
    }

    void update(@Nullable RequestBody body) throws NotSentException {
        if (body == null) {
            return;
        }
        try (InputStream in = body.open()) {
            byte[] buffer = new byte[(int) Math.max(1, Math.min(PIECE, body.length()))];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                mac.update(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new NotSentException("the body cannot be read to be signed: " + e.getMessage(), e);
        }
    }

    byte[] signature() {
        return mac.doFinal();
    }
}
