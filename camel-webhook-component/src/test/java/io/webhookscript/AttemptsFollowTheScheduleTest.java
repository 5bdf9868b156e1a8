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

import io.webhookscript.delivery.report.DeliveryStatus;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.LimitsDefinition.Schedule;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.webhookscript.http.RawReceiver.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code limits.retry.schedule} says when each attempt is made, over days if it says so. */
class AttemptsFollowTheScheduleTest {

    private static final String BUSY = response(503, "text/plain", "busy");
    private static final String OK = response(200, "text/plain", "ok");

    @TempDir
    private Path folder;

    private final GivenTime time = new GivenTime("2026-01-01T00:00:00Z");

    private WebhookScriptTestSupport camel(RawReceiver receiver, String limits) throws Exception {
        WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("hook", """
                execution: async
                request: { method: PUT, url: "{{ context.receiver }}/hook", body: { text: x } }
                limits: %s
                deadLetter: { to: dead }
                """.formatted(limits)).deadLetter("dead", "mock:dead");
        time.rules(camel);
        return camel.start();
    }

    private static DeliveryStatus status(WebhookScriptTestSupport camel) {
        return camel.component().deliveryStatus("hook").orElseThrow();
    }

    private static void awaitWaiting(WebhookScriptTestSupport camel, int attempts) {
        await().untilAsserted(() -> {
            assertThat(status(camel).waiting().forRetry()).isOne();
            assertThat(camel.receiver().requests()).hasSize(attempts);
        });
    }

    private static long failed(WebhookScriptTestSupport camel) {
        return status(camel).sinceStart().ended().get(Outcome.TEMPORARY);
    }

    private void follows(WebhookScriptTestSupport camel, List<Duration> waits) {
        for (int attempt = 2; attempt <= waits.size(); attempt++) {
            awaitWaiting(camel, attempt - 1);
            time.forward(waits.get(attempt - 1).minusMillis(1));
            assertThat(camel.receiver().requests()).hasSize(attempt - 1);
            time.forward(Duration.ofMillis(1));
        }
        await().untilAsserted(() -> assertThat(failed(camel)).isOne());
        assertThat(camel.receiver().requests()).hasSize(waits.size());
    }

    @Test
    void attemptsAreMadeWhenTheScheduleSaysSo() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(BUSY);
             WebhookScriptTestSupport camel = camel(receiver, "{ retry: { schedule: [0s, 5s, 5m, 30m, 2h], jitter: 0 } }")) {
            camel.call("webhookscript:hook", Map.of());

            follows(camel, List.of(
                    Duration.ZERO, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2)));
        }
    }

    @Test
    void theStandardScheduleLastsThreeDaysAndIsNotCutByTheDefaultOfTotal() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(BUSY);
             WebhookScriptTestSupport camel = camel(receiver, "{ retry: { schedule: standard, jitter: 0 } }")) {
            camel.call("webhookscript:hook", Map.of());

            follows(camel, Schedule.STANDARD.waits());
            assertThat(Duration.between(Instant.parse("2026-01-01T00:00:00Z"), time.now()))
                    .isEqualTo(Duration.parse("PT75H35M5S"));
        }
    }

    @Test
    void theFirstAttemptWaitsIfTheScheduleBeginsWithAWait() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK);
             WebhookScriptTestSupport camel = camel(receiver, "{ retry: { schedule: [10m, 1h], jitter: 0 } }")) {
            camel.call("webhookscript:hook", Map.of());
            awaitWaiting(camel, 0);
            time.forward(Duration.ofMinutes(10).minusMillis(1));
            assertThat(receiver.requests()).isEmpty();
            time.forward(Duration.ofMillis(1));

            await().untilAsserted(() -> assertThat(status(camel).sinceStart().ended().get(Outcome.DELIVERED)).isOne());
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void maxAttemptsCutsTheSchedule() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(BUSY);
             WebhookScriptTestSupport camel
                     = camel(receiver, "{ retry: { schedule: standard, maxAttempts: 2, jitter: 0 } }")) {
            camel.call("webhookscript:hook", Map.of());

            follows(camel, List.of(Duration.ZERO, Duration.ofSeconds(5)));
        }
    }

    @Test
    void aReceiverMayAskForAsLongAWaitAsTheLongestOfTheSchedule() throws Exception {
        String later = "HTTP/1.1 503 Busy\r\nRetry-After: 7200\r\nContent-Length: 0\r\n\r\n";
        try (RawReceiver receiver = RawReceiver.answering(later, OK);
             WebhookScriptTestSupport camel = camel(receiver, "{ retry: { schedule: [0s, 5s, 2h], jitter: 0 } }")) {
            camel.call("webhookscript:hook", Map.of());
            awaitWaiting(camel, 1);
            time.forward(Duration.ofHours(2).minusMillis(1));
            assertThat(receiver.requests()).hasSize(1);
            time.forward(Duration.ofMillis(1));

            await().untilAsserted(() -> assertThat(status(camel).sinceStart().ended().get(Outcome.DELIVERED)).isOne());
        }
    }

    @Test
    void aTotalOfTheScriptEndsTheSchedule() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(BUSY);
             WebhookScriptTestSupport camel
                     = camel(receiver, "{ total: 1m, retry: { schedule: [0s, 5s, 5m], jitter: 0 } }")) {
            camel.call("webhookscript:hook", Map.of());

            follows(camel, List.of(Duration.ZERO, Duration.ofSeconds(5)));
        }
    }

    @Test
    void aCallerThatWaitsLearnsThatTheScheduleIsLongerThanItsTotal() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(BUSY);
             WebhookScriptTestSupport camel = camel(receiver, "{ retry: { schedule: [0s, 5m], jitter: 0 } }")) {
            Exchange result = camel.call("webhookscript:hook?execution=sync", Map.of());

            assertThat(result.getException(WebhookScriptException.class).getReason())
                    .isEqualTo("the receiver responded with 503; no further attempt fits into limits.total");
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            "execution: async|total: 1h, retry: { schedule: standard }|5:11|attempts 5 to 10 .* until attempt 5 is 2h35m5s.* is 1h",
            "execution: async|total: 5s, retry: { schedule: [0s, 5s] }|5:11|attempt 2 .* until attempt 2 is 5s.* is 5s",
            "execution: async|total: 6s, retry: { schedule: [0s, 5s] }||",
            "execution: async|retry: { schedule: standard }||",
            "execution: sync|retry: { schedule: standard }|5:11|attempts 3 to 10 .* is 5m5s.* is 1m for a caller that waits",
            "execution: sync|timeout: adaptive, retry: { schedule: [0s, 5m] }|5:30|attempt 2 .* is 5m.* is 5m for a caller that waits",
            "execution: sync|retry: { schedule: standard, maxAttempts: 2 }||",
            "execution: sync|total: 80h, retry: { schedule: standard }||" })
    void attemptsThatAreNeverMadeAreAWarning(String execution, String limits, String at, String found) {
        ReadResult read = read(execution, limits);

        assertThat(read.problems()).filteredOn(problem -> problem.code() == ProblemCode.ATTEMPTS_NEVER_MADE)
                .hasSize(at == null ? 0 : 1)
                .allSatisfy(problem -> {
                    assertThat(problem.line() + ":" + problem.column()).isEqualTo(at);
                    assertThat(problem.found()).matches(found);
                    assertThat(problem.isError()).isFalse();
                });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            "{ schedule: [0s, 5s], delay: 1s }|CONFLICTING_KEYS|limits.retry.delay",
            "{ adaptive: true, schedule: standard }|CONFLICTING_KEYS|limits.retry.adaptive",
            "{ schedule: [0s, 5s], maxAttempts: 3 }|OUT_OF_RANGE|limits.retry.maxAttempts",
            "{ schedule: [] }|OUT_OF_RANGE|limits.retry.schedule",
            "{ schedule: [0s, 5 sec] }|WRONG_UNIT|limits.retry.schedule[1]",
            "{ schedule: [0s, [5s]] }|WRONG_TYPE|limits.retry.schedule[1]",
            "{ schedule: 5 }|WRONG_TYPE|limits.retry.schedule",
            "{ schedule: standart }|WRONG_VALUE|limits.retry.schedule",
            "{ shedule: standard }|UNKNOWN_KEY|limits.retry.shedule" })
    void aWrongScheduleIsReportedAtItsPlace(String retry, ProblemCode code, String field) {
        List<Problem> errors
                = read("execution: async", "retry: " + retry).problems().stream().filter(Problem::isError).toList();

        assertThat(errors).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.line()).isEqualTo(5);
        });
    }

    @Test
    void misspeltWordsGetASuggestion() {
        assertThat(read("execution: async", "retry: { schedule: standart }").problems())
                .anySatisfy(problem -> assertThat(problem.suggestions()).containsExactly("standard"));
    }

    private static ReadResult read(String execution, String limits) {
        return new ScriptReader(ScriptEnvironment.standalone()).read("hook.webhookscript.yaml", """
                webhookscript: "1.0"
                idempotencyKey: true
                %s
                request: { url: "https://example.com/" }
                limits: { %s }
                """.formatted(execution, limits));
    }
}
