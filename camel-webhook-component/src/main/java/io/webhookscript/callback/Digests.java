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
package io.webhookscript.callback;

import java.security.MessageDigest;

import io.webhookscript.value.Sha256;

/** Compares secrets in a time that depends neither on how much of them is equal nor on their lengths. */
final class Digests {

    private Digests() {
    }

    static boolean areEqual(byte[] expected, byte[] given) {
        return MessageDigest.isEqual(Sha256.of(expected), Sha256.of(given));
    }
}
