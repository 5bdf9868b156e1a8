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
package io.webhookscript.samples.common;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A sample whose receiver gets something else than it expects says so and fails. */
class AWrongRequestIsReportedTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Narration narration = new Narration(new PrintStream(printed, true, StandardCharsets.UTF_8));
    private Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start(narration).on("/contacts", request -> {
            narration.check("the name is Zoë", "Zoë", request.json().path("name").asText());
            return Response.json(200, "{}");
        });
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void whatIsRightIsAllThatIsPrinted() throws Exception {
        assertThat(post("{\"name\":\"Zoë\"}").statusCode()).isEqualTo(200);

        assertThat(narration.end()).isTrue();
        assertThat(text()).contains("receiver    POST /contacts/7?x=%20", "X-Api-Key: ••••••", "{\"name\":\"Zoë\"}",
                "ok      the name is Zoë", "All 1 checks hold.").doesNotContain("WRONG", "s3cret", "User-Agent");
    }

    @Test
    void whatIsWrongIsPrintedBesideWhatWasExpected() throws Exception {
        post("{\"name\":\"Zoe\"}");

        assertThat(narration.end()).isFalse();
        assertThat(text()).containsPattern("WRONG +the name is Zoë\\s+expected Zoë\\s+found +Zoe")
                .contains("1 of 1 checks do not hold");
    }

    @Test
    void aRequestThatCannotBeReadIsWrong() throws Exception {
        assertThat(post("no JSON").statusCode()).isEqualTo(400);

        assertThat(narration.end()).isFalse();
        assertThat(text()).contains("WRONG   the receiver can read the request", "this is not JSON: no JSON");
    }

    private HttpResponse<String> post(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(receiver.baseUrl() + "/contacts/7?x=%20"))
                .header("Content-Type", "application/json").header("X-Api-Key", "s3cret")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        receiver.awaitResponses(1);
        return response;
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
