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
package io.webhookscript.store.jdbc.outbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The claims of this process whose end is not stored yet, by message id. Thread-safe. */
final class HeldClaims {

    private final Map<String, SqlClaim> claims = new ConcurrentHashMap<>();

    void add(SqlClaim claim) {
        claims.put(claim.entry().id(), claim);
    }

    void remove(SqlClaim claim) {
        claims.remove(claim.entry().id(), claim);
    }

    boolean contains(String messageId) {
        return claims.containsKey(messageId);
    }

    int size() {
        return claims.size();
    }

    void revoke(String messageId) {
        SqlClaim claim = claims.remove(messageId);
        if (claim != null) {
            claim.revoke();
        }
    }

    /** Forgets the claims whose lease has expired. Returns their number. */
    int removeExpired() {
        int before = claims.size();
        claims.values().removeIf(claim -> !claim.isHeld());
        return before - claims.size();
    }
}
