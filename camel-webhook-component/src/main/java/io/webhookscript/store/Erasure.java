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

import org.jspecify.annotations.Nullable;

/**
 * What to delete from a store: everything of one message, or everything of one person. Exactly one of the two is given.
 *
 * @param messageId the message id
 * @param subject   the digest of the person, as in {@link OutboxEntry#subject}
 */
public record Erasure(@Nullable String messageId, @Nullable String subject) {

    public Erasure {
        if ((messageId == null) == (subject == null)) {
            throw new IllegalArgumentException("expected either a message id or a subject");
        }
    }
}
