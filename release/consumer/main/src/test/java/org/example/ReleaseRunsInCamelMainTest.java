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
package org.example;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.webhookscript.junit5.WebhookScriptTest;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A script, a Kamelet, a route template and the web console of the release, in Camel Main. */
class ReleaseRunsInCamelMainTest {

    @WebhookScriptTest
    void scriptsHoldTheirOwnTests() {
    }

    @Test
    void theConsoleShowsThePageAndTheScripts() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Main main = new Main();
        main.configure().withRoutesIncludePattern("false");
        main.addInitialProperty("camel.component.webhookscript.scripts", "classpath:webhookscripts/");
        main.addInitialProperty("webhookscript.console.enabled", "true");
        main.addInitialProperty("webhookscript.console.port", String.valueOf(port));
        main.start();
        try {
            String page = get(port, "");
            assertTrue(page.contains("<title>Webhook scripts</title>"), page);
            String library = page.replaceFirst("(?s).*\"lit-html\": \"\\./(lib/[^\"]+)\".*", "$1");
            assertTrue(get(port, library).contains("Google LLC"), library);
            String scripts = get(port, "api/scripts");
            assertTrue(scripts.contains("\"name\":\"ticket-created\""), scripts);
        } finally {
            main.stop();
        }
    }

    private static String get(int port, String path) throws Exception {
        return HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhookscript/" + path)).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void eachWayOfCallingReachesTheReceiver(@TempDir Path folder) throws Exception {
        try (Desk desk = new Desk()) {
            Main main = new Main();
            main.configure().withRoutesIncludePattern("classpath:camel/*,classpath:io/webhookscript/routes/*");
            main.addInitialProperty("desk", desk.url());
            main.addInitialProperty("folder", folder.toString());
            main.addInitialProperty("webhookscript.secret.desk", "only-an-example");
            main.addInitialProperty("camel.component.webhookscript.allow", "loopback");
            main.addInitialProperty("camel.component.webhookscript.context.desk", desk.url());
            main.start();
            try {
                ProducerTemplate producer = main.getCamelContext().createProducerTemplate();
                assertEquals("ticket 4711", producer.requestBody("direct:ticket", Map.of("subject", "Printer", "number", 7), String.class));
                producer.requestBody("direct:note", Map.of("text", "hello"));
                Files.writeString(folder.resolve("event.json"), "{\"subject\": \"Paper\", \"number\": 8}");
                Path result = folder.resolve("results/event.result.json");
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                    while (!Files.exists(result)) {
                        Thread.onSpinWait();
                    }
                });
            } finally {
                main.stop();
            }
            assertEquals(List.of("POST /tickets Bearer only-an-example {\"subject\":\"Printer\",\"number\":7}",
                    "POST /notes null {\"text\": \"hello\"}",
                    "POST /tickets Bearer only-an-example {\"subject\":\"Paper\",\"number\":8}"), desk.received());
        }
    }
}
