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
package io.webhookscript.deadletter;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.webhookscript.WebhookScriptTestSupport;
import io.webhookscript.delivery.report.WebhookScriptDeadLetterFailedEvent;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.problem.InvalidScriptException;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.problem.Severity;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore.Range;
import io.webhookscript.store.RestartableStore;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A failed delivery whose dead-letter endpoint is {@code store} becomes a letter in the component's store. */
@Timeout(180)
class FailedDeliveriesAreStoredTest {

    private static final String FAILING = "request: { method: PUT, url: \"{{ context.receiver }}/\" }\n";

    @TempDir
    private Path folder;
    private final RestartableStore store = new RestartableStore();
    private final List<WebhookScriptDeadLetterFailedEvent> lost = Collections.synchronizedList(new ArrayList<>());
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void make() throws Exception {
        camel = new WebhookScriptTestSupport(
                RawReceiver.answering(RawReceiver.response(404, "text/plain", "no contact")), folder);
        camel.camelContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof WebhookScriptDeadLetterFailedEvent failed) {
                    lost.add(failed);
                }
            }
        });
    }

    private WebhookScriptTestSupport withStore() {
        camel.component().setStore(store);
        return camel;
    }

    private List<DeadLetter> letters() {
        return store.deadLetters().find(DeadLetterFilter.ALL, Range.newest(100)).letters();
    }

    private List<String> mocked(String endpoint) {
        return camel.camelContext().getEndpoint(endpoint, MockEndpoint.class).getExchanges().stream()
                .map(letter -> letter.getMessage().getBody(String.class)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = { "deadLetter: store\n", "deadLetter: { to: store }\n", "" })
    void aScriptMayNameTheStoreAndItIsTheDefault(String yaml) throws Exception {
        withStore().script("order", FAILING + yaml).start();

        Exchange call = camel.call("webhookscript:order", Map.of("id", 7));

        WebhookScriptException failure = call.getException(WebhookScriptException.class);
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.messageId()).isEqualTo(failure.getMessageId());
            assertThat(letter.script()).isEqualTo("order");
            assertThat(letter.outcome()).isEqualTo("refused");
            assertThat(letter.status()).isEqualTo(404);
            assertThat(letter.reason()).contains("404");
            assertThat(letter.failedAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
            assertThat(letter.replays().last()).isNull();
            assertThat(letter.replays().count()).isZero();
        });
        String document = store.deadLetters().get(failure.getMessageId()).orElseThrow().contents().document();
        assertThat(document).contains("\"messageId\":\"" + failure.getMessageId(), "\"event\":{\"id\":7}");
        assertThat(lost).isEmpty();
    }

    @Test
    void anInOnlyCallerContinuesOnceTheLetterIsStored() throws Exception {
        withStore().script("order", FAILING).start();
        Exchange call = camel.camelContext().createProducerTemplate().send("webhookscript:order", exchange -> {
            exchange.setPattern(ExchangePattern.InOnly);
            exchange.getMessage().setBody("{}");
        });

        assertThat(call.getException()).isNull();
        assertThat(call.getMessage().getHeader("CamelWebhookScriptOutcome")).isEqualTo("refused");
        assertThat(letters()).hasSize(1);
    }

    @Test
    void anotherDefaultOfTheComponentRemainsTheDefault() throws Exception {
        camel.component().setDeadLetter("mock:dead");
        withStore().script("order", FAILING).script("kept", FAILING + "deadLetter: store\n").start();

        camel.call("webhookscript:order", "{}");
        camel.call("webhookscript:kept", "{}");
        camel.call("webhookscript:order?deadLetter=store", "{}");

        assertThat(mocked("mock:dead")).hasSize(1);
        assertThat(letters()).extracting(DeadLetter::script).containsExactly("order", "kept");
    }

    @Test
    void aScriptMayNameAnotherEndpointThanTheStore() throws Exception {
        camel.deadLetter("webhooks", "mock:named");
        withStore().script("order", FAILING + "deadLetter: webhooks\n").start();

        camel.call("webhookscript:order", "{}");
        camel.call("webhookscript:order?deadLetter=mock:uri", "{}");

        assertThat(mocked("mock:named")).hasSize(1);
        assertThat(mocked("mock:uri")).hasSize(1);
        assertThat(letters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "deadLetter: store\n", "deadLetter: { to: store }\n" })
    void aScriptThatNamesTheStoreDoesNotLoadWithoutOne(String yaml) {
        camel.script("order", FAILING + yaml);

        assertThatThrownBy(camel::start).rootCause().isInstanceOfSatisfying(InvalidScriptException.class,
                failure -> assertThat(failure.problems()).extracting(Problem::code)
                        .containsExactly(ProblemCode.UNKNOWN_ENDPOINT))
                .hasMessageContaining("there is no store").hasMessageContaining("the component option `store`");
    }

    @Test
    void anEndpointThatNamesTheStoreDoesNotStartWithoutOne() throws Exception {
        camel.script("order", FAILING).route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("webhookscript:order?deadLetter=store");
            }
        });

        assertThatThrownBy(camel::start).hasStackTraceContaining(
                "deadLetter=store: there is no store; set the component option store, or use another endpoint");
    }

    @Test
    void aComponentThatNamesTheStoreDoesNotStartWithoutOne() {
        camel.component().setDeadLetter("store");
        camel.script("order", FAILING);

        assertThatThrownBy(camel::start).hasStackTraceContaining("deadLetter=store: there is no store");
    }

    @Test
    void theNameOfTheStoreIsReserved() {
        camel.deadLetter("store", "mock:dead").script("order", FAILING);

        assertThatThrownBy(camel::start).hasStackTraceContaining("dead-letters.store=mock:dead: expected another name");
    }

    @Test
    void aToolWithoutCamelTakesTheNameOfTheStore() {
        ScriptReader reader = new ScriptReader(ScriptEnvironment.standalone());

        assertThat(reader.read("order.webhookscript.yaml",
                "webhookscript: \"1.0\"\nrequest: { method: PUT, url: \"https://example.com/\" }\ndeadLetter: store\n")
                .problems()).noneMatch(problem -> problem.code().severity() == Severity.ERROR);
    }

    @Test
    void aLetterThatCannotBeStoredIsReportedAndItsCallerHasTheException() throws Exception {
        store.deadLetters().fail("the store cannot be used now: disk full");
        withStore().script("order", FAILING).start();

        Exchange call = camel.camelContext().createProducerTemplate().send("webhookscript:order", exchange -> {
            exchange.setPattern(ExchangePattern.InOnly);
            exchange.getMessage().setBody("{}");
        });

        assertThat(call.getException()).isInstanceOf(WebhookScriptException.class);
        assertThat(lost).singleElement().satisfies(event -> assertThat(event.getReason()).contains("disk full"));
        assertThat(camel.component().scripts().lostDeadLetters()).containsOnlyKeys("order");
    }

    @Test
    void aStoreThatHangsHoldsACallerNoLongerThanItsTotalTime() throws Exception {
        store.deadLetters().hang();
        withStore().script("order", FAILING + "limits: { total: 1s, timeout: 500ms }\n").start();

        long began = System.nanoTime();
        Exchange call = camel.call("webhookscript:order", "{}");

        assertThat(call.getException()).isInstanceOf(WebhookScriptException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        assertThat(lost).singleElement()
                .satisfies(event -> assertThat(event.getReason()).contains("the store did not respond within"));
    }

    @Test
    void anEventThatCannotBeStoredIsReported() throws Exception {
        withStore().script("order", FAILING).start();

        Exchange call = camel.call("webhookscript:order", Map.of("x", Double.NaN));

        assertThat(call.getException()).isInstanceOf(WebhookScriptException.class);
        assertThat(letters()).isEmpty();
        assertThat(lost).hasSize(1);
    }

    @Test
    void noScriptHasTheNameOfTheEndpointForDeadLetters() {
        camel.script("deadletters", FAILING);

        assertThatThrownBy(camel::start).hasStackTraceContaining("not the reserved `event` or `deadletters`");
    }
}
