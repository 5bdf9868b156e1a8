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
package io.webhookscript.console;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The console uses the users of Camel Main's management server, and does not start where another machine could call it
 * without authentication.
 */
@Tag("slow")
class ConsoleOnTheManagementServerTest {

    @TempDir
    private Path folder;

    private final Map<String, String> properties = new LinkedHashMap<>();
    private int port;
    private Main main = new Main();

    @BeforeEach
    void writesAScript() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("crm.webhookscript.yaml"), """
                webhookscript: "1.0"
                name: crm
                request: { method: PUT, url: "https://a.example.com/" }
                """);
        Files.writeString(folder.resolve("users.properties"), "user.anna=anna-s password\nuser.eve=eve-s password\n");
        properties.put("webhookscript.console.enabled", "true");
        properties.put("webhookscript.console.operate", "anna");
        properties.put("camel.main.basePackageScanEnabled", "false");
        properties.put("camel.component.webhookscript.scripts", "file:" + folder);
        properties.put("camel.management.enabled", "true");
        properties.put("camel.management.host", "0.0.0.0");
        properties.put("camel.management.port", String.valueOf(port));
    }

    @AfterEach
    void stops() {
        CamelContext camelContext = main.getCamelContext();
        if (camelContext != null) {
            // a context that has not started whole is not stopped by its main
            camelContext.stop();
        }
        main.stop();
    }

    @Test
    void usersOfTheServerHaveTheRolesOfTheConsole() throws Exception {
        authenticate();
        start();

        assertThat(get("api/session", Map.of()).status()).isEqualTo(401);
        assertThat(get("", Map.of()).status()).isEqualTo(401);
        RawHttp.Response anna = get("api/session", credentials("anna"));
        assertThat(anna.json().path("user").asText()).isEqualTo("anna");
        assertThat(anna.json().path("roles").toString()).isEqualTo("[\"view\",\"operate\"]");
        assertThat(get("api/session", credentials("eve")).json().path("roles").toString()).isEqualTo("[\"view\"]");
        assertThat(post("api/scripts/crm/stop", credentials("eve")).code()).isEqualTo("forbidden");
        assertThat(post("api/scripts/crm/stop", credentials("anna")).json().path("state").asText()).isEqualTo("stopped");
        assertThat(get("api/scripts", Map.of("Authorization", "Basic " + base64("anna:wrong"))).status()).isEqualTo(401);
    }

    @Test
    void thePageIsAtThePathOfTheConsole() throws Exception {
        authenticate();
        start();

        assertThat(get("", credentials("anna")).text()).contains("<title>Webhook scripts</title>");
        assertThat(http().send("GET", "/webhookscript", credentials("anna"), "").header("location"))
                .isEqualTo("/webhookscript/");
    }

    @Test
    void theOtherProtectionsHoldThereToo() throws Exception {
        authenticate();
        start();
        Map<String, String> anna = credentials("anna");

        assertThat(get("api/scripts", with(anna, "Host", "evil.example.com")).status()).isEqualTo(421);
        assertThat(post("api/scripts/crm/stop", with(anna, "Origin", "https://evil.example.com")).code())
                .isEqualTo("cross-site");
        assertThat(post("api/scripts/crm/stop", with(anna, "Content-Type", "text/plain")).code()).isEqualTo("not-json");
        assertThat(get("api/scripts", anna).header("content-security-policy")).startsWith("default-src 'none'");
        assertThat(get("../observe", anna).status()).isIn(400, 404);
        assertThat(get("%2e%2e/index.html", anna).status()).isIn(400, 404);
        assertThat(http().send("POST", "/webhookscript/api/check", anna, "x".repeat(5_000_000)).status()).isEqualTo(413);
        try (Socket twoHosts = new Socket("127.0.0.1", port)) {
            twoHosts.getOutputStream().write(("GET /webhookscript/api/scripts HTTP/1.1\r\nHost: localhost:" + port
                                              + "\r\nHost: evil.example.com\r\nAuthorization: " + anna.get("Authorization")
                                              + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            assertThat(RawHttp.read(twoHosts.getInputStream(), false).status()).isIn(400, 421);
        }
    }

    @Test
    void withoutAuthenticationItDoesNotStartWhereOtherMachinesCanCallIt() {
        assertThatThrownBy(this::start).hasStackTraceContaining("does not require authentication")
                .hasStackTraceContaining("authenticationPath=/*");
    }

    @Test
    void authenticationWithoutAMechanismIsNoAuthentication() {
        properties.put("camel.management.authenticationEnabled", "true");

        assertThatThrownBy(this::start).hasStackTraceContaining("does not require authentication");
    }

    @Test
    void authenticationOfAnotherPathIsNoAuthentication() {
        authenticate();
        properties.put("camel.management.authenticationPath", "/other/*");

        assertThatThrownBy(this::start).hasStackTraceContaining("does not require authentication");
    }

    @Test
    void authenticationThatLeavesOutTheApiIsNoAuthentication() {
        authenticate();
        properties.put("camel.management.authenticationPath", "/webhookscript/index.html");

        assertThatThrownBy(this::start).hasStackTraceContaining("does not require authentication");
    }

    @Test
    void authenticationWithoutThePathOfTheServerIsFoundOut() {
        authenticate();
        properties.remove("camel.management.authenticationPath");
        properties.put("camel.management.path", "/observe");

        assertThatThrownBy(this::start).hasStackTraceContaining("does not require authentication");
    }

    @ParameterizedTest
    @CsvSource({ "/, /webhookscript/", "/observe, /observe/webhookscript/" })
    void onLoopbackEveryUserOfTheMachineMayCallItUnderThePathOfTheServer(String path, String base) throws Exception {
        properties.put("camel.management.host", "127.0.0.1");
        properties.put("camel.management.path", path);
        start();

        RawHttp.Response session = http().get(base + "api/session");
        assertThat(session.json().path("user").asText()).isEqualTo("local");
        assertThat(session.json().path("roles").toString()).isEqualTo("[\"view\",\"try\"]");
        assertThat(http().get(base.substring(0, base.length() - 1)).header("location")).isEqualTo(base);
    }

    @Test
    void aServerWithTlsIsCheckedOverTls() throws Exception {
        encrypt();
        assertThatThrownBy(this::start).hasStackTraceContaining("does not require authentication");
        stops();

        main = new Main();
        authenticate();
        start();

        assertThat(main.getCamelContext().hasService(Console.class).address().orElseThrow()).startsWith("https://");
    }

    private void encrypt() throws Exception {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "console",
                "-keyalg", "EC", "-dname", "CN=console.example.com", "-storetype", "PKCS12", "-keystore", keys.toString(),
                "-storepass", "changeit").redirectErrorStream(true).start();
        assertThat(keytool.waitFor()).isZero();
        properties.put("camel.ssl.enabled", "true");
        properties.put("camel.ssl.keyStore", keys.toString());
        properties.put("camel.ssl.keystorePassword", "changeit");
        properties.put("camel.management.useGlobalSslContextParameters", "true");
    }

    @Test
    void aForeignHostNeedsAuthenticationOnLoopbackToo() {
        properties.put("camel.management.host", "127.0.0.1");
        properties.put("webhookscript.console.hosts", "console.example.com");

        assertThatThrownBy(this::start).hasStackTraceContaining("names a host that is not this machine");
    }

    @Test
    void aHostThatTheOperatorNamesIsAllowed() throws Exception {
        authenticate();
        properties.put("webhookscript.console.hosts", "console.example.com");
        start();

        assertThat(get("api/session", with(credentials("anna"), "Host", "console.example.com")).status()).isEqualTo(200);
        assertThat(get("api/session", with(credentials("anna"), "Host", "other.example.com")).status()).isEqualTo(421);
    }

    @Test
    void withoutTheOptionThereIsNoConsole() throws Exception {
        properties.put("webhookscript.console.enabled", "false");
        start();

        assertThat(get("api/session", Map.of()).status()).isEqualTo(404);
    }

    private void authenticate() {
        properties.put("camel.management.authenticationEnabled", "true");
        properties.put("camel.management.authenticationPath", "/*");
        properties.put("camel.management.basicPropertiesFile", folder.resolve("users.properties").toString());
    }

    private void start() throws Exception {
        Properties all = new Properties();
        all.putAll(properties);
        main.setOverrideProperties(all);
        main.setDefaultPropertyPlaceholderLocation("false");
        main.start();
    }

    private RawHttp http() {
        return new RawHttp(port);
    }

    private RawHttp.Response get(String path, Map<String, String> headers) throws IOException {
        return http().send("GET", "/webhookscript/" + path, headers, "");
    }

    private RawHttp.Response post(String path, Map<String, String> headers) throws IOException {
        return http().send("POST", "/webhookscript/" + path, headers, "{}");
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return more;
    }

    private static Map<String, String> credentials(String user) {
        return Map.of("Authorization", "Basic " + base64(user + ":" + user + "-s password"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
