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
package io.webhookscript.store.jdbc.session;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.webhookscript.store.jdbc.database.StoredText;
import io.webhookscript.value.Sha256;

/** A session's key in the table. Only a digest of the id is stored, since it may identify a person. */
record SessionKey(String script, String id) {

    String storedScript() {
        return StoredText.encode(script, "the script's name");
    }

    String storedId() {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(Sha256.of((script + '\n' + id).getBytes(StandardCharsets.UTF_8)));
    }

    /** Identifies the row for an encryption. */
    String context() {
        return "session.context:" + script + ":" + storedId();
    }
}
