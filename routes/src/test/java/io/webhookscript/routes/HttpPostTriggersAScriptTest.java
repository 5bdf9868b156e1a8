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

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.webhookscript.WebhookScriptComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("slow")
class HttpPostTriggersAScriptTest {

    private RoutesApplication application;
    private int port;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        application = new RoutesApplication()
                .with("camel.server.enabled", true)
                .with("camel.server.host", "127.0.0.1")
                .with("camel.server.port", port)
                .routes("classpath:http-routes.camel.yaml")
                .start();
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

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = { "{\"contact\": {\"id\": ", "{\"contact\": {\"id\": {\"a\": 1}, \"name\": \"N.N.\"}}" })
    void saysThatAnEventOfWhichNoRequestCanBeMadeIsTheCallersFault(String event) throws Exception {
        HttpResponse<String> response = post("contacts", event);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        assertThat(response.body()).contains("\"status\":422", "\"outcome\":\"notSent\"", "\"receiverStatus\":null");
        assertThat(application.receiver().bodies()).isEmpty();
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
        HttpRequest post = HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/json").header("X-Token", "secret of the caller")
                .POST(HttpRequest.BodyPublishers.ofString(event)).build();
        return HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + "/" + path);
    }
}
