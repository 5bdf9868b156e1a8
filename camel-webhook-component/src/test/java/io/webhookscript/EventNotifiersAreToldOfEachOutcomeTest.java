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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.BreakerState;
import io.webhookscript.delivery.report.DeliveryStatus;
import io.webhookscript.delivery.report.WebhookScriptAttemptEvent;
import io.webhookscript.delivery.report.WebhookScriptBreakerStateEvent;
import io.webhookscript.delivery.report.WebhookScriptDeadLetterFailedEvent;
import io.webhookscript.delivery.report.WebhookScriptDeliveredEvent;
import io.webhookscript.delivery.report.WebhookScriptEvent;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.delivery.report.WebhookScriptFailedEvent;
import io.webhookscript.delivery.report.WebhookScriptStoppedEvent;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.webhookscript.http.RawReceiver.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Whoever watches by Camel's event notifiers sees each attempt and how each delivery ended, and never a secret. */
@Tag("slow")
class EventNotifiersAreToldOfEachOutcomeTest {

    private static final String SCRIPT = """
            tenant: acme
            request: { url: "{{ context.receiver }}/hooks/{{ secret.path }}" }
            limits: { retry: { maxAttempts: 2, delay: 1ms, jitter: 0 }, circuitBreaker: false }
            response:
              outcomes: [ { status: [410], is: gone } ]
              variables: { id: { jsonpath: $.id, required: true } }
            """;
    private static final String OK = response(200, "application/json", "{\"id\":1}");
    private static final String SECRET = "s3cr3t-path-value";

    private final Queue<WebhookScriptEvent> events = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    private final class Recorder extends EventNotifierSupport {

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof WebhookScriptEvent ours) {
                events.add(ours);
            }
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments("unusable", response(200, "application/json", "{}"), Outcome.UNUSABLE, OptionalInt.of(200), 1),
                arguments("temporary", response(503, "text/plain", "x"), Outcome.TEMPORARY, OptionalInt.of(503), 2),
                arguments("refused", response(404, "text/plain", "no " + SECRET), Outcome.REFUSED, OptionalInt.of(404), 1),
                arguments("gone", response(410, "text/plain", "x"), Outcome.GONE, OptionalInt.of(410), 1));
    }

    @Test
    void aDeliveryIsNotifiedWithItsAttempts() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response(503, "text/plain", "x"), OK);
             WebhookScriptTestSupport camel = start(receiver, SCRIPT)) {
            Exchange exchange = camel.call("webhookscript:watched", Map.of());

            assertThat(exchange.getException()).isNull();
            assertThat(events).hasSize(3);
            WebhookScriptAttemptEvent first = all(WebhookScriptAttemptEvent.class).get(0);
            assertThat(first.getNumber()).isEqualTo(1);
            assertThat(first.getOutcome()).isEqualTo(Outcome.TEMPORARY);
            assertThat(first.getStatus()).hasValue(503);
            assertThat(first.getNextDelay()).contains(Duration.ofMillis(1));
            assertThat(first.getNextReason()).isEqualTo("limits.retry");
            assertThat(first.getRateWait()).isZero();
            WebhookScriptAttemptEvent second = all(WebhookScriptAttemptEvent.class).get(1);
            assertThat(second.getNumber()).isEqualTo(2);
            assertThat(second.getOutcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(second.getReason()).isEmpty();
            assertThat(second.getNextDelay()).isEmpty();
            WebhookScriptDeliveredEvent delivered = only(WebhookScriptDeliveredEvent.class);
            assertThat(delivered.getOutcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(delivered.getStatus()).hasValue(200);
            assertThat(delivered.getAttempts()).hasSize(2);
            assertThat(delivered.getRetryWait()).isPositive();
            assertThat(delivered.getDuration()).isGreaterThanOrEqualTo(delivered.getRetryWait());
            String id = exchange.getMessage().getHeader(WebhookScriptConstants.MESSAGE_ID, String.class);
            assertThat(events).allSatisfy(event -> {
                assertThat(event.getMessageId()).contains(id);
                assertThat(event.getScript()).isEqualTo("watched");
                assertThat(event.getVersion())
                        .isEqualTo(exchange.getMessage().getHeader(WebhookScriptConstants.SCRIPT_VERSION));
                assertThat(event.getTenant()).contains("acme");
                assertThat(event.getSource()).isSameAs(camel.camelContext());
                assertThat(event.getType()).isEqualTo(CamelEvent.Type.Custom);
                assertThat(event.getTimestamp()).isEqualTo(event.getAt().toEpochMilli()).isPositive();
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void aFailureIsNotified(String name, String response, Outcome outcome, OptionalInt status, int attempts) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response);
             WebhookScriptTestSupport camel = start(receiver, SCRIPT)) {
            Exchange exchange = camel.call("webhookscript:watched?deadLetter=mock:letters", Map.of());

            WebhookScriptFailedEvent failed = only(WebhookScriptFailedEvent.class);
            assertThat(failed.getOutcome()).isEqualTo(outcome);
            assertThat(failed.getStatus()).isEqualTo(status);
            assertThat(failed.getReason()).isEqualTo(exchange.getException(WebhookScriptException.class).getReason());
            assertThat(failed.getMessageId())
                    .contains(exchange.getException(WebhookScriptException.class).getMessageId());
            assertThat(failed.isDeadLettered()).isTrue();
            assertThat(failed.isHandedBack()).isFalse();
            assertThat(failed.getAttempts()).hasSize(attempts);
            assertThat(all(WebhookScriptAttemptEvent.class)).hasSize(attempts);
            assertThat(all(WebhookScriptStoppedEvent.class)).hasSize(outcome.stopsScript() ? 1 : 0);
            assertThat(events).hasSize(attempts + 1 + (outcome.stopsScript() ? 1 : 0));
            assertThat(events.toString()).contains(outcome.code()).doesNotContain(SECRET);
        }
    }

    @Test
    void anEventThatWasNotSentIsNotified() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK); WebhookScriptTestSupport camel = start(receiver, SCRIPT)) {
            camel.call("webhookscript:watched?context.receiver=http://127.0.0.1:1", Map.of());

            WebhookScriptFailedEvent failed = only(WebhookScriptFailedEvent.class);
            assertThat(failed.getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(failed.getStatus()).isEmpty();
            assertThat(failed.getAttempts()).isEmpty();
            assertThat(failed.isDeadLettered()).isFalse();
            assertThat(events).hasSize(1);
        }
    }

    @Test
    void aStoppedScriptIsNotifiedOnce() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response(410, "text/plain", "x"));
             WebhookScriptTestSupport camel = start(receiver, SCRIPT)) {
            camel.call("webhookscript:watched", Map.of());
            camel.call("webhookscript:watched", Map.of());

            assertThat(only(WebhookScriptStoppedEvent.class).getMessageId())
                    .isEqualTo(all(WebhookScriptFailedEvent.class).get(0).getMessageId());
            assertThat(all(WebhookScriptFailedEvent.class)).extracting(WebhookScriptFailedEvent::getOutcome)
                    .containsExactly(Outcome.GONE, Outcome.NOT_SENT);
        }
    }

    @Test
    void aLostDeadLetterIsNotified() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response(404, "text/plain", "x"));
             WebhookScriptTestSupport camel = start(receiver, SCRIPT)) {
            camel.call("webhookscript:watched?deadLetter=direct:nobody-there?block=false", Map.of());

            WebhookScriptDeadLetterFailedEvent lost = only(WebhookScriptDeadLetterFailedEvent.class);
            assertThat(lost.getOutcome()).isEqualTo(Outcome.REFUSED);
            assertThat(lost.getReason()).contains("nobody-there");
            assertThat(lost.getMessageId()).isEqualTo(only(WebhookScriptFailedEvent.class).getMessageId());
            assertThat(only(WebhookScriptFailedEvent.class).isDeadLettered()).isFalse();
        }
    }

    @Test
    void statesOfTheBreakerAreNotified() throws Exception {
        String script = """
                request: { url: "{{ context.receiver }}/" }
                limits:
                  retry: { maxAttempts: 1 }
                  circuitBreaker:
                    slidingWindowSize: 2
                    minimumNumberOfCalls: 2
                    waitDurationInOpenState: 50ms
                    permittedNumberOfCallsInHalfOpenState: 1
                    whenOpen: wait
                """;
        String ill = response(500, "text/plain", "ill");
        try (RawReceiver receiver = RawReceiver.answering(ill, ill, OK);
             WebhookScriptTestSupport camel = start(receiver, script)) {
            camel.call("webhookscript:watched", Map.of());
            camel.call("webhookscript:watched", Map.of());
            camel.call("webhookscript:watched", Map.of());

            assertThat(all(WebhookScriptBreakerStateEvent.class))
                    .extracting(WebhookScriptBreakerStateEvent::getFrom, WebhookScriptBreakerStateEvent::getTo)
                    .containsExactly(
                            tuple(BreakerState.CLOSED, BreakerState.OPEN),
                            tuple(BreakerState.OPEN, BreakerState.HALF_OPEN),
                            tuple(BreakerState.HALF_OPEN, BreakerState.CLOSED));
            assertThat(only(WebhookScriptDeliveredEvent.class).getBreakerWait()).isPositive();
        }
    }

    @Test
    void theWaitForTheRateIsNotified() throws Exception {
        String script = """
                request: { url: "{{ context.receiver }}/" }
                limits: { rate: { requests: 1, per: 2s } }
                """;
        try (RawReceiver receiver = RawReceiver.answering(OK); WebhookScriptTestSupport camel = start(receiver, script)) {
            camel.call("webhookscript:watched", Map.of());
            camel.call("webhookscript:watched", Map.of());

            List<WebhookScriptAttemptEvent> attempts = all(WebhookScriptAttemptEvent.class);
            assertThat(attempts.get(0).getRateWait()).isZero();
            assertThat(attempts.get(1).getRateWait()).isPositive();
            assertThat(all(WebhookScriptDeliveredEvent.class).get(1).getRateWait())
                    .isEqualTo(attempts.get(1).getRateWait());
        }
    }

    @Test
    void asyncDeliveriesAreNotified() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK); WebhookScriptTestSupport camel = start(receiver, SCRIPT)) {
            camel.call("webhookscript:watched?execution=async", Map.of());

            Awaitility.await().untilAsserted(() -> assertThat(all(WebhookScriptDeliveredEvent.class)).hasSize(1));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    @Timeout(180)
    void aNotifierThatFailsDoesNotChangeADelivery(boolean byAnError) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK);
             WebhookScriptTestSupport camel = support(receiver, SCRIPT)) {
            camel.camelContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
                @Override
                public void notify(CamelEvent event) {
                    if (event instanceof WebhookScriptEvent && byAnError) {
                        throw new StackOverflowError();
                    }
                    if (event instanceof WebhookScriptEvent) {
                        throw new IllegalStateException("a notifier's own trouble");
                    }
                }
            });
            camel.camelContext().getManagementStrategy().addEventNotifier(new Recorder());
            camel.start();

            assertThat(camel.call("webhookscript:watched", Map.of()).getException()).isNull();
            assertThat(only(WebhookScriptDeliveredEvent.class)).isNotNull();
        }
    }

    @Test
    void consolesReadTheSameInNumbers() throws Exception {
        try (RawReceiver receiver
                = RawReceiver.answering(response(503, "text/plain", "x"), OK, response(404, "text/plain", "x"));
             WebhookScriptTestSupport camel = start(receiver, SCRIPT)) {
            assertThat(camel.component().deliveryStatus("watched")).isEmpty();
            camel.call("webhookscript:watched", Map.of());
            camel.call("webhookscript:watched", Map.of());

            DeliveryStatus status = camel.component().deliveryStatus("watched").orElseThrow();

            assertThat(status.running()).isTrue();
            assertThat(status.sinceStart().ended()).hasSize(Outcome.values().length).containsEntry(Outcome.DELIVERED, 1L)
                    .containsEntry(Outcome.REFUSED, 1L).containsEntry(Outcome.NOT_SENT, 0L);
            assertThat(status.sinceStart().attempts()).isEqualTo(3);
            assertThat(status.limits().breaker()).isNull();
            assertThat(status.sinceStart().lastEnded()).extracting(DeliveryStatus.EndedDelivery::outcome)
                    .containsExactly(Outcome.REFUSED, Outcome.DELIVERED);
            assertThat(status.inFlight() + status.calling() + status.waiting().total()).isZero();
            assertThat(camel.component().deliveryStatuses()).extracting(found -> found.script().name())
                    .containsExactly("watched");
        }
    }

    @Test
    void consolesSeeWhatWaits() throws Exception {
        String script = """
                execution: async
                request: { url: "{{ context.receiver }}/" }
                limits: { retry: { maxAttempts: 2, delay: 1h, maxDelay: 1h }, circuitBreaker: { slidingWindowSize: 100 } }
                """;
        try (RawReceiver receiver = RawReceiver.answering(response(503, "text/plain", "x"));
             WebhookScriptTestSupport camel = start(receiver, script)) {
            camel.call("webhookscript:watched", Map.of());
            camel.call("webhookscript:watched", Map.of());

            Awaitility.await().untilAsserted(() -> assertThat(camel.component().deliveryStatus("watched")).get()
                    .satisfies(status -> {
                        assertThat(status.inFlight()).isEqualTo(2);
                        assertThat(status.waiting().forRetry()).isEqualTo(2);
                        assertThat(status.calling()).isZero();
                        assertThat(status.limits().breaker()).isEqualTo(BreakerState.CLOSED);
                    }));
        }
    }

    private WebhookScriptTestSupport support(RawReceiver receiver, String script) {
        WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("watched", script);
        camel.camelContext().getPropertiesComponent().addInitialProperty("webhookscript.secret.path", SECRET);
        return camel;
    }

    private WebhookScriptTestSupport start(RawReceiver receiver, String script) throws Exception {
        WebhookScriptTestSupport camel = support(receiver, script);
        camel.camelContext().getManagementStrategy().addEventNotifier(new Recorder());
        return camel.start();
    }

    private <T extends WebhookScriptEvent> List<T> all(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private <T extends WebhookScriptEvent> T only(Class<T> type) {
        assertThat(all(type)).hasSize(1);
        return all(type).get(0);
    }
}
