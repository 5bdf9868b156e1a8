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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The cards show every script with its state and its deliveries, and can be searched. */
class CardsShowScriptsTest {

    private static final String BILLING = """
            webhookscript: "1.0"
            name: billing
            description: Sends invoices.
            tenant: acme
            useCase: contact
            triggers:
              - { event: "contact.*", channels: [mail] }
            request:
              method: PUT
              url: "https://billing.example.com/{{ contact.id }}"
            limits:
              rate: { requests: 60, per: 1s }
            tests:
              - name: the id is in the path
                event: { contact: { id: 12345678901234567890, note: "<b>" } }
                expect: { url: "https://billing.example.com/12345678901234567890" }
            """;

    @TempDir
    private Path folder;

    @Test
    void aCardShowsWhatAPersonMustKnowAboutAScript() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).script("billing", BILLING).start()) {
            JsonNode card = application.get("api/scripts").json().path("scripts").path(0);

            assertThat(card.path("name").asText()).isEqualTo("billing");
            assertThat(card.path("description").asText()).isEqualTo("Sends invoices.");
            assertThat(card.path("tenant").asText()).isEqualTo("acme");
            assertThat(card.path("useCase").asText()).isEqualTo("contact");
            assertThat(card.path("method").asText()).isEqualTo("PUT");
            assertThat(card.path("url").asText()).isEqualTo("https://billing.example.com/{{ contact.id }}");
            assertThat(card.path("state").asText()).isEqualTo("started");
            assertThat(card.path("rate").toString()).isIn("{\"requests\":60,\"per\":1000}", "{\"per\":1000,\"requests\":60}");
            assertThat(card.path("triggers").toString()).isEqualTo("[\"contact.*\"]");
            assertThat(card.path("channels").toString()).isEqualTo("[\"mail\"]");
            assertThat(card.path("editable").asBoolean()).isTrue();
            assertThat(card.path("deliveries").isNull()).isTrue();
            assertThat(card.path("version").asText()).hasSize(12);
        }
    }

    @Test
    void theCardsCanBeFiltered() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application
                     = new ConsoleApplication(folder).script("billing", BILLING).script("crm", receiver).start()) {

            assertThat(names(application, "")).isEqualTo("billing,crm");
            assertThat(names(application, "text=INVOICE")).isEqualTo("billing");
            assertThat(names(application, "tenant=acme&channel=mail&useCase=contact&state=started")).isEqualTo("billing");
            assertThat(names(application, "tenant=other")).isEmpty();
            assertThat(names(application, "names=crm,nobody")).isEqualTo("crm");
            assertThat(names(application, "offset=1&limit=1")).isEqualTo("crm");
            assertThat(application.get("api/scripts?offset=1&limit=1").json().path("total").asInt()).isEqualTo(2);
            assertThat(application.get("api/scripts?limit=501").status()).isEqualTo(400);
        }
    }

    @Test
    void oneScriptShowsItsUsersAndTheEventsOfItsTests() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).script("billing", BILLING).start()) {
            application.route("invoices", "billing");

            JsonNode card = application.get("api/scripts/billing").json();

            assertThat(card.at("/usedBy/routes/0/route").asText()).isEqualTo("invoices");
            assertThat(card.at("/usedBy/triggers/0/event").asText()).isEqualTo("contact.*");
            assertThat(card.at("/tests/0/event").asText()).contains("12345678901234567890");
            assertThat(application.get("api/scripts/unknown").code()).isEqualTo("no-script");
        }
    }

    @Test
    void deliveriesShowOnTheCardAndInTheListOfChanges() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application = new ConsoleApplication(folder).script("crm", receiver).start()) {
            application.route("contacts", "crm");
            long revision = application.get("api/scripts").json().path("revision").asLong();
            assertThat(application.get("api/changes?since=" + revision).json().path("scripts")).isEmpty();

            application.camelContext().createProducerTemplate()
                    .requestBodyAndHeader("direct:contacts", "{\"id\": 7}", "Content-Type", "application/json");

            Awaitility.await().untilAsserted(() -> assertThat(
                    application.get("api/scripts").json().at("/scripts/0/deliveries/outcomes/delivered").asInt()).isEqualTo(1));
            JsonNode changes = application.get("api/changes?since=" + revision).json();
            assertThat(changes.path("scripts").toString()).isEqualTo("[\"crm\"]");
            assertThat(changes.path("all").asBoolean()).isFalse();
            assertThat(application.get("api/changes?since=1").json().path("all").asBoolean()).isTrue();
        }
    }

    @Test
    void aScriptIsStoppedOnlyByForceWhileARouteUsesIt() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application = new ConsoleApplication(folder).script("crm", receiver).start()) {
            application.route("contacts", "crm");

            RawHttp.Response refused = application.post("api/scripts/crm/stop", Map.of());
            RawHttp.Response stopped = application.post("api/scripts/crm/stop", Map.of("force", true));
            RawHttp.Response started = application.post("api/scripts/crm/start", Map.of());

            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("in-use");
            assertThat(refused.json().at("/error/routes").toString()).isEqualTo("[\"contacts\"]");
            assertThat(stopped.json().path("state").asText()).isEqualTo("stopped");
            assertThat(started.json().path("state").asText()).isEqualTo("started");
            assertThat(application.audit()).extracting(ConsoleAuditEvent::toString).containsExactly(
                    "console: user local: stop script crm (by force)", "console: user local: start script crm");
        }
    }

    @Test
    void aBrokenScriptShowsItsProblems() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder).script("broken", """
                webhookscript: "1.0"
                name: broken
                request: { url: "https://a.example.com", metod: PUT }
                """).start()) {

            JsonNode card = application.get("api/scripts").json().path("scripts").path(0);

            assertThat(card.path("state").asText()).isEqualTo("broken");
            assertThat(card.path("editable").asBoolean()).isTrue();
            assertThat(card.at("/problems/0/code").asText()).isEqualTo("unknown-key");
            assertThat(application.get("api/scripts/broken/source").json().path("loaded").asBoolean()).isFalse();
        }
    }

    @Test
    void aBrokenFileThatIsDeletedIsInTheListOfChanges() throws Exception {
        try (ConsoleApplication application
                = new ConsoleApplication(folder).script("broken", "webhookscript: \"1.0\"\nname: broken\n").start()) {
            assertThat(names(application, "")).isEqualTo("broken");
            long revision = application.get("api/scripts").json().path("revision").asLong();
            assertThat(application.get("api/changes?since=" + revision).json().path("all").asBoolean()).isFalse();

            Files.delete(folder.resolve("broken.webhookscript.yaml"));

            Awaitility.await().untilAsserted(() -> assertThat(
                    application.get("api/changes?since=" + revision).json().path("all").asBoolean()).isTrue());
            assertThat(names(application, "")).isEmpty();
            assertThat(application.get("api/scripts").json().path("problems")).isEmpty();
        }
    }

    private static String names(ConsoleApplication application, String query) throws Exception {
        return String.join(",", application.get("api/scripts?" + query).json().path("scripts").findValuesAsText("name"));
    }
}
