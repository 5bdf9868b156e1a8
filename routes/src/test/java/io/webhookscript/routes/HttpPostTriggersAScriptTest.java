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
package io.webhookscript.routes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.webhookscript.WebhookScriptComponent;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Tag("slow")
class HttpPostTriggersAScriptTest {

    private static final String CONTACT = "{\"contact\": {\"id\": 7, \"name\": \"Zoë\"}}";

    private RoutesApplication application;
    private int port;

    @BeforeEach
    void start() throws Exception {
        application = new RoutesApplication()
                .with("camel.server.enabled", true)
                .with("camel.server.host", "127.0.0.1")
                .with("camel.server.port", 0)
                .with("camel.component.webhookscript.maxPending", 2)
                .routes("classpath:http-routes.camel.yaml")
                .start();
        port = application.camelContext().hasService(VertxPlatformHttpServer.class).getPort();
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void respondsWithTheVariables() throws Exception {
        HttpResponse<String> response = post("contacts", "{\"contact\": {\"id\": 7, \"name\": \"Zoë\"}}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"crmId\":9007199254740993,\"plan\":\"gold\"}");
        assertThat(response.headers().firstValue("WebhookOutcome")).contains("delivered");
        assertThat(response.headers().firstValue("WebhookMessageId")).get().asString().startsWith("msg_");
        assertThat(application.receiver().bodies()).containsExactly("{\"id\":7,\"name\":\"Zoë\"}");
    }

    @Test
    void respondsWithTheMappedBodyWhenNoVariablesAreNamed() throws Exception {
        HttpResponse<String> response = post("contacts-whole", "{\"contact\": {\"id\": 7, \"name\": \"Zoë\"}}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"id\": 9007199254740993, \"plan\": \"gold\"}");
    }

    @Test
    void respondsWithAProblemDocumentWhenTheReceiverRefuses() throws Exception {
        HttpResponse<String> response = post("contacts", "{\"contact\": {\"id\": 404, \"name\": \"N.N.\"}}");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body())
                .contains("\"status\":502", "\"outcome\":\"refused\"", "\"receiverStatus\":404",
                        "\"script\":\"upsert-contact\"");
    }

    @Test
    void saysThatAnEventOfWhichNoRequestCanBeMadeIsTheCallersFault() throws Exception {
        HttpResponse<String> response = post("contacts", "{\"contact\": {\"id\": {\"a\": 1}, \"name\": \"N.N.\"}}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        assertThat(response.body()).contains("\"status\":422", "\"outcome\":\"notSent\"", "\"receiverStatus\":null");
        assertThat(application.receiver().bodies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"contact\": {\"id\": ", "", " ", "hello", "{} {}", "{\"a\": 1, \"a\": 2}", "{'a': 1}" })
    void rejectsABodyThatIsNotJson(String body) throws Exception {
        for (String contentType : List.of("application/json", "", "application/cloudevents+json; charset=utf-8")) {
            HttpResponse<String> response = post("contacts", body, contentType.isEmpty() ? "" : "Content-Type", contentType);

            assertThat(response.statusCode()).as(contentType + response.body()).isEqualTo(400);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(response.body()).contains("\"title\":\"The body is not JSON\"", "\"status\":400", "\"detail\":\"",
                    "\"script\":\"upsert-contact\"");
        }
        assertThat(application.receiver().bodies()).isEmpty();
    }

    @Test
    void readsJsonInTheCharsetOfItsContentType() throws Exception {
        HttpRequest latin1 = HttpRequest.newBuilder(address("contacts"))
                .header("Content-Type", "application/json; charset=ISO-8859-1")
                .POST(HttpRequest.BodyPublishers.ofString(CONTACT, StandardCharsets.ISO_8859_1)).build();

        int status = HttpClient.newHttpClient().send(latin1, HttpResponse.BodyHandlers.ofString()).statusCode();

        assertThat(status).isEqualTo(200);
        assertThat(application.receiver().bodies()).containsExactly("{\"id\":7,\"name\":\"Zoë\"}");
    }

    @Test
    void readsAFormIfTheContentTypeSaysSo() throws Exception {
        HttpResponse<String> response
                = post("contacts-form", "id=7&name=A", "Content-Type", "application/x-www-form-urlencoded");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(application.receiver().bodies()).containsExactly("{\"id\":\"7\",\"name\":\"A\"}");
    }

    @Test
    void rejectsJsonThatIsDeclaredAsAForm() throws Exception {
        HttpResponse<String> response = post("contacts", CONTACT, "Content-Type", "application/x-www-form-urlencoded");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.body()).contains("the Content-Type is that of a form");
    }

    @Test
    void rejectsABodyThatIsTooLarge() throws Exception {
        HttpResponse<String> response = post("contacts-small", "{\"text\": \"" + "x".repeat(100) + "\"}");

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("\"title\":\"The body is too large\"", "more than 100 bytes");
    }

    @Test
    void respondsWithTheMessageIdOnceAnAsyncScriptHasAcceptedTheEvent() throws Exception {
        application.receiver().hold();

        HttpResponse<String> response = post("contacts-async", CONTACT);

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().firstValue("WebhookOutcome")).contains("accepted");
        String id = response.headers().firstValue("WebhookMessageId").orElseThrow();
        assertThat(response.body()).isEqualTo("{\"messageId\":\"" + id + "\"}");
        application.receiver().release(1);
        await().atMost(Duration.ofMinutes(1)).until(() -> application.receiver().bodies().size() == 1);
    }

    @Test
    void respondsThatAnEventWasNotAcceptedWhenTooManyWait() throws Exception {
        application.receiver().hold();
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            statuses.add(post("contacts-async", CONTACT).statusCode());
        }

        assertThat(statuses).containsExactly(202, 202, 503);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Idempotency-Key", "webhook-id" })
    void aRequestThatIsRepeatedWithItsIdIsTheSameEvent(String header) throws Exception {
        String first = messageId(post("contacts", CONTACT, header, "k1"));

        assertThat(messageId(post("contacts", CONTACT, header, "k1"))).isEqualTo(first);
        assertThat(messageId(post("contacts", CONTACT, header, "k2"))).isNotEqualTo(first);
        assertThat(messageId(post("contacts-whole", CONTACT, header, "k1"))).isNotEqualTo(first);
        assertThat(messageId(post("contacts", CONTACT))).isNotEqualTo(messageId(post("contacts", CONTACT)));
    }

    @Test
    void aCloudEventHasTheIdOfItsSource() throws Exception {
        String first = messageId(post("contacts", CONTACT, "ce-id", "1", "ce-source", "/shop"));

        assertThat(messageId(post("contacts", CONTACT, "ce-id", "1", "ce-source", "/shop", "Idempotency-Key", "k1")))
                .isEqualTo(first);
        assertThat(messageId(post("contacts", CONTACT, "ce-id", "1", "ce-source", "/store"))).isNotEqualTo(first);
    }

    private static String messageId(HttpResponse<String> response) {
        return response.headers().firstValue("WebhookMessageId").orElseThrow();
    }

    @Test
    void saysThatAStoppedScriptIsNotTheCallersFault() throws Exception {
        application.camelContext().getComponent("webhookscript", WebhookScriptComponent.class).scripts()
                .stop("upsert-contact", true);

        HttpResponse<String> response = post("contacts", "{\"contact\": {\"id\": 7, \"name\": \"Zoë\"}}");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("\"status\":503", "\"outcome\":\"notSent\"");
    }

    @Test
    void sendsNoHeaderOfTheRequestBack() throws Exception {
        HttpResponse<String> response = post("contacts", "{\"contact\": {\"id\": 7, \"name\": \"Zoë\"}}");

        assertThat(response.headers().map()).doesNotContainKey("X-Token");
        assertThat(response.headers().map()).doesNotContainKey("User-Agent");
    }

    @Test
    void takesNothingButAPost() throws Exception {
        HttpRequest get = HttpRequest.newBuilder(address("contacts")).GET().build();

        int status = HttpClient.newHttpClient().send(get, HttpResponse.BodyHandlers.ofString()).statusCode();

        assertThat(status).isEqualTo(405);
    }

    private HttpResponse<String> post(String path, String event) throws Exception {
        return post(path, event, "Content-Type", "application/json");
    }

    /** @param headers names and values; an empty name is left out */
    private HttpResponse<String> post(String path, String event, String... headers) throws Exception {
        HttpRequest.Builder post = HttpRequest.newBuilder(address(path)).header("X-Token", "secret of the caller")
                .POST(HttpRequest.BodyPublishers.ofString(event));
        for (int i = 0; i < headers.length; i += 2) {
            if (!headers[i].isEmpty()) {
                post.header(headers[i], headers[i + 1]);
            }
        }
        return HttpClient.newHttpClient().send(post.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + "/" + path);
    }
}
