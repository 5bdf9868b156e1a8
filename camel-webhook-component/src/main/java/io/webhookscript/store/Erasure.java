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

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.webhookscript.value.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * What to delete from a store: everything of one message, or everything of one person. Exactly one of the two is given.
 *
 * @param messageId the message id
 * @param subject   the digest of the person, as in {@link OutboxEntry#subject}
 */
public record Erasure(@Nullable String messageId, @Nullable String subject) {

    /** Everything of one message. */
    public static Erasure ofMessage(String messageId) {
        return new Erasure(messageId, null);
    }

    /** Everything of one person, whose name is as scripts give it, such as {@code contact/4711}. */
    public static Erasure ofSubject(String name) {
        return new Erasure(null, digest(name));
    }

    /** The digest by which a store knows a person. */
    public static String digest(String name) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(Sha256.of(name.getBytes(StandardCharsets.UTF_8)));
    }

    public Erasure {
        if ((messageId == null) == (subject == null)) {
            throw new IllegalArgumentException("expected either a message id or a subject");
        }
    }
}
