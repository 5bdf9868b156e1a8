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
package io.webhookscript.samples.crmsync;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How the CRM treats some contacts, by id; the rest it takes at once.
 *
 * @param slow       responds late, within the deadline
 * @param busyOnce   503 on the first attempt
 * @param busyTwice  503 on the first two attempts
 * @param alwaysBusy 503 on every attempt
 * @param deleted    404, the contact no longer exists
 */
record CrmBehaviour(
        Set<BigInteger> slow, Set<BigInteger> busyOnce, Set<BigInteger> busyTwice, Set<BigInteger> alwaysBusy,
        Set<BigInteger> deleted) {

    CrmBehaviour {
        slow = Set.copyOf(slow);
        busyOnce = Set.copyOf(busyOnce);
        busyTwice = Set.copyOf(busyTwice);
        alwaysBusy = Set.copyOf(alwaysBusy);
        deleted = Set.copyOf(deleted);
    }

    static CrmBehaviour load() throws IOException {
        String resource = "/crm-behaviour.json";
        try (InputStream in = Objects.requireNonNull(CrmBehaviour.class.getResourceAsStream(resource), resource)) {
            JsonNode json = ExactJson.read(in.readAllBytes());
            return new CrmBehaviour(
                    ids(json, "slow"), ids(json, "busyOnce"), ids(json, "busyTwice"), ids(json, "alwaysBusy"),
                    ids(json, "deleted"));
        }
    }

    private static Set<BigInteger> ids(JsonNode json, String key) {
        Set<BigInteger> ids = new HashSet<>();
        json.required(key).forEach(id -> ids.add(id.bigIntegerValue()));
        return ids;
    }

    /** Whether this attempt, counted from 1, finds the CRM busy. */
    boolean busyAt(BigInteger contactId, int attempt) {
        return alwaysBusy.contains(contactId)
                || busyOnce.contains(contactId) && attempt <= 1
                || busyTwice.contains(contactId) && attempt <= 2;
    }

    /** Whether the contact can end up in the CRM at all. */
    boolean accepts(BigInteger contactId) {
        return !deleted.contains(contactId) && !alwaysBusy.contains(contactId);
    }
}
