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
package io.webhookscript.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import io.webhookscript.cli.input.JsonText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ScriptsAreTriedOutTest {

    private static final String SCRIPT = """
            webhookscript: "1.0"
            context: { base: "%s", tier: none }
            request:
              url: "{{ context.base }}/c/{{ id }}"
              headers: { X-Tier: "{{ context.tier }}", X-Trace: "{{ header['X-Trace'] }}", X-Run: "{{ variable.run }}" }
              auth: { bearer: "{{ secret.crm }}" }
              body: { json: { name: "{{ name }}" } }
            response:
              variables: { crmId: "{{ response.body.id }}" }
            """;

    @TempDir
    Path folder;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                         + exchange.getRequestHeaders().getFirst("X-Tier")
                         + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = "{\"id\":7,\"echo\":\"hunter2secret\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Files.writeString(folder.resolve("crm.webhookscript.yaml"),
                SCRIPT.formatted("http://127.0.0.1:" + server.getAddress().getPort()));
        Files.writeString(folder.resolve("event.json"), "{\"id\": 7, \"name\": \"Zoë\"}");
        Files.writeString(folder.resolve("application.properties"), """
                webhookscript.secret.crm = hunter2secret
                webhookscript.context.*.tier = all
                webhookscript.context.crm.tier = gold
                """);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aDryRunShowsTheRequestAndSendsNothing() {
        Cli.Run run = dryRun("event.json", "--variable", "run=3", "--header", "X-Trace=t1");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("POST http://127.0.0.1:").contains("/c/7").contains("X-Trace: t1").contains("X-Run: 3")
                .contains("Authorization: Bearer ***crm***").contains("{\"name\":\"Zoë\"}").contains("X-Tier: none");
        assertThat(received).isEmpty();
    }

    @Test
    void contextComesFromTheOperatorsFileAndTheCommandHasTheLastWord() {
        assertThat(dryRun("event.json", "--properties", path("application.properties")).out()).contains("X-Tier: gold")
                .doesNotContain("hunter2");
        assertThat(dryRun("event.json", "--properties", path("application.properties"), "--context", "tier=mine").out())
                .contains("X-Tier: mine");
    }

    @Test
    void anEventComesFromTheCommandOrTheStandardInputAsWell() {
        String script = path("crm.webhookscript.yaml");

        assertThat(Cli.run("dry-run", script, "{\"id\": 8, \"name\": \"A\"}").out()).contains("/c/8");
        assertThat(Cli.withInput("{\"id\": 9, \"name\": \"A\"}", "dry-run", script, "-").out()).contains("/c/9");
    }

    @Test
    void problemsOfTheRequestAreReported() {
        Cli.Run run = Cli.run("dry-run", path("crm.webhookscript.yaml"), "{}");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("request.url").contains("crm.webhookscript.yaml:4:");
    }

    @Test
    void aDryRunAsJsonHasTheKeysOfTheComponents() {
        Cli.Run run = dryRun("event.json", "--format", "json");

        Map<?, ?> document = (Map<?, ?>) JsonText.read("it", run.out().getBytes(StandardCharsets.UTF_8));
        assertThat(document.keySet()).hasToString("[method, url, headers, body, messageId, problems]");
    }

    @Test
    void aRealRunSendsOnceAndNeverShowsASecret() {
        Cli.Run run = Cli.run("run", path("crm.webhookscript.yaml"), path("event.json"), "--allow", "loopback", "--properties",
                path("application.properties"));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Bearer ***crm***").contains("delivered after").contains("crmId = 7")
                .contains("\"echo\":\"***crm***\"");
        assertThat(run.out() + run.err()).doesNotContain("hunter2");
        assertThat(received).containsExactly("Bearer hunter2secret gold {\"name\":\"Zoë\"}");
    }

    @Test
    void aRefusedRequestIsExitCodeOne() {
        status = 422;

        Cli.Run run = Cli.run("run", path("crm.webhookscript.yaml"), path("event.json"), "--allow", "loopback", "--properties",
                path("application.properties"), "--format", "json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("\"outcome\":\"refused\"").contains("\"status\":422").doesNotContain("hunter2");
        assertThat(received).hasSize(1);
    }

    @Test
    void aSecretThatIsNotSetIsNamedWithItsPlaces() {
        Cli.Run run = Cli.run("run", path("crm.webhookscript.yaml"), path("event.json"), "--allow", "loopback");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("notSent");
        assertThat(run.err()).contains("WEBHOOKSCRIPT_SECRET_CRM").contains("webhookscript.secret.crm");
        assertThat(received).isEmpty();
    }

    @Test
    void onlyPublicAddressesAreCalledUnlessTheCommandAllowsMore() {
        Cli.Run run = Cli.run("run", path("crm.webhookscript.yaml"), path("event.json"), "--properties",
                path("application.properties"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("loopback");
        assertThat(received).isEmpty();
    }

    @Test
    void aSecretMayNameTheEnvironmentAndNothingThatOnlyAnApplicationHas() throws Exception {
        Files.writeString(folder.resolve("vault.properties"), "webhookscript.secret.crm = {{vault:crm}}\n");
        Files.writeString(folder.resolve("unset.properties"), "webhookscript.secret.crm = {{env:WEBHOOKSCRIPT_NO_SUCH}}\n");
        Files.writeString(folder.resolve("default.properties"),
                "webhookscript.secret.crm = {{env:WEBHOOKSCRIPT_NO_SUCH:hunter2secret}}\n");

        assertThat(withProperties("vault.properties").out()).contains("notSent").contains("only an application");
        assertThat(withProperties("unset.properties").out()).contains("notSent").contains("WEBHOOKSCRIPT_NO_SUCH");
        assertThat(withProperties("default.properties").exitCode()).isZero();
        assertThat(received).containsExactly("Bearer hunter2secret none {\"name\":\"Zoë\"}");
    }

    @Test
    void whatIsNotThereIsExitCodeTwo() {
        assertThat(dryRun("nowhere.json").exitCode()).isEqualTo(2);
        assertThat(withProperties("nowhere.properties").exitCode()).isEqualTo(2);
        assertThat(Cli.run("run", path("crm.webhookscript.yaml"), "{}", "--allow", "10.0.0.0/99").exitCode()).isEqualTo(2);
    }

    @Test
    void aScriptWithErrorsIsNotTried() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.webhookscript.yaml"), "webhookscript: \"1.0\"\n");

        Cli.Run run = Cli.run("dry-run", broken.toString(), "{}");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("[missing-key]");
    }

    private Cli.Run withProperties(String name) {
        return Cli.run("run", path("crm.webhookscript.yaml"), path("event.json"), "--allow", "loopback", "--properties",
                path(name));
    }

    private Cli.Run dryRun(String event, String... more) {
        String[] arguments = new String[3 + more.length];
        arguments[0] = "dry-run";
        arguments[1] = path("crm.webhookscript.yaml");
        arguments[2] = path(event);
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Cli.run(arguments);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
