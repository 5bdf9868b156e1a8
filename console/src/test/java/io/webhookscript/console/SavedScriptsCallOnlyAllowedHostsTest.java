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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The operator bounds the hosts of saved scripts, so that an editor cannot send a secret elsewhere. */
class SavedScriptsCallOnlyAllowedHostsTest {

    @TempDir
    private Path folder;

    private ConsoleApplication application;

    @BeforeEach
    void starts() throws Exception {
        application = new ConsoleApplication(folder).withContext("crm", "operators", "https://anywhere.example.net")
                .with("editHosts", "crm.example.com, *.example.org").start();
    }

    @AfterEach
    void stops() {
        application.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "https://crm.example.com/{{ id }}", "https://CRM.example.com:8443?x={{ secret.crm }}",
            "https://eu.api.example.org", "{{ secret.url }}", "{{ context.own }}/contacts",
            "{{ context.operators }}/x" })
    void aHostThatIsAllowedIsSaved(String url) throws Exception {
        assertThat(save(source(url)).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "https://evil.example.net/{{ secret.crm }}", "https://example.org/", "https://crm.example.com.evil.net/",
            "https://crm.example.com@evil.net/", "https://crm.example.com:443@evil.net/", "https://{{ secret.crm }}.evil.net/",
            "{{ secret.url }}.evil.net/", "{{ secret.url }}@evil.net/", "{{ context.evil }}/x", "{{ context.unknown }}/x",
            "{% if true %}https://evil.net{% endif %}/", "{{ context.own }}{{ context.evil }}", "{{ 'https://evil.net' }}/",
            "https://evil-example.org/", "https://crm.example.com\\\\@evil.net/", "https://{{ host }}/" })
    void aHostThatIsNotAllowedIsNotSaved(String url) throws Exception {
        RawHttp.Response refused = save(source(url));

        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(application.component().repository().names()).isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aProxyAndATokenServerAreBoundedToo() throws Exception {
        String proxy
                = source("https://crm.example.com/").replace("  method: PUT", "  method: PUT\n  proxy: http://evil.net:80");
        String token = source("https://crm.example.com/").replace("  method: PUT", """
                method: PUT
                auth:
                  oauth2: { tokenUri: "https://evil.net/", clientId: "a", clientSecret: "{{ secret.crm }}" }""".indent(2)
                .stripTrailing());

        assertThat(save(proxy).json().at("/error/problems/0/field").asText()).isEqualTo("request.proxy");
        assertThat(save(token).json().at("/error/problems/0/field").asText()).isEqualTo("request.auth.oauth2.tokenUri");
    }

    @Test
    void theCheckMarksTheHost() throws Exception {
        String source = source("https://evil.example.net/");

        JsonNode checked = application.post("api/check", Map.of("name", "crm", "source", source)).json();

        JsonNode problem = checked.path("problems").path(0);
        assertThat(checked.path("valid").asBoolean()).isFalse();
        assertThat(problem.path("code").asText()).isEqualTo("host-not-allowed");
        assertThat(source.substring(problem.path("from").asInt(), problem.path("to").asInt()))
                .isEqualTo("\"https://evil.example.net/\"");
    }

    private RawHttp.Response save(String source) throws Exception {
        return application.send("PUT", "api/scripts/crm", Map.of("If-None-Match", "*"), Map.of("source", source));
    }

    private static String source(String url) {
        return """
                webhookscript: "1.0"
                name: crm
                context: { own: "https://crm.example.com", evil: "https://evil.net" }
                request:
                  method: PUT
                  url: "%s"
                """.formatted(url);
    }
}
