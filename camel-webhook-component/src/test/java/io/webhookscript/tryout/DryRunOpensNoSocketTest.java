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
package io.webhookscript.tryout;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import io.webhookscript.http.AddressPolicy;
import io.webhookscript.http.CallLimits;
import io.webhookscript.http.HttpConnections;
import io.webhookscript.http.ProxyChoice;
import io.webhookscript.request.attempt.AttemptPreparer;
import io.webhookscript.request.attempt.AttemptSender;
import io.webhookscript.request.attempt.ConnectionProfiles;
import io.webhookscript.request.render.RequestRenderer;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.Script;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DryRunOpensNoSocketTest {

    private static final CallLimits LIMITS = new CallLimits(Duration.ofSeconds(5), 1 << 20);

    private final MockWebServer receiver = new MockWebServer();
    private final HttpConnections connections = new HttpConnections(new HttpConnections.Sizes(4, 4));
    private ScriptRunner tryOut;

    @BeforeEach
    void start() throws Exception {
        receiver.start(java.net.InetAddress.getLoopbackAddress(), 0);
        tryOut = new ScriptRunner(
                new RequestRenderer(List.of()),
                new AttemptSender(
                        new AttemptPreparer(
                                connections, List.of(), DryRunOpensNoSocketTest::noBean, DryRunOpensNoSocketTest::noBean),
                        connections, System::nanoTime),
                new ConnectionProfiles(AddressPolicy.allowing(List.of("loopback")), ProxyChoice.NONE, name -> null),
                Clock.fixed(Scripts.NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        connections.close();
        receiver.close();
    }

    @Test
    void dryRunShowsTheRequestMasked() throws Exception {
        Map<String, Object> run = tryOut.dryRun(Scripts.data(
                script("auth: { bearer: \"{{ secret.crm }}\" }"), Map.of("name", "Zoë"), Map.of("crm", "hunter2secret")));

        assertThat(run).containsOnlyKeys("method", "url", "headers", "body", "messageId", "problems")
                .containsEntry("method", "POST").containsEntry("url", receiver.url("/c?k=***crm***").toString())
                .containsEntry("body", "{\"name\":\"Zoë\",\"key\":\"***crm***\"}").containsEntry("messageId", "msg_1")
                .containsEntry("problems", List.of());
        assertThat(run.toString()).doesNotContain("hunter2").contains("Authorization=[Bearer ***crm***]");
        assertThat(receiver.getRequestCount()).isZero();
    }

    @Test
    void dryRunAsksNoTokenServer() throws Exception {
        String oauth = "auth: { oauth2: { tokenUri: \"" + receiver.url("/token") + "\", clientId: c, clientSecret: s } }";

        Map<String, Object> run
                = tryOut.dryRun(Scripts.data(script(oauth), Map.of("name", "A"), Map.of("crm", "hunter2secret")));

        assertThat(run.toString()).contains("Authorization=[Bearer ***token***]");
        assertThat(receiver.getRequestCount()).isZero();
    }

    @Test
    void dryRunListsWhatKeepsTheRequestFromBeingMade() throws Exception {
        Map<String, Object> run = tryOut.dryRun(Scripts.data(script("headers: { X-Name: \"{{ name }}\" }"),
                Map.of("name", "A\nB"), Map.of("crm", "hunter2secret")));

        assertThat(run).containsEntry("url", null).containsEntry("body", null);
        assertThat((List<?>) run.get("problems")).hasSize(1).first().asString().contains("X-Name");
    }

    @Test
    void realRunGivesRequestAnswerOutcomeAndVariablesMasked() throws Exception {
        receiver.enqueue(new MockResponse.Builder().code(201).setHeader("Content-Type", "application/json")
                .body("{\"id\":7,\"echo\":\"hunter2secret\"}").build());

        RealRun run = tryOut.realRun(
                Scripts.data(script("headers: { X: y }"), Map.of("name", "A"), Map.of("crm", "hunter2secret")), LIMITS);

        assertThat(run.outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(run.response()).containsEntry("status", 201L)
                .containsEntry("body", "{\"id\":7,\"echo\":\"***crm***\"}");
        assertThat(run.variables()).containsEntry("id", 7L).containsEntry("echo", "***crm***");
        assertThat(run.request()).containsEntry("method", "POST");
        assertThat(run.toString()).doesNotContain("hunter2");
        assertThat(receiver.takeRequest().getBody().utf8()).contains("hunter2secret");
    }

    @Test
    void realRunThatFailsSaysWhy() throws Exception {
        receiver.enqueue(new MockResponse.Builder().code(422).body("no hunter2secret").build());

        RealRun run = tryOut.realRun(
                Scripts.data(script("headers: { X: y }"), Map.of("name", "A"), Map.of("crm", "hunter2secret")), LIMITS);

        assertThat(run.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(run.reason()).isEqualTo("the receiver responded with 422");
        assertThat(run.response()).containsEntry("body", "no ***crm***");
        assertThat(run.variables()).isEmpty();
    }

    private Script script(String more) {
        return Scripts.read("""
                webhookscript: "1.0"
                name: crm
                request:
                  url: "%s?k={{ secret.crm }}"
                  %s
                  body:
                    json: { name: "{{ name }}", key: "{{ secret.crm }}" }
                response:
                  variables:
                    id: "{{ response.body.id }}"
                    echo: { jsonpath: $.echo }
                """.formatted(receiver.url("/c"), more));
    }

    private static <T> T noBean(String name) {
        throw new IllegalArgumentException(name);
    }
}
