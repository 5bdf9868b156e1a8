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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ComparisonFindsWhatWentWrongTest {

    private final Map<BigInteger, List<JsonNode>> contacts = new HashMap<>();
    private List<ContactEvent> events = List.of();
    private CrmBehaviour behaviour;
    private BigInteger someId;

    @BeforeEach
    void everyContactArrived() throws Exception {
        events = ContactEvents.load().all();
        behaviour = CrmBehaviour.load();
        for (ContactEvent event : events) {
            if (behaviour.accepts(event.contactId())) {
                contacts.put(event.contactId(), List.of(ExpectedContact.of(event)));
            }
        }
        someId = contacts.keySet().iterator().next();
    }

    @Test
    void nothingIsFoundWhenAllIsWell() {
        assertThat(compare().holds()).isTrue();
        assertThat(compare().kept()).isEqualTo(245);
    }

    @Test
    void aMissingContactIsFound() {
        contacts.remove(someId);

        assertThat(compare().lost()).containsExactly("contact " + someId);
        assertThat(compare().holds()).isFalse();
    }

    @Test
    void aChangedFieldIsFound() {
        ObjectNode contact = contacts.get(someId).get(0).deepCopy();
        contacts.put(someId, List.of(contact.put("name", contact.get("name").asText() + " ")));

        assertThat(compare().altered()).singleElement().asString().startsWith("contact " + someId);
        assertThat(compare().holds()).isFalse();
    }

    @Test
    void aDecimalWithoutItsLastZeroIsFound() {
        ContactEvent event = events.stream().filter(some -> some.text().contains("175.30")).findFirst().orElseThrow();
        JsonNode rounded = ExactJson.read(ExpectedContact.of(event).toString().replace("175.30", "175.3"));
        contacts.put(event.contactId(), List.of(rounded));

        assertThat(compare().altered()).hasSize(1);
    }

    @Test
    void aContactThatWasAcceptedTwiceIsFound() {
        JsonNode contact = contacts.get(someId).get(0);
        contacts.put(someId, List.of(contact, contact));

        assertThat(compare().twice()).containsExactly("contact " + someId + ", 2 times");
        assertThat(compare().holds()).isFalse();
    }

    @Test
    void aContactThatNobodySentIsFound() {
        contacts.put(BigInteger.TEN, List.of(contacts.get(someId).get(0)));

        assertThat(compare().unexpected()).containsExactly("contact 10");
        assertThat(compare().holds()).isFalse();
    }

    private Comparison compare() {
        return Comparison.of(events, behaviour, contacts);
    }
}
