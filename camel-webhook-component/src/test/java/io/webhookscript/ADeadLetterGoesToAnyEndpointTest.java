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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.delivery.report.WebhookScriptDeadLetterFailedEvent;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.webhookscript.http.RawReceiver.response;
import static org.assertj.core.api.Assertions.assertThat;

/** A dead letter is stored wherever Camel reaches; where that fails, nothing is lost silently. */
@Tag("slow")
class ADeadLetterGoesToAnyEndpointTest {

    private static final String SCRIPT = """
            request: { url: "{{ context.receiver }}/" }
            deadLetter: { to: letters }
            """;

    @TempDir
    private Path folder;
    @TempDir
    private Path letters;
    private final List<WebhookScriptDeadLetterFailedEvent> lost = new CopyOnWriteArrayList<>();

    private WebhookScriptTestSupport start(RawReceiver receiver, String to) throws Exception {
        WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("failing", SCRIPT)
                .deadLetter("letters", to);
        // an Error leaves the exchange of its route in flight, and the stop of the context waits for it
        camel.camelContext().getShutdownStrategy().setTimeout(1);
        camel.camelContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof WebhookScriptDeadLetterFailedEvent failed) {
                    lost.add(failed);
                }
            }
        });
        return camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:broken").throwException(new IllegalStateException("the disk is full"));
                from("direct:rolled-back").markRollbackOnly();
                from("direct:out-of-memory").process(exchange -> {
                    throw new OutOfMemoryError("made up");
                });
            }
        });
    }

    @Test
    void aFolderHoldsTheDeadLetter() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response(404, "text/plain", "x"));
             WebhookScriptTestSupport camel = start(receiver, "file:" + letters).start()) {
            String id = fail(camel).getMessageId();

            assertIsTheLetter(Files.readString(letters.resolve(id + ".json")), id);
        }
    }

    @Test
    void aQueueInMemoryHoldsTheDeadLetter() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response(404, "text/plain", "x"));
             WebhookScriptTestSupport camel = start(receiver, "seda:dead").start()) {
            String id = fail(camel).getMessageId();

            String letter = camel.camelContext().createConsumerTemplate().receiveBody("seda:dead", 60_000, String.class);
            assertIsTheLetter(letter, id);
            assertThat(camel.camelContext().createConsumerTemplate().receiveBodyNoWait("seda:dead")).isNull();
        }
    }

    @Test
    void aQueueOfABrokerHoldsTheDeadLetter() throws Exception {
        try (EmbeddedBroker broker = new EmbeddedBroker();
             RawReceiver receiver = RawReceiver.answering(response(404, "text/plain", "x"));
             WebhookScriptTestSupport camel = start(receiver, "jms:queue:dead")) {
            camel.camelContext().addComponent("jms", JmsComponent.jmsComponent(broker.connections()));
            camel.start();
            String id = fail(camel).getMessageId();

            assertIsTheLetter(broker.take("dead", 60_000), id);
            assertThat(broker.messages("dead")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "direct:broken", "direct:out-of-memory", "direct:rolled-back", "direct:nobody?block=false", "no-such-component:x",
            "file:",
            "seda:dead?noSuchOption=1" })
    void aLostDeadLetterFailsItsCallerAndIsNotified(String to) throws Exception {
        try (LogLines lines = LogLines.from(Level.INFO);
             RawReceiver receiver = RawReceiver.answering(response(404, "text/plain", "x"));
             WebhookScriptTestSupport camel = start(receiver, to).start()) {
            String id = fail(camel).getMessageId();

            assertThat(lines.of(Level.ERROR)).singleElement().asString().contains("script failing message " + id + ": ");
            assertThat(lost).singleElement().satisfies(event -> {
                assertThat(event.getMessageId()).contains(id);
                assertThat(event.getReason()).isNotBlank();
            });
        }
    }

    /**
     * Ordinary failures are told once in ten seconds; the line that is all that is left of an event is never held back.
     */
    @Test
    void eachOfAThousandLostDeadLettersIsLoggedWithItsId() throws Exception {
        int events = 1000;
        try (LogLines lines = LogLines.from(Level.INFO);
             RawReceiver receiver = RawReceiver.answering(response(404, "text/plain", "x"));
             WebhookScriptTestSupport camel = start(receiver, "direct:broken").start()) {
            long begun = System.nanoTime();
            Set<String> accepted = new HashSet<>();
            for (int i = 0; i < events; i++) {
                Exchange exchange = camel.call("webhookscript:failing?execution=async", Map.of("id", i));
                accepted.add(exchange.getMessage().getHeader(WebhookScriptConstants.MESSAGE_ID, String.class));
            }
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> receiver.requests().size() == events
                    && camel.component().deliveryStatus("failing").orElseThrow().inFlight() == 0);
            long tensOfSeconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds() / 10;

            assertThat(accepted).hasSize(events);
            assertThat(lines.of(Level.ERROR).map(ADeadLetterGoesToAnyEndpointTest::idIn))
                    .containsExactlyInAnyOrderElementsOf(accepted);
            assertThat(lost).hasSize(events);
            assertThat(lines.of(Level.WARN).count()).isBetween(1L, 2 + tensOfSeconds);
        }
    }

    private static String idIn(String line) {
        Matcher id = Pattern.compile("script failing message (\\S+): its dead letter could not be stored").matcher(line);
        assertThat(id.find()).as(line).isTrue();
        return id.group(1);
    }

    private static WebhookScriptException fail(WebhookScriptTestSupport camel) {
        Exchange exchange = camel.call("webhookscript:failing", Map.of("id", 7));
        assertThat(exchange.getException()).isInstanceOf(WebhookScriptException.class);
        return exchange.getException(WebhookScriptException.class);
    }

    private static void assertIsTheLetter(String text, String id) throws Exception {
        JsonNode letter = new ObjectMapper().readTree(text);
        assertThat(letter.get("messageId").asText()).isEqualTo(id);
        assertThat(letter.get("event").toString()).isEqualTo("{\"id\":7}");
    }
}
