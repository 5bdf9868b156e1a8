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
package io.webhookscript.pacing;

import java.time.Duration;
import java.util.List;

import io.webhookscript.response.AttemptResult;
import io.webhookscript.script.LimitsDefinition.Backoff;
import io.webhookscript.script.LimitsDefinition.Retry;
import io.webhookscript.script.LimitsDefinition.Schedule;
import io.webhookscript.script.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** After each attempt the schedule says whether there is another, when, and if not, why. */
class RetryScheduleTest {

    private static final Retry PLAN = new Retry(
            null, new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(5), false), 0.2,
            Duration.ofMinutes(1));
    private static final Duration PLENTY = Duration.ofHours(1);

    @ParameterizedTest(name = "after attempt {0} with randomness {1}: {2} ms")
    @CsvSource({ "1, 0.5, 1000", "2, 0.5, 2000", "3, 0.5, 4000", "4, 0.5, 5000", "1, 0, 800", "1, 1, 1200", "4, 1, 5000" })
    void growsWithJitterUpToTheCap(int attempt, double randomness, long millis) {
        RetrySchedule.Next next = schedule("PUT", false, randomness).after(temporary(false, null), attempt, PLENTY);

        assertThat(next.again()).isTrue();
        assertThat(next.delay()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void endsWithTheLastAttempt() {
        RetrySchedule.Next next = schedule("PUT", false, 0.5).after(temporary(false, null), 6, PLENTY);

        assertThat(next.again()).isFalse();
        assertThat(next.why()).contains("last of 6");
    }

    @ParameterizedTest(name = "asked to wait {0} s, backoff 1 s: waits {1} s")
    @CsvSource({ "0, 1", "1, 1", "3, 3", "60, 60" })
    void waitsForTheLaterOfBackoffAndRetryAfter(long asked, long waited) {
        RetrySchedule.Next next
                = schedule("PUT", false, 0.5).after(temporary(false, Duration.ofSeconds(asked)), 1, PLENTY);

        assertThat(next.delay()).isEqualTo(Duration.ofSeconds(waited));
    }

    @ParameterizedTest(name = "delay {0} ms, asked to wait {1} ms: {2}")
    @CsvSource({ "0, , limits.retry", "0, 0, limits.retry", "0, 1, Retry-After", "5, 4, limits.retry", "5, 6, Retry-After" })
    void saysWhatDecidedOnTheWait(long delay, Long asked, String why) {
        Retry plan = new Retry(
                null, new Backoff(Duration.ofMillis(delay), 1, Duration.ofSeconds(5), false), 0,
                Duration.ofMinutes(1));

        RetrySchedule.Next next = new RetrySchedule(plan, 6, "PUT", false, () -> 0.5)
                .after(temporary(false, asked == null ? null : Duration.ofMillis(asked)), 1, PLENTY);

        assertThat(next.why()).isEqualTo(why);
    }

    @ParameterizedTest(name = "before attempt {0} with randomness {1}: {2} ms")
    @CsvSource({ "2, 0.5, 5000", "3, 0.5, 3600000", "4, 0.5, 0", "2, 0, 4000", "3, 1, 4320000", "4, 1, 0" })
    void waitsAsTheScheduleSaysWithJitter(int attempt, double randomness, long millis) {
        RetrySchedule.Next next = scheduled(randomness).after(temporary(false, null), attempt - 1, PLENTY.multipliedBy(9));

        assertThat(next.again()).isTrue();
        assertThat(next.delay()).isEqualTo(Duration.ofMillis(millis));
        assertThat(next.why()).isEqualTo("limits.retry");
    }

    @Test
    void aScheduleMayBeginWithAWait() {
        assertThat(scheduled(0.5).beforeTheFirst()).isEqualTo(Duration.ofSeconds(10));
        assertThat(scheduled(0).beforeTheFirst()).isEqualTo(Duration.ofSeconds(8));
        assertThat(schedule("PUT", false, 0.5).beforeTheFirst()).isZero();
    }

    @Test
    void aRetryAfterIsAMinimumOfAScheduledWait() {
        RetrySchedule schedule = scheduled(0.5);

        assertThat(schedule.after(temporary(false, Duration.ofSeconds(7)), 1, PLENTY).delay()).hasSeconds(7);
        assertThat(schedule.after(temporary(false, Duration.ofSeconds(3)), 1, PLENTY).delay()).hasSeconds(5);
    }

    private static RetrySchedule scheduled(double randomness) {
        Schedule waits = new Schedule(
                List.of(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofHours(1), Duration.ZERO));
        return new RetrySchedule(
                new Retry(null, waits, 0.2, Duration.ofHours(1)), 4, "PUT", false, () -> randomness);
    }

    @Test
    void doesNotWaitLongerThanTheLongestHonouredRetryAfter() {
        RetrySchedule.Next next = schedule("PUT", false, 0.5).after(temporary(false, Duration.ofSeconds(61)), 1, PLENTY);

        assertThat(next.again()).isFalse();
        assertThat(next.why()).contains("61 s", "retryAfter");
    }

    @Test
    void doesNotBeginAWaitThatOutlastsTheWholeDelivery() {
        RetrySchedule.Next next = schedule("PUT", false, 0.5).after(temporary(false, null), 1, Duration.ofSeconds(1));

        assertThat(next.again()).isFalse();
        assertThat(next.why()).contains("limits.total");
    }

    @ParameterizedTest(name = "{0}, key {1}: repeated {2}")
    @CsvSource({
            "GET, false, true", "HEAD, false, true", "PUT, false, true", "DELETE, false, true", "OPTIONS, false, true",
            "POST, false, false", "PATCH, false, false", "PURGE, false, false", "POST, true, true", "PATCH, true, true" })
    void repeatsAnAmbiguousFailureOnlyWhereThatIsSafe(String method, boolean key, boolean again) {
        RetrySchedule.Next next = schedule(method, key, 0.5).after(temporary(true, null), 1, PLENTY);

        assertThat(next.again()).isEqualTo(again);
        assertThat(next.why().contains("idempotencyKey")).isEqualTo(!again);
    }

    @ParameterizedTest
    @EnumSource(value = Outcome.class, mode = EnumSource.Mode.EXCLUDE, names = "TEMPORARY")
    void repeatsNothingButWhatIsTemporary(Outcome outcome) {
        AttemptResult result = new AttemptResult(
                outcome, 500, false, "", null, null, null);

        assertThat(schedule("PUT", true, 0.5).after(result, 1, PLENTY).again()).isFalse();
    }

    private static RetrySchedule schedule(String method, boolean key, double randomness) {
        return new RetrySchedule(PLAN, 6, method, key, () -> randomness);
    }

    private static AttemptResult temporary(boolean ambiguous, Duration retryAfter) {
        return new AttemptResult(
                Outcome.TEMPORARY, 503, ambiguous, "the receiver responded with 503", retryAfter,
                null, null);
    }
}
