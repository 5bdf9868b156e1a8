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
package io.webhookscript.store.encryption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

import io.webhookscript.store.StoreEncryption;

/**
 * Encrypts the contents of a store with AES-256 in GCM. The keys are a text: for each key its id, a colon and 32 bytes
 * in base64, separated by commas. The first key encrypts; all of them decrypt.
 *
 * <pre>
 * new AesGcmEncryption("2026-11:uTKbbUm7…=,2025-11:Zm9vYmFy…=")
 * </pre>
 *
 * <p>
 * Each value has its own random salt, and its key is derived from the key and the salt, so that the number of values of
 * one key has no practical limit. The id of the key and the context of the value are authenticated with it.
 * Thread-safe.
 */
public final class AesGcmEncryption implements StoreEncryption {

    private static final byte FORMAT = 1;
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG = 16;

    private final EncryptionKeys keys;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param  keys                     such as {@code 2026-11:BASE64,2025-11:BASE64}
     * @throws IllegalArgumentException when it has another form; the message does not contain a key
     */
    public AesGcmEncryption(String keys) {
        this.keys = EncryptionKeys.of(keys);
    }

    /** The format, the length of the key's id, the id, the salt, the nonce, and what AES returns. */
    @Override
    public byte[] encrypt(byte[] plain, String context) {
        byte[] id = keys.first().getBytes(StandardCharsets.US_ASCII);
        byte[] salt = random(SALT);
        byte[] nonce = random(NONCE);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.first(), salt, nonce, context);
            return ByteBuffer.allocate(2 + id.length + SALT + NONCE + plain.length + TAG)
                    .put(FORMAT).put((byte) id.length).put(id).put(salt).put(nonce).put(cipher.doFinal(plain)).array();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("it cannot be encrypted: " + failure.getClass().getSimpleName());
        }
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public byte[] decrypt(byte[] encrypted, String context) {
        int idLength = encrypted.length < 2 ? -1 : encrypted[1];
        int header = 2 + idLength + SALT + NONCE;
        if (idLength < 1 || encrypted[0] != FORMAT || encrypted.length < header + TAG) {
            throw new IllegalStateException("it cannot be decrypted: it has an unknown format, or was changed");
        }
        String id = new String(encrypted, 2, idLength, StandardCharsets.US_ASCII);
        if (!keys.contains(id)) {
            throw new IllegalStateException(
                    "it cannot be decrypted: it was encrypted with the key `" + printable(id) + "`, and the keys are "
                                            + keys.ids());
        }
        byte[] salt = Arrays.copyOfRange(encrypted, 2 + idLength, 2 + idLength + SALT);
        byte[] nonce = Arrays.copyOfRange(encrypted, 2 + idLength + SALT, header);
        try {
            return cipher(Cipher.DECRYPT_MODE, id, salt, nonce, context)
                    .doFinal(encrypted, header, encrypted.length - header);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(
                    "it cannot be decrypted: the key `" + id
                                            + "` has another value than when it was encrypted, or it was changed");
        }
    }

    private Cipher cipher(int mode, String id, byte[] salt, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, keys.derived(id, salt), new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        cipher.updateAAD((FORMAT + ":" + id + ":" + context).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static String printable(String id) {
        return id.chars().allMatch(c -> c > ' ' && c < 127) ? id : "?";
    }

    /** The ids of the keys, without the keys. */
    @Override
    public String toString() {
        return "AesGcmEncryption" + keys.ids();
    }
}
