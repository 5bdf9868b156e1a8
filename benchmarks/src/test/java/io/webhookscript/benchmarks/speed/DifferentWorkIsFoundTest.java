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
package io.webhookscript.benchmarks.speed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.webhookscript.benchmarks.speed.peer.ContactEvents;
import io.webhookscript.benchmarks.speed.peer.ContactRequest;
import io.webhookscript.benchmarks.speed.peer.Event;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A competitor is compared only when it sends what all send. */
class DifferentWorkIsFoundTest {

    private static final Event EVENT = ContactEvents.numbered(7);
    private static final ContactRequest EXPECTED = ContactRequest.of(EVENT.json(), EVENT.messageId());
    private static final String BODY = new String(EXPECTED.body(), StandardCharsets.UTF_8);
    private static final String HEAD = "PUT /ok" + EXPECTED.path() + "?" + EXPECTED.query()
                                       + "\nHost: 127.0.0.1\nx-request-id: m-7\nX-Owner-Ref: own-7\n\n";

    @Test
    void theSameWorkHasNoDifference() throws IOException {
        assertThat(SameWork.between(EXPECTED, HEAD + BODY)).isEmpty();
    }

    @Test
    void numbersMayBeWrittenOtherwise() throws IOException {
        assertThat(SameWork.between(EXPECTED, HEAD + BODY.replace("1234.25", "1.23425e3"))).isEmpty();
    }

    @Test
    void aRoundedIdIsFound() throws IOException {
        String rounded = BODY.replace("9007199254741007", "9007199254741008");

        assertThat(rounded).isNotEqualTo(BODY);
        assertThat(SameWork.between(EXPECTED, HEAD + rounded)).singleElement().asString().contains("9007199254741008");
    }

    @Test
    void anUnencodedParameterIsFound() throws IOException {
        assertThat(SameWork.between(EXPECTED, HEAD.replace("%2B", "+") + BODY)).singleElement().asString()
                .startsWith("request");
    }

    @Test
    void aMissingHeaderIsFound() throws IOException {
        assertThat(SameWork.between(EXPECTED, HEAD.replace("X-Owner-Ref", "X-Other") + BODY)).singleElement().asString()
                .startsWith("X-Owner-Ref");
    }

    @Test
    void noRequestAtAllIsFound() throws IOException {
        assertThat(SameWork.between(EXPECTED, "")).containsExactly("no request arrived");
    }
}
