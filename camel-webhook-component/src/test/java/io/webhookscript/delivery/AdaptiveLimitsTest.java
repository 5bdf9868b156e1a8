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
package io.webhookscript.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.webhookscript.pacing.ProcessLoad;
import io.webhookscript.pacing.SettableClock;
import io.webhookscript.script.Script;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Under load, deadlines get shorter, attempts fewer and waits longer, within fixed bounds. */
class AdaptiveLimitsTest {

    @ParameterizedTest(name = "load {0}: {1} ms, {2} of 4 attempts, a second becomes {3} ms")
    @CsvSource({
            "0, 80000, 4, 1000", "0.5, 40000, 2, 2000", "0.94, 5000, 1, 10000", "1, 5000, 1, 10000", "NaN, 80000, 4, 1000",
            "-1, 80000, 4, 1000", "7, 5000, 1, 10000" })
    void followsTheLoad(double load, long timeout, int attempts, long second) {
        AdaptiveLimits limits = new AdaptiveLimits(() -> load);

        assertThat(limits.timeout()).isEqualTo(Duration.ofMillis(timeout));
        assertThat(limits.attempts(4)).isEqualTo(attempts);
        assertThat(limits.stretched(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(second));
    }

    @ParameterizedTest(name = "{0}, load {1}: {2} ms")
    @CsvSource({
            "adaptive, 0, 80000", "adaptive, 0.5, 40000", "adaptive, 0.94, 5000", "adaptive, 1, 5000", "adaptive, NaN, 80000",
            "2s, 1, 2000", ", 1, 3000" })
    void giveAnAttemptItsDeadlineWhoeverMakesIt(String timeout, double load, long millis) {
        Script script = new ScriptReader(ScriptEnvironment.standalone()).read("timed.webhookscript.yaml", """
                webhookscript: "1.0"
                request: { url: "https://example.com/" }
                %s
                """.formatted(timeout == null ? "" : "limits: { timeout: " + timeout + " }")).orThrow();
        AttemptLimits limits = new AttemptLimits(
                new DeliveryOptions(
                        Map.of(), DeadLetterEndpoints.NONE, 1, 1, Duration.ofSeconds(3), null, 1, 1_000),
                () -> load);

        assertThat(limits.of(script, null).deadline()).isEqualTo(Duration.ofMillis(millis));
        assertThat(limits.of(script, Duration.ofSeconds(1)).deadline()).isEqualTo(Duration.ofSeconds(1));
        assertThat(limits.of(script, null).owner()).isEqualTo("timed");
    }

    @Test
    void takesTheLargerOfOccupancyAndCpuAndAsksForTheCpuOnceASecond() {
        int[] asked = { 0 };
        SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
        ProcessLoad load = new ProcessLoad(() -> 0.3, () -> ++asked[0] * 0.2, clock);

        assertThat(load.load()).isEqualTo(0.3);
        assertThat(load.load()).isEqualTo(0.3);
        assertThat(asked[0]).isOne();
        clock.forward(Duration.ofSeconds(1));
        assertThat(load.load()).isEqualTo(0.4);
    }
}
