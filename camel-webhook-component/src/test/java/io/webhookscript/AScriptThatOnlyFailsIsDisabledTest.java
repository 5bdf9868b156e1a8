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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import io.webhookscript.delivery.condition.MemoryScriptStates;
import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.delivery.report.WebhookScriptFailingEvent;
import io.webhookscript.delivery.report.WebhookScriptStoppedEvent;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.store.ScriptCondition;
import io.webhookscript.store.ScriptStates;
import io.webhookscript.store.StoreException;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A script that had nothing but failures is reported after {@code warnAfter} and stopped after {@code disableAfter}.
 */
class AScriptThatOnlyFailsIsDisabledTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final String LIMITS = "warnAfter: 1d, disableAfter: 5d, ";

    @TempDir
    private Path folder;

    private final GivenTime time = new GivenTime("2026-01-01T00:00:00Z");
    private final List<WebhookScriptFailingEvent> warnings = new CopyOnWriteArrayList<>();
    private final List<WebhookScriptStoppedEvent> stops = new CopyOnWriteArrayList<>();
    private volatile int status = 503;
    private volatile String body = "{}";
    private RawReceiver receiver;
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws Exception {
        receiver = receiver();
    }

    private RawReceiver receiver() throws Exception {
        return RawReceiver.playing(peer -> {
            while (true) {
                peer.request();
                peer.send(RawReceiver.response(status, "application/json", body));
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        receiver.close();
        if (camel != null) {
            camel.close();
        }
    }

    private void start(String limits, ScriptStates states) throws Exception {
        camel = new WebhookScriptTestSupport(receiver, folder).script("hook", """
                request: { method: PUT, url: "{{ context.receiver }}/hook", body: { text: "{{ event.text }}" } }
                limits: { %s circuitBreaker: false, retry: { maxAttempts: 1 } }
                response:
                  outcomes: [ { status: [410], is: gone } ]
                  variables: { id: { jsonpath: $.id, required: true } }
                """.formatted(limits)).script("waiting", """
                execution: async
                request: { method: PUT, url: "{{ context.receiver }}/hook", body: { text: x } }
                limits: { disableAfter: 1h, circuitBreaker: false, retry: { schedule: [0s, 10m, 2h, 4h], jitter: 0 } }
                """);
        if (states != null) {
            camel.bind("states", states);
        }
        time.rules(camel);
        camel.component().setDeadLetter("mock:dead");
        camel.camelContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof WebhookScriptFailingEvent warning) {
                    warnings.add(warning);
                } else if (event instanceof WebhookScriptStoppedEvent stop) {
                    stops.add(stop);
                }
            }
        });
        camel.start();
    }

    private Exchange call(int answer) {
        status = answer;
        body = answer == 200 ? "{\"id\":1}" : "{}";
        return camel.call("webhookscript:hook", Map.of("text", "x"));
    }

    private ScriptState state(String script) {
        return camel.component().scripts().find(script).orElseThrow().state();
    }

    private Instant failingSince() {
        return camel.component().deliveryStatus("hook").orElseThrow().failingSince();
    }

    @Test
    void daysOfFailuresAreReportedOnceAndThenStopTheScript() throws Exception {
        start(LIMITS, null);
        Instant first = time.now();
        call(503);
        time.forward(DAY.minusMillis(1));
        call(422);
        assertThat(warnings).isEmpty();
        assertThat(failingSince()).isEqualTo(first);

        time.forward(Duration.ofMillis(1));
        call(503);
        call(503);
        assertThat(warnings).singleElement().satisfies(warning -> {
            assertThat(warning.getScript()).isEqualTo("hook");
            assertThat(warning.getSince()).isEqualTo(first);
            assertThat(warning.getDisabledAt()).contains(first.plus(DAY.multipliedBy(5)));
            assertThat(warning.getMessageId()).isPresent();
            assertThat(warning.toString()).contains("has only failed since 2026-01-01T00:00:00Z");
        });
        time.forward(DAY.multipliedBy(4).minusMillis(1));
        call(503);
        assertThat(state("hook")).isEqualTo(ScriptState.STARTED);

        time.forward(Duration.ofMillis(1));
        call(503);
        assertThat(state("hook")).isEqualTo(ScriptState.DISABLED);
        assertThat(warnings).hasSize(1);
        assertThat(stops).singleElement().satisfies(stop -> {
            assertThat(stop.getState()).isEqualTo(ScriptState.DISABLED);
            assertThat(stop.getReason()).isEqualTo(
                    "its calls have only failed since 2026-01-01T00:00:00Z, longer than limits.disableAfter (5d); the last"
                                                   + " failure: temporary, the receiver responded with 503");
        });
        int calls = receiver.requests().size();
        assertThat(call(200).getException(WebhookScriptException.class).getReason())
                .startsWith("the script is disabled, since its calls have only failed since 2026-01-01T00:00:00Z");
        assertThat(receiver.requests()).hasSize(calls);
    }

    @Test
    void aStartByHandBeginsAnew() throws Exception {
        start(LIMITS, null);
        call(503);
        time.forward(DAY.multipliedBy(5));
        call(503);
        assertThat(state("hook")).isEqualTo(ScriptState.DISABLED);

        camel.component().scripts().start("hook");
        assertThat(state("hook")).isEqualTo(ScriptState.STARTED);
        assertThat(failingSince()).isNull();
        call(503);
        assertThat(state("hook")).isEqualTo(ScriptState.STARTED);
        assertThat(call(200).getException()).isNull();
    }

    @Test
    void aDeliveredEventEndsTheStreak() throws Exception {
        start(LIMITS, null);
        call(503);
        time.forward(DAY);
        call(503);
        time.forward(DAY.multipliedBy(3));
        call(200);
        assertThat(failingSince()).isNull();
        time.forward(DAY);
        call(503);
        assertThat(state("hook")).isEqualTo(ScriptState.STARTED);
        time.forward(DAY);
        call(503);

        assertThat(warnings).extracting(WebhookScriptFailingEvent::getSince)
                .containsExactly(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-06T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(ints = { 503, 422, 299 })
    void everyFailedCallCounts(int answer) throws Exception {
        start(LIMITS, null);
        for (int day = 0; day <= 5; day++) {
            status = answer; // 299 without the required value is unusable
            camel.call("webhookscript:hook", Map.of("text", "x"));
            time.forward(DAY);
        }

        assertThat(state("hook")).isEqualTo(ScriptState.DISABLED);
    }

    @Test
    void eventsThatCannotBeSentDoNotCount() throws Exception {
        start(LIMITS, null);
        call(503);
        time.forward(DAY.multipliedBy(6));
        camel.call("webhookscript:hook", Map.of("text", "\uD800")); // no UTF-8 for half of a character

        assertThat(state("hook")).isEqualTo(ScriptState.STARTED);
        assertThat(receiver.requests()).hasSize(1);
        assertThat(warnings).isEmpty();
    }

    @Test
    void attemptsOfOneDeliveryCountAndItsWaitEndsWithTheScript() throws Exception {
        start(LIMITS, null);
        camel.call("webhookscript:waiting", Map.of());
        await().until(() -> camel.component().deliveryStatus("waiting").orElseThrow().waiting().forRetry() == 1);
        time.forward(Duration.ofMinutes(10));
        await().until(() -> receiver.requests().size() == 2
                && camel.component().deliveryStatus("waiting").orElseThrow().waiting().forRetry() == 1);
        assertThat(state("waiting")).isEqualTo(ScriptState.STARTED);
        time.forward(Duration.ofHours(2));

        await().until(() -> state("waiting") == ScriptState.DISABLED);
        await().until(() -> camel.component().deliveryStatus("waiting").orElseThrow().inFlight() == 0);
        assertThat(receiver.requests()).hasSize(3);
        assertThat(camel.component().deliveryStatus("waiting").orElseThrow().failingSince())
                .isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void scriptsWithoutLimitsOnlyShowSinceWhenTheyFail() throws Exception {
        start("", null);
        call(503);
        time.forward(DAY.multipliedBy(400));
        call(503);

        assertThat(failingSince()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(state("hook")).isEqualTo(ScriptState.STARTED);
        assertThat(warnings).isEmpty();
    }

    @Test
    void theHealthCheckShowsTheStreakAndStaysUp() throws Exception {
        start(LIMITS, null);
        call(503);
        assertThat(details()).containsEntry("script.hook.failingSince", "2026-01-01T00:00:00Z");
        time.forward(DAY.multipliedBy(5));
        call(503);

        assertThat(details()).hasEntrySatisfying(
                "script.hook.state", why -> assertThat(why.toString()).startsWith("the script is disabled, since its calls"));
    }

    private Map<String, Object> details() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(camel.camelContext());
        registry.loadHealthChecks();
        HealthCheck.Result result = registry.getCheck("webhookscript").orElseThrow().callReadiness();
        assertThat(result.getState()).as(String.valueOf(result.getMessage())).isEqualTo(HealthCheck.State.UP);
        return result.getDetails();
    }

    private void restart(ScriptStates states) throws Exception {
        restart(LIMITS, states);
    }

    private void restart(String limits, ScriptStates states) throws Exception {
        camel.close();
        receiver = receiver();
        start(limits, states);
    }

    @Test
    void aStreakOutlivesARestartIfItIsStored() throws Exception {
        ScriptStates states = new MemoryScriptStates();
        start(LIMITS, states);
        call(503);
        time.forward(DAY.multipliedBy(2));
        call(503);
        restart(states);
        time.forward(DAY.multipliedBy(3).minusMillis(1));
        call(503);
        assertThat(warnings).hasSize(1);
        assertThat(state("hook")).isEqualTo(ScriptState.STARTED);
        time.forward(Duration.ofMillis(1));
        call(503);

        assertThat(state("hook")).isEqualTo(ScriptState.DISABLED);
        assertThat(stops).hasSize(1);
    }

    @Test
    void aDisabledScriptStaysDisabledAfterARestartUntilItIsStarted() throws Exception {
        ScriptStates states = new MemoryScriptStates();
        start(LIMITS, states);
        call(503);
        time.forward(DAY.multipliedBy(5));
        call(503);
        restart(states);
        assertThat(state("hook")).isEqualTo(ScriptState.DISABLED);
        assertThat(call(200).getException()).hasMessageContaining("the script is disabled, since its calls have only failed");
        assertThat(receiver.requests()).isEmpty();

        camel.component().scripts().start("hook");
        assertThat(call(200).getException()).isNull();
        restart(states);
        assertThat(call(200).getException()).isNull();
    }

    @Test
    void aScriptWhoseReceiverIsGoneStaysSo() throws Exception {
        ScriptStates states = new MemoryScriptStates();
        start("", states);
        call(410);
        restart("", states);
        assertThat(state("hook")).isEqualTo(ScriptState.GONE);
        assertThat(call(200).getException()).hasMessageContaining("gone for good");

        camel.component().scripts().start("hook");
        assertThat(call(200).getException()).isNull();
        assertThat(states.all()).isEmpty();
    }

    @Test
    void theStopOfAnotherVersionDoesNotCount() throws Exception {
        MemoryScriptStates states = new MemoryScriptStates();
        start(LIMITS, states);
        states.update("hook", known -> known.stopped(new ScriptCondition.Stop(time.now(), "older", "disabled", "old")));
        call(503);
        assertThat(state("hook")).isEqualTo(ScriptState.STARTED);
        time.forward(DAY.multipliedBy(5));
        call(503);

        assertThat(state("hook")).isEqualTo(ScriptState.DISABLED);
        assertThat(stops).singleElement().satisfies(stop -> assertThat(stop.getReason()).startsWith("its calls have only"));
    }

    @Test
    void aFileThatWasChangedMeanwhileStartsTheScript() throws Exception {
        ScriptStates states = new MemoryScriptStates();
        start(LIMITS, states);
        call(503);
        time.forward(DAY.multipliedBy(5));
        call(503);
        restart("warnAfter: 1d, disableAfter: 6d, ", states);

        assertThat(state("hook")).isEqualTo(ScriptState.STARTED);
        assertThat(states.all()).isEmpty();
    }

    @Test
    void anotherNodeThatDeliversKeepsTheScriptAlive() throws Exception {
        MemoryScriptStates states = new MemoryScriptStates();
        start(LIMITS, states);
        call(503);
        time.forward(DAY.multipliedBy(4));
        states.update("hook", ScriptCondition::delivered);
        time.forward(DAY);
        call(503);

        assertThat(state("hook")).isEqualTo(ScriptState.STARTED);
        assertThat(failingSince()).isEqualTo("2026-01-06T00:00:00Z");
    }

    @Test
    void aNodeThatDeliversReportsItAtMostOnceAMinute() throws Exception {
        CountingStates states = new CountingStates();
        start(LIMITS, states);
        for (int i = 0; i < 100; i++) {
            call(200);
        }
        assertThat(states.updates).hasSize(1);
        time.forward(Duration.ofMinutes(1));
        call(200);

        assertThat(states.updates).hasSize(2);
    }

    @Test
    void aStoreThatCannotBeUsedStopsNothingUntilItIsBack() throws Exception {
        CountingStates states = new CountingStates();
        start(LIMITS, states);
        call(503);
        states.isDown = true;
        time.forward(DAY.multipliedBy(5));
        call(503);
        assertThat(state("hook")).isEqualTo(ScriptState.STARTED);
        states.isDown = false;

        await().untilAsserted(() -> {
            call(503);
            assertThat(state("hook")).isEqualTo(ScriptState.DISABLED);
        });
    }

    private static final class CountingStates implements ScriptStates {

        private final Map<String, ScriptCondition> known = new ConcurrentHashMap<>();
        private final List<String> updates = new CopyOnWriteArrayList<>();
        private volatile boolean isDown;

        @Override
        public Map<String, ScriptCondition> all() {
            return Map.copyOf(known);
        }

        @Override
        public CompletionStage<ScriptCondition> update(String script, UnaryOperator<ScriptCondition> change) {
            if (isDown) {
                return CompletableFuture.failedFuture(new StoreException("the database is away", null));
            }
            updates.add(script);
            return CompletableFuture.supplyAsync(() -> known.compute(
                    script, (name, now) -> change.apply(now == null ? ScriptCondition.GOOD : now)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            "warnAfter: 5d, disableAfter: 5d|OUT_OF_RANGE|limits.warnAfter",
            "warnAfter: 0s|OUT_OF_RANGE|limits.warnAfter",
            "disableAfter: never|WRONG_UNIT|limits.disableAfter",
            "disableafter: 5d|UNKNOWN_KEY|limits.disableafter" })
    void wrongLimitsAreReportedAtTheirPlace(String limits, ProblemCode code, String field) {
        List<Problem> errors = new ScriptReader(ScriptEnvironment.standalone()).read("hook.webhookscript.yaml", """
                webhookscript: "1.0"
                request: { url: "https://example.com/" }
                limits: { %s }
                """.formatted(limits)).problems().stream().filter(Problem::isError).toList();

        assertThat(errors).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.line()).isEqualTo(3);
        });
    }
}
