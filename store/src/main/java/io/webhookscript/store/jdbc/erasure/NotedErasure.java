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
package io.webhookscript.store.jdbc.erasure;

import java.util.Objects;

import io.webhookscript.store.Erasure;

/**
 * A request as it is noted.
 *
 * @param value a message id, or the digest of a person
 * @param at    when it was noted, in milliseconds by the clock of the database; 0 before
 */
record NotedErasure(String value, boolean isMessage, long at) {

    static NotedErasure of(Erasure request) {
        return request.messageId() != null
                ? new NotedErasure(request.messageId(), true, 0)
                : new NotedErasure(Objects.requireNonNull(request.subject()), false, 0);
    }
}
