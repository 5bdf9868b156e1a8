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
package io.webhookscript.kamelets;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code webhook-callback-source} gives response events of open sessions to a route in YAML. */
@Tag("slow")
class CallbackSourceReceivesResponseEventsTest {

    private static final String CALL = """
            - route:
                from:
                  uri: direct:events
                  steps:
                    - to: webhookscript:chat
            """;

    private static KameletApplication listening(int port) throws Exception {
        return new KameletApplication().property("webhookscript.secret.chat", "token-of-the-chat")
                .property("camel.server.enabled", "true").property("camel.server.host", "127.0.0.1")
                .property("camel.server.port", String.valueOf(port));
    }

    @Test
    void withTheRouteOfThePage() throws Exception {
        String route = Pattern.compile("(?s)----\n(- route:\n[^=]*?webhook-callback-source.*?\n)----")
                .matcher(Files.readString(Path.of("../../docs/kamelets.adoc"))).results().findFirst().orElseThrow().group(1);
        int port = freePort();
        try (KameletApplication application = listening(port).start(CALL + route)) {
            application.send("{\"chatId\": \"c-1\"}");

            assertThat(post(port, "token-of-the-chat").statusCode()).isEqualTo(204);
        }
    }

    @Test
    void fromTheWebServerOfCamelMain() throws Exception {
        int port = freePort();
        try (KameletApplication application = listening(port)) {
            application.start(CALL + """
                    - route:
                        id: messages
                        from:
                          uri: kamelet:webhook-callback-source
                          parameters:
                            script: chat
                          steps:
                            - setBody:
                                simple: "${header.CamelWebhookScriptSession}: ${body[text]}"
                    """);

            assertThat(post(port, "token-of-the-chat").statusCode()).isEqualTo(404);
            application.send("{\"chatId\": \"c-1\"}");
            HttpResponse<String> response = post(port, "token-of-the-chat");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("c-1: Hello");
            assertThat(post(port, "wrong").statusCode()).isEqualTo(401);
            assertThat(application.component().scripts().usersOf("chat")).hasSize(2);
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static HttpResponse<String> post(int port, String token) throws Exception {
        return HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/callbacks/chat"))
                        .header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"chatId\": \"c-1\", \"text\": \"Hello\"}")).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
