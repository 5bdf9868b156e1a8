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

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys by their ids; the first one encrypts. No method and no message shows a key. */
final class EncryptionKeys {

    static final int BYTES = 32;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final String EXPECTED = "expected ID:BASE64 for each key, separated by commas, the current one first;"
                                           + " `openssl rand -base64 32` prints a key";

    private static final String MAC = "HmacSHA256";
    private static final byte[] PURPOSE = { 'w', 'e', 'b', 'h', 'o', 'o', 'k', 's', 'c', 'r', 'i', 'p', 't', '1' };

    private final Map<String, SecretKeySpec> keys;
    private final String first;

    private EncryptionKeys(Map<String, SecretKeySpec> keys) {
        this.keys = keys;
        this.first = keys.keySet().iterator().next();
    }

    static EncryptionKeys of(String text) {
        Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
        String[] parts = text.split(",", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i].strip();
            int colon = part.indexOf(':');
            String id = colon < 0 ? "" : part.substring(0, colon).strip();
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException(
                        "the keys of the encryption: key " + (i + 1) + " has no id of up to 64 letters, digits, `.`, `_`, `-`: "
                                                   + EXPECTED);
            }
            if (keys.put(id, key(id, part.substring(colon + 1).strip())) != null) {
                throw new IllegalArgumentException("the keys of the encryption: two keys have the id `" + id + "`");
            }
        }
        return new EncryptionKeys(keys);
    }

    private static SecretKeySpec key(String id, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("the keys of the encryption: `" + id + "` is not base64: " + EXPECTED);
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "the keys of the encryption: `" + id + "` has " + bytes.length + " bytes, expected " + BYTES + ": "
                                               + EXPECTED);
        }
        return new SecretKeySpec(bytes, MAC);
    }

    String first() {
        return first;
    }

    List<String> ids() {
        return List.copyOf(keys.keySet());
    }

    boolean contains(String id) {
        return keys.containsKey(id);
    }

    /** The key of one value. */
    SecretKeySpec derived(String id, byte[] salt) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(MAC);
        mac.init(keys.get(id));
        mac.update(PURPOSE);
        return new SecretKeySpec(mac.doFinal(salt), "AES");
    }
}
