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

import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A dry run shows the request and reads no secret; a real run is confirmed, and calls the version that was seen. */
class ScriptsAreTriedOutTest {

    @TempDir
    private Path folder;

    private static String script(ReceiverOnLoopback receiver) {
        return """
                webhookscript: "1.0"
                name: crm
                context: { region: eu }
                request:
                  method: POST
                  url: "%s/{{ context.region }}/contacts/{{ id }}"
                  headers: { X-Api-Key: "{{ secret.crm }}", X-Half: "{{ secret.crm | truncate(3, end='') }}" }
                  body:
                    json: { id: "{{ id }}", from: "{{ header.From }}", by: "{{ variable.by }}" }
                response:
                  variables:
                    crmId: { jsonpath: $.id }
                    large: { jsonpath: $.large }
                tests:
                  - name: right
                    event: { id: 7 }
                    expect: { method: POST }
                  - name: wrong
                    event: { id: 7 }
                    expect: { method: PUT }
                """.formatted(receiver.url());
    }

    @Test
    void aDryRunShowsTheRequestWithoutASecretAndSendsNothing() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application = new ConsoleApplication(folder).withSecret("crm", "s3cr3t-key")
                     .script("crm", script(receiver)).start()) {

            RawHttp.Response run = application.post("api/dry-run", Map.of(
                    "name", "crm", "event", "{\"id\": 12345678901234567890}", "headers", Map.of("From", "me"), "variables",
                    Map.of("by", "hand")));

            JsonNode request = run.json();
            assertThat(request.path("url").asText()).isEqualTo(receiver.url() + "/eu/contacts/12345678901234567890");
            assertThat(request.at("/headers/X-Api-Key/0").asText()).isEqualTo("***crm***");
            assertThat(request.path("body").asText())
                    .isEqualTo("{\"id\":12345678901234567890,\"from\":\"me\",\"by\":\"hand\"}");
            assertThat(request.path("problems")).isEmpty();
            assertThat(run.text()).doesNotContain("s3c");
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void aDryRunOfATextThatIsNotSavedReadsNoSecretEither() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application = new ConsoleApplication(folder).withSecret("crm", "s3cr3t-key")
                     .script("crm", script(receiver)).start()) {
            String spying = script(receiver).replace("{{ id }}\", from", "{{ secret.crm | list | join('-') }}\", from");

            RawHttp.Response run
                    = application.post("api/dry-run", Map.of("name", "crm", "source", spying, "event", "{\"id\": 7}"));
            RawHttp.Response broken
                    = application.post("api/dry-run", Map.of("name", "crm", "source", "name: crm", "event", "{}"));

            assertThat(run.text()).doesNotContain("s-3-c").doesNotContain("s3c");
            assertThat(broken.status()).isEqualTo(422);
            assertThat(broken.json().at("/error/problems/0/message").asText()).isNotEmpty();
        }
    }

    @Test
    void aDryRunUsesTheContextThatTheOperatorHasSet() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application = new ConsoleApplication(folder).withSecret("crm", "k")
                     .withContext("crm", "region", "us").script("crm", script(receiver)).start()) {

            JsonNode run = application.post("api/dry-run", Map.of("name", "crm", "event", "{\"id\": 7}")).json();
            JsonNode other = application.post("api/dry-run",
                    Map.of("name", "crm", "event", "{\"id\": 7}", "context", Map.of("region", "asia"))).json();

            assertThat(run.path("url").asText()).isEqualTo(receiver.url() + "/us/contacts/7");
            assertThat(other.path("url").asText()).isEqualTo(receiver.url() + "/asia/contacts/7");
        }
    }

    @Test
    void anEventThatCannotBeReadIsAProblemOfTheRun() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application
                     = new ConsoleApplication(folder).withSecret("crm", "k").script("crm", script(receiver)).start()) {

            JsonNode run = application.post("api/dry-run", Map.of("name", "crm", "event", "{\"id\": ")).json();

            assertThat(run.path("problems").path(0).asText()).contains("JSON");
        }
    }

    @Test
    void aRealRunIsConfirmedAndShowsWhatTheReceiverSent() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application = new ConsoleApplication(folder).withSecret("crm", "s3cr3t-key")
                     .script("crm", script(receiver)).start()) {
            receiver.responds(200, "application/json", "{\"id\": \"crm-7\", \"large\": 12345678901234567890,"
                                                       + " \"echo\": \"s3cr3t-key\"}");
            String version = application.get("api/scripts/crm").json().path("version").asText();
            Map<String, Object> run = Map.of("name", "crm", "version", version, "event", "{\"id\": 7}");

            RawHttp.Response unconfirmed = application.post("api/run", run);
            RawHttp.Response other = application.post(
                    "api/run", Map.of("name", "crm", "version", "000000000000", "confirmed", true, "event", "{}"));
            assertThat(receiver.received()).isEmpty();
            RawHttp.Response confirmed = application.post(
                    "api/run", Map.of("name", "crm", "version", version, "confirmed", true, "event", "{\"id\": 7}"));

            assertThat(unconfirmed.code()).isEqualTo("not-confirmed");
            assertThat(other.code()).isEqualTo("changed");
            assertThat(confirmed.json().path("outcome").asText()).isEqualTo("delivered");
            assertThat(confirmed.json().at("/variables/crmId").asText()).isEqualTo("crm-7");
            assertThat(confirmed.json().at("/variables/large").isTextual()).isTrue();
            assertThat(confirmed.json().at("/response/status").asInt()).isEqualTo(200);
            assertThat(confirmed.text()).doesNotContain("s3cr3t-key");
            assertThat(receiver.received()).hasSize(1);
            assertThat(application.audit()).extracting(ConsoleAuditEvent::toString)
                    .containsExactly("console: user local: run script crm (version " + version + ", delivered)");
        }
    }

    @Test
    void theTestsOfATextRunOffline() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application = new ConsoleApplication(folder).script("crm", script(receiver)).start()) {

            JsonNode tests
                    = application.post("api/test", Map.of("name", "crm", "source", script(receiver))).json().path("tests");

            assertThat(tests.findValuesAsText("passed")).containsExactly("true", "false");
            assertThat(tests.at("/1/differences/0/path").asText()).isEqualTo("method");
            assertThat(receiver.received()).isEmpty();
        }
    }
}
