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
package io.webhookscript.karaf;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.webhookscript.runtimes.Receiver;
import io.webhookscript.runtimes.ResponseEvents;
import io.webhookscript.runtimes.WebConsole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Starts Apache Karaf with the feature that is published, and in it a bundle as a user writes it. */
class RunsInKarafIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String COMPONENT = "io.webhookscript.camel-webhookscript";
    private static final String APPLICATION = "application";

    @TempDir
    private static Path folder;

    private static Receiver receiver;
    private static Karaf karaf;
    private static int callbacksPort;
    private static Path application;
    private static Path other;
    private static Path callbacks;

    private boolean installed;

    @BeforeAll
    static void start() throws Exception {
        receiver = Receiver.start();
        receiver.respond("/json", "application/json", "{\"id\": 42, \"items\": [1, 2, 3], \"plan\": {\"name\": \"gold\"}}");
        receiver.respond("/xml", "application/xml", "<answer><state>new</state></answer>");
        Files.createDirectories(folder.resolve("scripts"));
        tick("first");
        application = bundle("application", "Application", "io.webhookscript,", "webhookscripts");
        other = bundle("other", "Other", "");
        callbacks = bundle(
                "callbacks", "Callbacks", "io.webhookscript,org.apache.camel.component.platform.http.vertx,", "callbacks");
        try (ServerSocket free = new ServerSocket(0)) {
            callbacksPort = free.getLocalPort();
        }
        karaf = Karaf.start(
                folder, Map.of(
                        "receiver.url", receiver.url(), "scripts.folder", folder.resolve("scripts").toString(),
                        "callbacks.port",
                        String.valueOf(callbacksPort)));
        assertThat(karaf.tell("feature camel-platform-http-vertx")).isEqualTo("installed");
        // Netty keeps the stack trace of its first use for good, and with it the classes of a bundle that is in it
        assertThat(karaf.tell("initialise io.netty.common io.netty.util.concurrent.GlobalEventExecutor"))
                .isEqualTo("initialised");
        assertThat(karaf.tell("feature camel-webhookscript-console")).isEqualTo("installed");
    }

    @AfterAll
    static void stop() throws Exception {
        try (Receiver open = receiver; Karaf running = karaf) {
            assertThat(open).isNotNull();
        }
    }

    @BeforeEach
    void install() throws IOException {
        assertThat(karaf.tell("install " + application.toUri())).isEqualTo("active " + APPLICATION);
        installed = true;
    }

    @AfterEach
    void uninstall() throws IOException {
        if (installed) {
            assertThat(karaf.tell("uninstall " + APPLICATION)).isEqualTo("uninstalled");
        }
    }

    @Test
    void scriptsOfTheBundleReadAUseCaseJsonpathMvelAndXpath() throws Exception {
        Receiver.Call call = receiver.await("/json", SOON);
        assertThat(call.path()).isEqualTo("/json/7");
        assertThat(call.body()).isEqualTo("{\"name\":\"Zoë O'Neil\"}");
        assertThat(receiver.await("/report", SOON).body())
                .isEqualTo("{\"crmId\":42,\"total\":6,\"plan\":\"GOLD\",\"state\":\"new\"}");
    }

    @Test
    void aChangedScriptFileIsTaken() throws Exception {
        receiver.await("/tick", SOON);

        tick("second");

        receiver.await("/tick/second", SOON);
    }

    @Test
    void theFeatureOfTheConsoleIsEnabledByAProperty() throws Exception {
        WebConsole console = WebConsole.namedIn(karaf.log());

        console.showsItsPageAnd("read-json");

        assertThat(console.post("api/scripts/report/stop", "{}", "Origin", "https://evil.example.com").statusCode())
                .isEqualTo(403);
        assertThat(console.post("api/scripts/report/stop", "{}").body()).contains("in-use");
    }

    @Test
    void responseEventsAreReceivedByTheWebServerOfABundle() throws Exception {
        assertThat(karaf.tell("install " + callbacks.toUri())).isEqualTo("active callbacks");

        new ResponseEvents("http://127.0.0.1:" + callbacksPort + "/callbacks/chat")
                .reachTheRoute("only-an-example", "c-1", SOON);

        assertThat(karaf.tell("uninstall callbacks")).isEqualTo("uninstalled");
    }

    /** MVEL, Jackson and thread pools are known to keep class loaders when they are used as they come. */
    @Test
    void classLoadersOfUninstalledBundlesAreFreed() throws Exception {
        receiver.await("/report", SOON);

        uninstall();
        installed = false;
        assertThat(karaf.tell("freed " + APPLICATION)).isEqualTo("freed");

        assertThat(karaf.tell("uninstall " + COMPONENT)).isEqualTo("uninstalled");
        assertThat(karaf.tell("install " + other.toUri())).isEqualTo("active other");
        assertThat(karaf.tell("freed " + COMPONENT)).isEqualTo("freed");
        assertThat(karaf.tell("uninstall other")).isEqualTo("uninstalled");
        assertThat(karaf.tell("install mvn:io.webhookscript/camel-webhookscript/" + System.getProperty("feature.version")))
                .isEqualTo("active " + COMPONENT);
    }

    private static Path bundle(String name, String activator, String imports, String... resources) throws IOException {
        List<String> folders = new ArrayList<>(List.of(resources));
        folders.add("io/webhookscript/karaf/" + name);
        return BundleJar.write(folder.resolve(name + ".jar"), Map.of(
                "Bundle-SymbolicName", name, "Bundle-Activator", "io.webhookscript.karaf." + name + "." + activator,
                "Import-Package", imports + "org.apache.camel,org.apache.camel.builder,org.apache.camel.model,"
                                  + "org.apache.camel.karaf.core,org.apache.camel.support,org.apache.camel.spi,org.osgi.framework"),
                folders);
    }

    private static void tick(String path) throws IOException {
        Files.writeString(folder.resolve("scripts/tick.webhookscript.yaml"), """
                webhookscript: "1.0"
                request: { method: PUT, url: "{{ context.receiver }}/tick/%s" }
                """.formatted(path));
    }
}
