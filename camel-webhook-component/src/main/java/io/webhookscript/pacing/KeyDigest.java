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
package io.webhookscript.pacing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.webhookscript.value.Sha256;

/** Bounds the memory of keys that come from events: a long key is replaced by its digest. */
public final class KeyDigest {

    /** The length of a digest, which therefore needs no more memory. */
    private static final int MAX = 64;

    /** No short key begins with this text. */
    private static final String DIGEST = "\u0000sha256:";

    private KeyDigest() {
    }

    public static String of(String key) {
        if (key.length() <= MAX) {
            return key;
        }
        byte[] digest = Sha256.of(key.getBytes(StandardCharsets.UTF_8));
        return DIGEST + Base64.getEncoder().withoutPadding().encodeToString(digest);
    }
}
