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

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The CRM's contents against the events, each list one line a finding.
 *
 * @param kept       contacts that are in the CRM once and as they should be
 * @param lost       should be there and are not
 * @param altered    are there with other content
 * @param twice      were accepted more than once
 * @param unexpected are there and should not be
 */
record Comparison(int kept, List<String> lost, List<String> altered, List<String> twice, List<String> unexpected) {

    Comparison {
        lost = List.copyOf(lost);
        altered = List.copyOf(altered);
        twice = List.copyOf(twice);
        unexpected = List.copyOf(unexpected);
    }

    static Comparison of(List<ContactEvent> events, CrmBehaviour behaviour, Map<BigInteger, List<JsonNode>> contacts) {
        List<String> lost = new ArrayList<>();
        List<String> altered = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        Set<BigInteger> unexpected = new HashSet<>(contacts.keySet());
        int kept = 0;
        for (ContactEvent event : events) {
            BigInteger id = event.contactId();
            if (!behaviour.accepts(id)) {
                continue;
            }
            unexpected.remove(id);
            List<JsonNode> accepted = contacts.getOrDefault(id, List.of());
            String expected = ExpectedContact.of(event).toString();
            if (accepted.isEmpty()) {
                lost.add("contact " + id);
            } else if (accepted.size() > 1) {
                twice.add("contact " + id + ", " + accepted.size() + " times");
            } else if (!accepted.get(0).toString().equals(expected)) {
                altered.add("contact " + id + "\n      is        " + accepted.get(0) + "\n      should be " + expected);
            } else {
                kept++;
            }
        }
        return new Comparison(kept, lost, altered, twice, unexpected.stream().map(id -> "contact " + id).toList());
    }

    boolean holds() {
        return lost.isEmpty() && altered.isEmpty() && twice.isEmpty() && unexpected.isEmpty();
    }
}
