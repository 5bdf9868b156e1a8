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
package io.webhookscript.management;

import java.nio.file.Path;
import java.util.Map;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.webhookscript.HttpSource;
import io.webhookscript.WebhookScriptTestSupport;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Open sessions and the results of response events are shown by the console, in JMX and as meters. */
@Tag("slow")
class CallbacksAreCountedTest {

    @TempDir
    private Path folder;

    @Test
    void inTheConsoleInJmxAndAsMeters() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (WebhookScriptTestSupport camel = WebhookScriptTestSupport.answering(folder).script("chat", """
                request: { url: "{{ context.receiver }}/chat", body: { json: { id: "{{ event.id }}" } } }
                callback:
                  path: /chat
                  auth: { bearer: secret-of-the-chat }
                  session: "{{ event.id }}"
                  from: event.id
                """)) {
            VertxPlatformHttpServer server = HttpSource.server(camel.camelContext());
            camel.camelContext().setDevConsole(true);
            camel.bind("metricsRegistry", meters);
            camel.route(new org.apache.camel.builder.RouteBuilder() {
                @Override
                public void configure() {
                    from("webhookscript:callback:chat").to("log:event?level=OFF");
                }
            }).start();
            camel.call("webhookscript:chat", Map.of("id", 1));
            camel.call("webhookscript:chat", Map.of("id", 2));
            post(server, "secret-of-the-chat");
            post(server, "wrong");
            post(server, "wrong");

            JsonObject callback = (JsonObject) chat(camel).get("callback");
            assertThat(callback).containsEntry("path", "/chat").containsEntry("running", true).containsEntry("openSessions",
                    2L);
            assertThat((JsonObject) callback.get("results")).containsEntry("accepted", 1L).containsEntry("credentials", 2L)
                    .containsEntry("session", 0L);
            MBeanServer mbeans = camel.camelContext().getManagementStrategy().getManagementAgent().getMBeanServer();
            ObjectName name = mbeans.queryNames(
                    new ObjectName(
                            "org.apache.camel:context=" + camel.camelContext().getManagementName()
                                   + ",type=webhookscript,*"),
                    null).stream().filter(found -> found.getKeyProperty("name").contains("chat")).findFirst().orElseThrow();
            assertThat(mbeans.getAttribute(name, "OpenSessions")).isEqualTo(2L);
            assertThat((String[]) mbeans.getAttribute(name, "CallbackResults")).contains("accepted=1", "credentials=2");
            assertThat(meters.get("webhookscript.sessions.open").tag("script", "chat").gauge().value()).isEqualTo(2);
            assertThat(meters.get("webhookscript.callbacks").tag("result", "credentials").functionCounter().count())
                    .isEqualTo(2);
        }
    }

    private static void post(VertxPlatformHttpServer server, String token) throws Exception {
        java.net.http.HttpClient.newHttpClient().send(
                java.net.http.HttpRequest
                        .newBuilder(java.net.URI.create("http://127.0.0.1:" + server.getServer().actualPort() + "/chat"))
                        .header("Content-Type", "application/json").header("Authorization", "Bearer " + token)
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"id\": 1}")).build(),
                java.net.http.HttpResponse.BodyHandlers.discarding());
    }

    private static JsonObject chat(WebhookScriptTestSupport camel) {
        DevConsole console = camel.camelContext().getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class)
                .resolveById("webhookscript");
        JsonObject all = (JsonObject) console.call(DevConsole.MediaType.JSON, Map.of("filter", "chat"));
        return (JsonObject) ((JsonArray) all.get("scripts")).get(0);
    }
}
