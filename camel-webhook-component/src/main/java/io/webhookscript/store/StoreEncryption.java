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
package io.webhookscript.store;

/**
 * Encrypts the contents of a store: events, dead letters, and everything else that may be as sensitive as an event. The
 * encrypted bytes must contain whatever {@link #decrypt} needs, such as the id of the key, so that old contents can be
 * read after the key was changed. Thread-safe.
 */
public interface StoreEncryption {

    /** @param context identifies the row and column; the same text is given to {@link #decrypt} */
    byte[] encrypt(byte[] plain, String context);

    /**
     * @throws IllegalStateException when the content was not encrypted for this context, was changed, or its key is not
     *                               available; the message contains neither the key nor the content
     */
    byte[] decrypt(byte[] encrypted, String context);
}
