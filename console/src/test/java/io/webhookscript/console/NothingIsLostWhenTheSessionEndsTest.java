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
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Properties;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.apache.camel.main.Main;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person types stays when the server asks for a sign-in or does not answer, and is saved afterwards. */
@Tag("slow")
class NothingIsLostWhenTheSessionEndsTest {

    private static final String SCRIPT = """
            webhookscript: "1.0"
            name: crm
            request: { method: PUT, url: "https://a.example.com/{{ id }}" }
            """;

    private static final String PASSWORD = "of the key store";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    private Path folder;

    private final byte[] key = "a key of at least thirty-two bytes".getBytes(StandardCharsets.UTF_8);
    private int port;

    @BeforeEach
    void findsAPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    private String file() throws IOException {
        return Files.readString(folder.resolve("crm.webhookscript.yaml"));
    }

    @Test
    void onTheManagementServerWhenTheTokenHasExpired(@TempDir Path keys) throws Exception {
        Files.writeString(folder.resolve("crm.webhookscript.yaml"), SCRIPT);
        String valid = token(Instant.now().plus(Duration.ofHours(1)));
        String expired = token(Instant.now().minus(Duration.ofHours(1)));
        Main main = managementServer(keyStore(keys.resolve("keys.p12")));
        main.start();
        try {
            String address = "http://127.0.0.1:" + port + "/webhookscript/#/scripts/crm/";
            Page page = new Page(CHROMIUM).signIn(valid).open(address + "edit").sees("#check", "No problems.");

            page.signIn(expired).change("#f-tenant", "acme").sees("#header", "Your session has ended")
                    .sees("#header", "Sign in in a new tab").sees("#changed", "not saved");
            page.change("#f-description", "From the form").clickEditor().press("execution: async");
            assertThat(page.value("#f-tenant")).isEqualTo("acme");
            assertThat(page.value("#f-description")).isEqualTo("From the form");
            assertThat(page.editor()).contains("tenant: acme").contains("execution: async");
            assertThat(page.accessibilityProblems()).isEmpty();

            page.signIn(valid).comeBack().sees("#check", "No problems.").seesNot("#header .badge").seesText("From the form");
            page.click("#save").click("#dialog-confirm").sees("#notice", "crm is saved.");
            assertThat(file()).contains("tenant: acme", "description: From the form", "execution: async");

            page.open(address + "run").sees("#request", "PUT").signIn(expired).type("#event", "{\"id\": \"typed\"}")
                    .sees("#header", "Your session has ended");
            page.signIn(valid).comeBack().sees("#request", "/typed").reload().sees("#request", "/typed");
        } finally {
            main.stop();
        }
    }

    private Main managementServer(Path keyStore) {
        Properties properties = new Properties();
        properties.put("webhookscript.console.enabled", "true");
        properties.put("webhookscript.console.folder", "file:" + folder);
        properties.put("webhookscript.console.try", "anna");
        properties.put("webhookscript.console.edit", "anna");
        properties.put("camel.main.basePackageScanEnabled", "false");
        properties.put("camel.component.webhookscript.scripts", "file:" + folder);
        properties.put("camel.management.enabled", "true");
        properties.put("camel.management.host", "127.0.0.1");
        properties.put("camel.management.port", String.valueOf(port));
        properties.put("camel.management.authenticationEnabled", "true");
        properties.put("camel.management.authenticationPath", "/*");
        properties.put("camel.management.jwtKeystoreType", "pkcs12");
        properties.put("camel.management.jwtKeystorePath", keyStore.toString());
        properties.put("camel.management.jwtKeystorePassword", PASSWORD);
        Main main = new Main();
        main.setOverrideProperties(properties);
        main.setDefaultPropertyPlaceholderLocation("false");
        return main;
    }

    private Path keyStore(Path file) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setEntry("HS256", new KeyStore.SecretKeyEntry(new SecretKeySpec(key, "HmacSHA256")),
                new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
        try (OutputStream out = Files.newOutputStream(file)) {
            keys.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private String token(Instant end) throws Exception {
        String content = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                         + base64(("{\"sub\":\"anna\",\"exp\":" + end.getEpochSecond() + "}").getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return "Bearer " + content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The console's own server has no users; but it is away while its application is restarted. */
    @Test
    void onTheServerOfTheConsoleWhileItIsRestarted() throws Exception {
        Page page;
        try (ConsoleApplication application = restarted().script("crm", SCRIPT).start()) {
            page = new Page(CHROMIUM).open(application, "#/scripts/crm/edit").sees("#check", "No problems.");
        }

        page.change("#f-tenant", "acme").sees("#header", "The server cannot be reached")
                .change("#f-description", "From the form")
                .clickEditor().press("execution: async");
        assertThat(page.value("#f-tenant")).isEqualTo("acme");
        assertThat(page.value("#f-description")).isEqualTo("From the form");
        assertThat(page.editor()).contains("tenant: acme").contains("execution: async");

        try (ConsoleApplication application = restarted().start()) {
            page.comeBack().sees("#check", "No problems.").seesNot("#header .badge").seesText("From the form");
            page.click("#save").click("#dialog-confirm").sees("#notice", "crm is saved.");
        }
        assertThat(file()).contains("tenant: acme", "description: From the form", "execution: async");
    }

    private ConsoleApplication restarted() {
        return new ConsoleApplication(folder).with("port", String.valueOf(port));
    }
}
