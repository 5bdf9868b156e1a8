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
import java.util.List;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventsAreRealisticTest {

    private static final BigInteger BEYOND_DOUBLE = BigInteger.TWO.pow(53);

    private enum Trait {
        QUOTES(event -> event.contact().toString().contains("\\\"")),
        UMLAUTS(event -> event.contact().path("last_name").asText().matches(".*[äöüÄÖÜßØÅ].*")),
        EMOJI(event -> event.contact().path("note").asText().codePoints().anyMatch(point -> point > 0xFFFF)),
        LINE_BREAKS(event -> event.contact().path("note").asText().contains("\n")),
        LOOKS_LIKE_A_TEMPLATE(event -> event.contact().path("note").asText().contains("{{")),
        IDS_OF_64_BIT(event -> event.contactId().compareTo(BEYOND_DOUBLE) > 0),
        NO_EMAIL(event -> !event.contact().has("email")),
        NULL_PHONE(event -> event.contact().path("phone").isNull()),
        NO_LAST_NAME(event -> !event.contact().has("last_name")),
        CUSTOM_FIELD_15(event -> event.contact().path("czCol").has("15")),
        DECIMAL_WITH_A_LAST_ZERO(event -> event.text().matches(".*\"15\": \\d+\\.\\d0\\D.*"));

        private final Predicate<ContactEvent> in;

        Trait(Predicate<ContactEvent> in) {
            this.in = in;
        }
    }

    @ParameterizedTest
    @EnumSource(Trait.class)
    void someEventsHaveEachPeculiarity(Trait trait) throws Exception {
        assertThat(ContactEvents.load().all()).filteredOn(trait.in).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void eachIsAboutAContactOfItsOwn() throws Exception {
        List<BigInteger> ids = ContactEvents.load().all().stream().map(ContactEvent::contactId).toList();

        assertThat(ids).hasSize(251).doesNotHaveDuplicates();
    }

    @Test
    void eachIsJsonThatIsReadWithoutLoss() throws Exception {
        for (ContactEvent event : ContactEvents.load().all()) {
            JsonNode read = ExactJson.read(event.text());

            assertThat(ExactJson.read(ExactJson.write(read))).isEqualTo(read);
        }
    }
}
