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

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.JsonPath;
import io.webhookscript.delivery.report.WebhookScriptDispatchException;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** An event is given to each active script with a trigger for it, and the caller gets all outcomes as one value. */
class EventsReachTheirScriptsTest {

    private static final Map<String, Object> GOLD
            = Map.of("contact", Map.of("id", 7, "tier", "gold", "email", "a@example.com"));

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    private WebhookScriptTestSupport receiving(String... responses) throws Exception {
        camel = new WebhookScriptTestSupport(
                responses.length == 0
                        ? RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"))
                        : RawReceiver.answering(responses),
                folder);
        return camel;
    }

    private static String script(String path, String triggers) {
        return "request: { url: \"{{ context.receiver }}/" + path + "\", body: { json: { id: \"{{ contact.id }}\" } } }\n"
               + "limits: { retry: { maxAttempts: 1 } }\ntriggers:\n" + triggers;
    }

    private Exchange send(String type, Object event) {
        return camel.call("webhookscript:event:" + type, event);
    }

    private List<String> paths() {
        return camel.receiver().requests().stream().map(request -> request.line().split(" ")[1]).sorted().toList();
    }

    @SuppressWarnings("unchecked") // the body of an event is a list of maps
    private static List<Map<String, Object>> outcomes(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(List.class);
    }

    @Test
    void eachScriptWithAMatchingTriggerGetsItAndNoOther() throws Exception {
        receiving().script("exact", script("exact", "  - { event: contact.updated }\n"))
                .script("family", script("family", "  - { event: contact.* }\n"))
                .script("everything", script("everything", "  - { event: '*' }\n"))
                .script("other", script("other", "  - { event: contact.created }\n"))
                .script("untriggered", "request: { url: \"{{ context.receiver }}/untriggered\" }\n")
                .script("inactive", "active: false\n" + script("inactive", "  - { event: contact.updated }\n")).start();

        Exchange exchange = send("contact.updated", GOLD);

        assertThat(outcomes(exchange)).extracting("script").containsExactly("everything", "exact", "family");
        assertThat(JsonPath.<String> read((Object) outcomes(exchange), "$[1].script")).isEqualTo("exact");
        assertThat(outcomes(exchange)).extracting("outcome").containsOnly("delivered");
        assertThat(outcomes(exchange)).extracting("status").containsOnly(200);
        assertThat(outcomes(exchange)).extracting("messageId").doesNotContainNull().doesNotHaveDuplicates();
        assertThat(paths()).containsExactly("/everything", "/exact", "/family");
        assertThat(exchange.getMessage().getHeader("CamelWebhookScriptMatched")).isEqualTo(3);
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource({
            "contact.updated,   contact.updated,    1",
            "contact.updated,   contact.Updated,    0",
            "contact.updated,   contact.updated.x,  0",
            "contact.*,         contact.updated,    1",
            "contact.*,         contact.a.b,        1",
            "contact.*,         contact,            0",
            "contact.*,         contacts.updated,   0",
            "a.b.*,             a.b.c,              1",
            "a.b.*,             a.c.b,              0",
            "'*',               anything,           1",
            "urn:x/y,           urn:x/y,            1" })
    void matchesByTheWholeTypeOrByItsFirstSegments(String trigger, String type, int calls) throws Exception {
        receiving().script("one", script("one", "  - { event: '" + trigger + "' }\n")).start();

        Exchange exchange = send(type, GOLD);

        assertThat(outcomes(exchange)).hasSize(calls);
        assertThat(paths()).hasSize(calls);
    }

    @Test
    void aConditionDecidesAndTheScriptIsCalledOnceHoweverManyTriggersMatch() throws Exception {
        receiving().script("gold", script("gold", "  - { event: contact.updated, when: \"contact.tier == 'gold'\" }\n"))
                .script("silver", script("silver", "  - { event: contact.updated, when: \"contact.tier == 'silver'\" }\n"))
                .script("twice",
                        script("twice", "  - { event: contact.*, when: \"contact.id == 7\" }\n  - { event: contact.updated }\n"
                                        + "  - { event: '*', when: missing }\n"))
                .start();

        Exchange exchange = send("contact.updated", GOLD);

        assertThat(outcomes(exchange)).extracting("script").containsExactly("gold", "twice");
        assertThat(paths()).containsExactly("/gold", "/twice");
    }

    @Test
    void aConditionThatCannotBeEvaluatedIsTheFailureOfItsScriptAlone() throws Exception {
        receiving().script("broken", script("broken", "  - { event: contact.updated, when: \"contact.tier > 5\" }\n"))
                .script("sound", script("sound", "  - { event: contact.updated }\n"))
                .deadLetter("letters", "mock:letters").script("stored",
                        script("stored", "  - { event: contact.updated, when: \"contact.tier > 5\" }\n")
                                                                        + "deadLetter: { to: letters }\n")
                .start();

        Exchange exchange = send("contact.updated", GOLD);

        WebhookScriptDispatchException failure = exchange.getException(WebhookScriptDispatchException.class);
        assertThat(paths()).containsExactly("/sound");
        assertThat(failure.getOutcomes()).extracting("script", "outcome").containsExactly(
                tuple("broken", "notSent"), tuple("sound", "delivered"),
                tuple("stored", "notSent"));
        assertThat(failure.getOutcomes().get(0).reason()).startsWith("triggers[0].when cannot be evaluated: ")
                .contains("broken.webhookscript.yaml:7:");
        assertThat(failure.getCause()).isInstanceOf(WebhookScriptException.class);
        assertThat(failure).hasMessageContaining("script 'broken'").hasMessageContaining("1 failure");
        assertThat(exchange.getMessage().getBody()).isEqualTo(GOLD);
        assertThat(camel.camelContext().getEndpoint("mock:letters", MockEndpoint.class).getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void aConditionThatHoldsDecidesAlthoughAnotherCannotBeEvaluated() throws Exception {
        receiving().script("one", script("one",
                "  - { event: contact.updated, when: \"contact.tier > 5\" }\n  - { event: contact.updated, when: \"contact.id == 7\" }\n"))
                .start();

        assertThat(outcomes(send("contact.updated", GOLD))).extracting("outcome").containsExactly("delivered");
    }

    @Test
    void theFailureOfOneReceiverDoesNotTouchTheOthers() throws Exception {
        receiving().deadLetter("letters", "mock:letters");
        try (RawReceiver refusing = RawReceiver.answering(RawReceiver.response(422, "text/plain", "no"))) {
            camel.script("good", script("good", "  - { event: contact.updated }\n"))
                    .script("bad", script("bad", "  - { event: contact.updated }\n").replace(
                            "{{ context.receiver }}", "http://127.0.0.1:" + refusing.port()) + "deadLetter: { to: letters }\n")
                    .start();

            Exchange exchange = send("contact.updated", GOLD);

            assertThat(outcomes(exchange)).extracting("script").containsExactly("bad", "good");
            assertThat(outcomes(exchange)).extracting("outcome").containsExactly("refused", "delivered");
            assertThat(outcomes(exchange).get(0)).containsEntry("status", 422).hasEntrySatisfying("reason",
                    reason -> assertThat(reason).asString().contains("422"));
            assertThat(outcomes(exchange).get(1)).containsOnlyKeys("script", "outcome", "status", "messageId");
        }
    }

    @Test
    void noMatchingScriptIsAnEmptyListThatIsCounted() throws Exception {
        receiving().script("one", script("one", "  - { event: contact.updated }\n")).start();

        Exchange exchange = send("contact.deleted", GOLD);
        send("contact.updated", GOLD);

        assertThat(outcomes(exchange)).isEmpty();
        assertThat(exchange.getMessage().getHeader("CamelWebhookScriptMatched")).isEqualTo(0);
        assertThat(camel.component().dispatchStatus()).satisfies(status -> {
            assertThat(status.matched()).isEqualTo(1);
            assertThat(status.unmatched()).isEqualTo(1);
            assertThat(status.rejected()).isZero();
            assertThat(status.lastUnmatched().type()).isEqualTo("contact.deleted");
        });
    }

    @Test
    void anAsyncScriptIsAcceptedAndASyncOneIsAwaited() throws Exception {
        receiving().script("later", "execution: async\n" + script("later", "  - { event: contact.updated }\n"))
                .script("now", script("now", "  - { event: contact.updated }\n")).start();

        Exchange exchange = send("contact.updated", GOLD);

        assertThat(outcomes(exchange)).extracting("script", "outcome", "status").containsExactly(
                tuple("later", "accepted", null),
                tuple("now", "delivered", 200));
        await().untilAsserted(() -> assertThat(paths()).containsExactly("/later", "/now"));
    }

    @Test
    void theOutcomesAreReadByTheLanguagesOfARouteAndAsJsonText() throws Exception {
        receiving().script("one", script("one", "  - { event: contact.updated }\n")).route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("webhookscript:event:contact.updated")
                        .setVariable("first", simple("${body[0][outcome]}"))
                        .setVariable("size", simple("${body.size}"))
                        .setVariable("written").body(String.class);
            }
        }).start();

        Exchange exchange = camel.call("direct:in", GOLD);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getVariable("first")).isEqualTo("delivered");
        assertThat(exchange.getVariable("size")).isEqualTo(1);
        assertThat(exchange.getVariable("written", String.class)).startsWith("[{\"script\":\"one\",\"outcome\":\"delivered\",");
        assertThat(new ObjectMapper().valueToTree(exchange.getMessage().getBody()).toString())
                .isEqualTo(exchange.getVariable("written"));
    }

    @Test
    void aVariableTakesTheOutcomesSoThatTheBodyStays() throws Exception {
        receiving().script("one", script("one", "  - { event: contact.updated }\n")).route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toV("webhookscript:event:contact.updated", null, "outcomes");
            }
        }).start();

        Exchange exchange = camel.call("direct:in", GOLD);

        assertThat(exchange.getMessage().getBody()).isEqualTo(GOLD);
        assertThat(exchange.getVariable("outcomes", List.class)).hasSize(1);
    }

    @Test
    void aDryRunShowsTheRequestOfEachScriptAndSendsNothing() throws Exception {
        receiving().script("one", script("one", "  - { event: contact.updated }\n"))
                .script("two", script("two", "  - { event: contact.updated, when: \"contact.tier > 5\" }\n"))
                .script("three", script("three", "  - { event: contact.updated, when: \"contact.id == 8\" }\n")).start();

        Exchange exchange = camel.call("webhookscript:event:contact.updated?dryRun=true", GOLD);

        assertThat(outcomes(exchange)).extracting("script").containsExactly("one", "two");
        assertThat(outcomes(exchange).get(0)).containsEntry("method", "POST").containsEntry("body", "{\"id\":7}");
        assertThat(outcomes(exchange).get(1)).hasEntrySatisfying("problems",
                problems -> assertThat(problems).asString().contains("triggers[0].when cannot be evaluated"));
        assertThat(paths()).isEmpty();
        assertThat(camel.component().dispatchStatus().matched()).isZero();
    }

    @Test
    void theOptionsOfTheEndpointHoldForAllScripts() throws Exception {
        receiving(RawReceiver.response(422, "text/plain", "no"))
                .script("one", script("{{ context.tenant }}", "  - { event: contact.updated }\n"))
                .script("two", script("{{ context.tenant }}", "  - { event: contact.updated }\n")).start();

        MockEndpoint letters = camel.camelContext().getEndpoint("mock:letters", MockEndpoint.class);

        Exchange exchange = camel.call(
                "webhookscript:event:contact.updated?context.tenant=acme&deadLetter=mock:letters", GOLD);

        assertThat(outcomes(exchange)).hasSize(2);
        assertThat(paths()).containsExactly("/acme", "/acme");
        assertThat(letters.getReceivedCounter()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({ "webhookscript:event:, event type is missing", "webhookscript:event:a?replay=true, belongs to one script" })
    void anEndpointThatMakesNoSenseStopsTheStart(String uri, String words) throws Exception {
        receiving().start();

        assertThatThrownBy(() -> camel.call(uri, GOLD)).hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause().hasMessageContaining(words);
    }
}
