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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import io.webhookscript.spi.RequestSigner;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.webhookscript.http.RawReceiver.response;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What breaks inside, a Java Error too, ends the delivery with an outcome and a dead letter, and leaves nobody waiting.
 */
@Timeout(180)
class AnErrorIsAnOutcomeTest {

    private static final String LETTERS = "deadLetter: { to: letters }\n";

    @TempDir
    private Path folder;

    private WebhookScriptTestSupport broken(RawReceiver receiver, String script) {
        return new WebhookScriptTestSupport(receiver, folder).script("broken", script).deadLetter("letters", "mock:letters");
    }

    @ParameterizedTest
    @ValueSource(classes = {
            StackOverflowError.class, NoClassDefFoundError.class, OutOfMemoryError.class, AssertionError.class,
            IllegalStateException.class })
    void aBeanThatBreaksInsideAnAttemptEndsTheDelivery(Class<? extends Throwable> type) throws Exception {
        String script = """
                request: { url: "{{ context.receiver }}/", signature: { ref: "#breaking" } }
                """ + LETTERS;
        try (RawReceiver receiver = RawReceiver.answering(response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel = broken(receiver, script)) {
            camel.camelContext().getRegistry().bind("breaking", RequestSigner.class,
                    (RequestSigner) (call, id, at) -> sneaky(type));
            camel.start();

            assertOutcome(camel.call("webhookscript:broken", Map.of("id", 7)), camel);
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void anEventNestedBeyondTheStackEndsTheDelivery() throws Exception {
        String script = "request: { url: \"{{ context.receiver }}/\", body: { json: \"{{ event }}\" } }\n" + LETTERS;
        try (RawReceiver receiver = RawReceiver.answering(response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel = broken(receiver, script).start()) {
            String event = "[".repeat(200_000) + "]".repeat(200_000);

            Exchange exchange = camel.camelContext().createProducerTemplate().request("webhookscript:broken", e -> {
                e.getMessage().setBody(event);
                e.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
            });

            assertOutcome(exchange, camel);
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(classes = { StackOverflowError.class, NoClassDefFoundError.class, IllegalStateException.class })
    void anEventThatBreaksWhenItIsReadEndsTheDelivery(Class<? extends Throwable> type) throws Exception {
        String script = "request: { url: \"{{ context.receiver }}/\" }\n" + LETTERS;
        try (RawReceiver receiver = RawReceiver.answering(response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel = broken(receiver, script).start()) {
            Iterable<Object> lazy = () -> sneaky(type);

            Exchange exchange = camel.call("webhookscript:broken", lazy);

            assertThat(exchange.getException(WebhookScriptException.class).getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(exchange.getException()).hasMessageContaining("the event cannot be read: " + type.getName());
            assertThat(camel.component().deliveryStatus("broken").orElseThrow().inFlight()).isZero();
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(classes = {
            StackOverflowError.class, NoClassDefFoundError.class, OutOfMemoryError.class, AssertionError.class,
            IllegalStateException.class })
    void aVariableThatBreaksWhenItIsRenderedEndsTheDelivery(Class<? extends Throwable> type) throws Exception {
        String script = "request: { url: \"{{ context.receiver }}/\", headers: { X: \"{{ variable.lazy }}\" } }\n" + LETTERS;
        try (RawReceiver receiver = RawReceiver.answering(response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel = broken(receiver, script).start()) {
            Iterable<Object> lazy = () -> sneaky(type);
            Exchange call = camel.exchange(Map.of());
            call.setPattern(ExchangePattern.InOut);
            call.setVariable("lazy", lazy);

            Exchange exchange = camel.camelContext().createProducerTemplate().asyncSend("webhookscript:broken", call)
                    .get(30, TimeUnit.SECONDS);

            assertOutcome(exchange, camel);
            assertThat(camel.component().deliveryStatus("broken").orElseThrow().inFlight()).isZero();
        }
    }

    @Test
    void aRateKeyThatBreaksEndsTheDelivery() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        String script = """
                inputs: [customer]
                request: { method: PUT, url: "{{ context.receiver }}/" }
                limits:
                  rate: { requests: 100, per: 1s, key: "{{ customer + 1 }}" }
                  retry: { maxAttempts: 3, delay: 1ms }
                """ + LETTERS;
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                asked.incrementAndGet();
                peer.send(response(503, "text/plain", "x"));
            }
        }); WebhookScriptTestSupport camel = broken(receiver, script).start()) {
            Exchange call = camel.exchange(Map.of());
            call.setPattern(ExchangePattern.InOut);
            call.setVariable("customer", "no number");

            Exchange exchange = camel.camelContext().createProducerTemplate().asyncSend("webhookscript:broken", call)
                    .get(30, TimeUnit.SECONDS);

            assertOutcome(exchange, camel);
            assertThat(asked).hasValue(0);
        }
    }

    private static void assertOutcome(Exchange exchange, WebhookScriptTestSupport camel) {
        assertThat(exchange.getException()).isInstanceOf(WebhookScriptException.class);
        assertThat(exchange.getException(WebhookScriptException.class).getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(camel.camelContext().getEndpoint("mock:letters", MockEndpoint.class).getReceivedCounter()).isOne();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable, R> R sneaky(Class<? extends Throwable> type) throws T {
        try {
            throw (T) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
