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
package io.webhookscript;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.lifecycle.ScriptWatch;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.UseCase;
import io.webhookscript.script.usecase.UseCases;
import io.webhookscript.spi.LoadMeter;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The automation scripts of a CRM: what their users expect holds for a script file. */
class AutomationScriptsOfACrmTest extends ScriptsOfAProduct {

    private static final String OK = RawReceiver.response(200, "application/json", "{\"plan\":\"gold\"}");
    private static final Map<String, Object> CONTACT
            = Map.of("contact", Map.of("id", 7, "first_name", "Zoë", "email", "z+1@example.com", "czCol", Map.of("15", 182)));

    @Test
    void aScriptHasANameAndADescription() throws Exception {
        camel(OK).rawScript("update-crm", """
                webhookscript: "1.0"
                name: update-crm
                description: Tells the CRM that a contact has changed.
                context: { receiver: "" }
                request: { url: "{{ context.receiver }}/contacts" }
                """).start();

        Exchange exchange = camel.call("webhookscript:update-crm", CONTACT);

        assertThat(exchange.getMessage().getHeader(WebhookScriptConstants.SCRIPT_NAME)).isEqualTo("update-crm");
        assertThat(only().line()).isEqualTo("GET /contacts HTTP/1.1");
        assertThat(camel.component().repository().find("update-crm").orElseThrow().definition().about().description())
                .isEqualTo("Tells the CRM that a contact has changed.");
    }

    @Test
    void dataOutsideOfTheUseCaseIsAnErrorWhenTheScriptIsLoaded() throws Exception {
        camel(OK).script("update-crm", "useCase: contact\nrequest: { url: \"{{ context.receiver }}/{{ ticket.id }}\" }\n");

        assertThatThrownBy(camel::start).rootCause().hasMessageContaining("`ticket` is neither data of the use case `contact`");
        assertThat(camel.receiver().requests()).isEmpty();
    }

    @Test
    void theUseCaseOfALoadedScriptCannotBeChanged() throws Exception {
        camel(OK).component().setWatch(false);
        camel.script("update-crm", "useCase: contact\nrequest: { url: \"{{ context.receiver }}/{{ contact.id }}\" }\n").start();
        ScriptWatch watch = new ScriptWatch(
                List.of("file:" + folder), camel.component()::repository, camel.component().scripts());
        Path file = folder.resolve("update-crm.webhookscript.yaml");
        Files.writeString(file, Files.readString(file).replace("useCase: contact", "useCase: ticket"));

        IntStream.range(0, 3).forEach(look -> watch.look());

        assertThat(camel.component().scripts().problems()).singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("use case"));
        assertThat(camel.call("webhookscript:update-crm", CONTACT).getException()).isNull();
        assertThat(only().line()).startsWith("GET /7 ");
    }

    @Test
    void aRequestHasMethodParamsAndHeaders() throws Exception {
        camel(OK).script("update-crm", """
                request:
                  method: DELETE
                  url: "{{ context.receiver }}/contacts/7"
                  params: { notify: "true", reason: moved away }
                  headers: { User-Agent: crm/2, Accept: application/json }
                """).start().call("webhookscript:update-crm", CONTACT);

        assertThat(only().line()).isEqualTo("DELETE /contacts/7?notify=true&reason=moved%20away HTTP/1.1");
        assertThat(only().headers("User-Agent")).containsExactly("crm/2");
        assertThat(only().headers("Accept")).containsExactly("application/json");
    }

    @Test
    void placeholdersStandInUrlParamsHeadersAndBody() throws Exception {
        camel(OK).script("update-crm", """
                useCase: contact
                request:
                  method: PUT
                  url: "{{ context.receiver }}/contacts/{{ contact.id }}"
                  params: { email: "{{ contact.email }}" }
                  headers: { X-Contact: "c-{{ contact.id }}" }
                  body: { json: { name: "{{ contact.first_name }}" } }
                """).start().call("webhookscript:update-crm", CONTACT);

        assertThat(only().line()).isEqualTo("PUT /contacts/7?email=z%2B1%40example.com HTTP/1.1");
        assertThat(only().headers("X-Contact")).containsExactly("c-7");
        assertThat(only().text()).isEqualTo("{\"name\":\"Zoë\"}");
        assertThat(UseCases.builtIn().find("contact").orElseThrow().placeholders()).extracting(UseCase.Placeholder::path)
                .contains("contact.id", "contact.first_name", "contact.email");
    }

    @Test
    void aVariableThatWasSetBeforeIsReadByItsName() throws Exception {
        camel(OK).script("update-crm", """
                useCase: contact
                inputs: [has_message]
                request: { url: "{{ context.receiver }}/", body: { json: { written: "{{ has_message }}" } } }
                """).route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:conversation").setVariable("has_message", constant(true)).to("webhookscript:update-crm");
            }
        }).start().call("direct:conversation", CONTACT);

        assertThat(only().text()).isEqualTo("{\"written\":true}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "contact; {{czCol.15 }}", "contact; {{ contact.czCol.15 }}",
            "ticket; {{ contact.czCol.15 }}" })
    void aCustomFieldIsReadByItsNumber(String useCase, String placeholder) throws Exception {
        camel(OK).script("update-crm", """
                useCase: %s
                request: { url: "{{ context.receiver }}/", body: { json: { height: "%s" } } }
                """.formatted(useCase, placeholder)).start().call("webhookscript:update-crm", CONTACT);

        assertThat(only().text()).isEqualTo("{\"height\":182}");
    }

    @Test
    void aRuleCallsAScriptIfItsEventHappensAndItsConditionHolds() throws Exception {
        camel(OK).script("gold", """
                useCase: contact
                triggers: [ { event: contact.updated, when: "contact.tier == 'gold'" } ]
                request: { url: "{{ context.receiver }}/gold/{{ contact.id }}" }
                """).script("deleted", """
                useCase: contact
                triggers: [ { event: contact.deleted } ]
                request: { url: "{{ context.receiver }}/deleted/{{ contact.id }}" }
                """).start();

        for (String tier : List.of("silver", "gold")) {
            Exchange exchange = camel.call("webhookscript:event:contact.updated",
                    Map.of("contact", Map.of("id", 7, "tier", tier)));
            assertThat(exchange.getException()).isNull();
        }

        assertThat(only().line()).isEqualTo("GET /gold/7 HTTP/1.1");
    }

    @Test
    void aStepOfAConversationWaitsForTheResponse() throws Exception {
        camel(OK).script("plan", """
                request: { url: "{{ context.receiver }}/plan" }
                response: { variables: { plan: { jsonpath: $.plan } } }
                """).route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:conversation").to("webhookscript:plan").setBody(simple("You have the plan ${variable.plan}."));
            }
        }).start();

        Exchange exchange = camel.call("direct:conversation", CONTACT);

        assertThat(exchange.getMessage().getBody()).isEqualTo("You have the plan gold.");
    }

    @Test
    void callsBeyondTheLimitPerMinuteAreNotSent() throws Exception {
        camel(OK).script("update-crm", """
                request: { url: "{{ context.receiver }}/" }
                limits: { rate: { requests: 2, per: 1m, whenExceeded: reject } }
                """).start();

        assertThat(camel.call("webhookscript:update-crm", CONTACT).getException()).isNull();
        assertThat(camel.call("webhookscript:update-crm", CONTACT).getException()).isNull();
        assertThat(outcome(camel.call("webhookscript:update-crm", CONTACT))).isEqualTo(Outcome.NOT_SENT);
        assertThat(camel.receiver().requests()).hasSize(2);
    }

    @Test
    @Tag("slow")
    void aResponseThatIsNotCompleteAfterFiveSecondsIsAFailure() throws Exception {
        RawReceiver slow = RawReceiver.playing(peer -> {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
            peer.drip("x".repeat(100), 250);
        });
        camel(slow).script("update-crm", """
                request: { url: "{{ context.receiver }}/", body: { json: {} } }
                """).start();
        long start = System.nanoTime();

        Exchange exchange = camel.call("webhookscript:update-crm", CONTACT);

        assertThat(outcome(exchange)).isEqualTo(Outcome.TEMPORARY);
        assertThat(exchange.getException()).hasMessageContaining("within 5 s");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(4_900), Duration.ofSeconds(20));
    }

    @Test
    @Tag("slow")
    void theAdaptiveWaitIsLongWhileTheLoadIsLow() throws Exception {
        camel(RawReceiver.playing(peer -> {
            while (peer.request() != null && !peer.pause(6_000)) {
                peer.send(OK);
            }
        })).bind("load", (LoadMeter) () -> 0.5).script("update-crm", """
                request: { url: "{{ context.receiver }}/" }
                limits: { timeout: adaptive, retry: { maxAttempts: 1 } }
                """).start();

        assertThat(camel.call("webhookscript:update-crm", CONTACT).getException()).isNull();
    }

    @Test
    @Tag("slow")
    void theAdaptiveWaitIsFiveSecondsWhileTheLoadIsHigh() throws Exception {
        camel(RawReceiver.playing(peer -> {
            peer.request();
            peer.silence();
        })).bind("load", (LoadMeter) () -> 1.0).script("update-crm", """
                request: { url: "{{ context.receiver }}/" }
                limits: { timeout: adaptive, retry: { maxAttempts: 1 } }
                """).start();

        assertThat(camel.call("webhookscript:update-crm", CONTACT).getException()).hasMessageContaining("within 5 s");
    }

    @ParameterizedTest
    @CsvSource({ "0.0, 4", "0.5, 2", "1.0, 1" })
    void fewerAttemptsAreMadeUnderLoad(double load, int attempts) throws Exception {
        camel(RawReceiver.response(503, "text/plain", "busy")).bind("load", (LoadMeter) () -> load).script("update-crm", """
                request: { url: "{{ context.receiver }}/" }
                limits: { retry: { maxAttempts: 4, delay: 1ms, adaptive: true } }
                """).start();

        assertThat(outcome(camel.call("webhookscript:update-crm", CONTACT))).isEqualTo(Outcome.TEMPORARY);
        assertThat(camel.receiver().requests()).hasSize(attempts);
    }

    /** The called system updates the contact, which calls the script again, as a web server would in between. */
    @Test
    void anEndlessLoopIsStoppedByItsHops() throws Exception {
        RawReceiver updates = RawReceiver.playing(peer -> {
            RawReceiver.Request update = peer.request();
            Exchange next = camel.camelContext().createProducerTemplate().request("webhookscript:update-crm", exchange -> {
                exchange.getMessage().setBody(update.text());
                exchange.getMessage().setHeader("Webhook-Hops", update.headers("Webhook-Hops").get(0));
            });
            peer.send(next.getException() == null ? OK : RawReceiver.response(409, "text/plain", "the next one failed"));
        });
        camel(updates).script("update-crm", """
                useCase: contact
                request: { url: "{{ context.receiver }}/", body: { json: { contact: "{{ contact }}" } } }
                limits: { timeout: 20s }
                """).start();

        camel.call("webhookscript:update-crm", CONTACT);

        assertThat(updates.requests()).hasSize(5);
    }

    @Test
    void anEndlessLoopOfOneContactIsStoppedWithoutTheHeaderToo() throws Exception {
        camel(OK).script("update-crm", """
                useCase: contact
                request: { url: "{{ context.receiver }}/{{ contact.id }}" }
                """).start();

        IntStream.range(0, 20)
                .forEach(i -> assertThat(camel.call("webhookscript:update-crm", CONTACT).getException()).isNull());

        Exchange exchange = camel.call("webhookscript:update-crm", CONTACT);
        assertThat(exchange.getException()).hasMessageContaining("limits.loop").hasMessageContaining("subject 7");
        assertThat(camel.receiver().requests()).hasSize(20);
    }

    private static Outcome outcome(Exchange exchange) {
        return exchange.getException(WebhookScriptException.class).getOutcome();
    }
}
