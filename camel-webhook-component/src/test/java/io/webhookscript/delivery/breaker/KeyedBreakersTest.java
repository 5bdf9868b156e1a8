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
package io.webhookscript.delivery.breaker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.webhookscript.delivery.report.BreakerKeys;
import io.webhookscript.delivery.report.BreakerState;
import io.webhookscript.pacing.SettableClock;
import io.webhookscript.response.AttemptResult;
import io.webhookscript.script.LimitsDefinition;
import io.webhookscript.script.LimitsDefinition.WhenOpen;
import io.webhookscript.script.Outcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Each key has a circuit breaker of its own as long as it matters, and their number is limited. */
class KeyedBreakersTest {

    private static final Duration OPEN = Duration.ofSeconds(30);
    private static final int FLOOD = 100_000;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<String> changes = new ArrayList<>();
    private KeyedBreakers breakers = breakers(4);

    private KeyedBreakers breakers(int window) {
        LimitsDefinition.CircuitBreaker limits = new LimitsDefinition.CircuitBreaker(
                50, 2, window, OPEN, 1, null, data -> "key");
        return new KeyedBreakers(
                limits, label -> new Breaker(
                        "test", limits, WhenOpen.FAIL,
                        new Breaker.Dependencies(
                                clock, (delay, work) -> () -> {
                                }, (from, to) -> changes.add(label + ":" + to))));
    }

    @Test
    void anOpenOneRejectsForItsKeyOnly() {
        fail("a");
        fail("a");

        assertThat(isPermitted("a")).isFalse();
        assertThat(isPermitted("b")).isTrue();
        assertThat(breakers.state()).isEqualTo(BreakerState.OPEN);
        assertThat(breakers.keys()).isEqualTo(new BreakerKeys(2, 1, List.of("a")));
        assertThat(changes).containsExactly("a:OPEN");
    }

    @Test
    void aFloodOfNewKeysNeitherDropsAnOpenOneNorTheResultsOfAKnownKey() {
        fail("open");
        fail("open");
        succeed("known");
        succeed("known");
        fail("known");

        IntStream.range(0, FLOOD).forEach(i -> fail("flood-" + i));

        assertThat(isPermitted("open")).isFalse();
        fail("known");
        assertThat(isPermitted("known")).as("two of its four calls have failed").isFalse();
        assertThat(breakers.keys().kept()).isLessThanOrEqualTo(KeyedBreakers.MAX_KEYS);
        assertThat(isPermitted("new")).isTrue();
    }

    /** Then further new keys share, and keys that were used before still have their own. */
    @Test
    void aFloodOfKeysThatFailIsLimitedAndRejectsNoKnownKey() {
        succeed("known");
        succeed("known");

        IntStream.range(0, FLOOD).forEach(i -> {
            fail("flood-" + i);
            fail("flood-" + i);
        });

        assertThat(breakers.keys().kept()).isLessThanOrEqualTo(KeyedBreakers.MAX_KEYS);
        assertThat(breakers.keys().open()).isGreaterThan(5_000).isLessThanOrEqualTo(KeyedBreakers.MAX_KEYS);
        assertThat(breakers.keys().named()).hasSize(BreakerKeys.MAX_NAMED);
        assertThat(isPermitted("known")).isTrue();
    }

    @Test
    void keysWhoseOpenTimeIsOverMakeRoomIfNobodyUsesThem() {
        IntStream.range(0, 2 * KeyedBreakers.MAX_KEYS).forEach(i -> {
            fail("flood-" + i);
            fail("flood-" + i);
        });
        clock.forward(OPEN.plusMillis(2));

        fail("new");
        fail("new");

        assertThat(breakers.keys()).extracting(BreakerKeys::open, BreakerKeys::named).containsExactly(1, List.of("new"));
    }

    @Test
    void anUnusedKeyIsNotReportedAsOpenOnceItsOpenTimeIsOver() {
        fail("a");
        fail("a");
        clock.forward(OPEN.plusMillis(2));

        assertThat(breakers.state()).isEqualTo(BreakerState.CLOSED);
        BreakerUse use = breakers.use("a", () -> "a");
        assertThat(breakers.state()).as("it tests the receiver").isEqualTo(BreakerState.HALF_OPEN);
        assertThat(use.breaker().queue().pass()).isNotNull();
        assertThat(use.breaker().queue().pass()).as("one at a time").isNull();
    }

    @Test
    void theResultsOfAllKeysTogetherAreLimited() {
        breakers = breakers(100_000);

        IntStream.range(0, 100).forEach(i -> succeed("key-" + i));

        assertThat(breakers.keys().kept()).isLessThanOrEqualTo(KeyedBreakers.MAX_RESULTS / 100_000);
    }

    private boolean isPermitted(String key) {
        BreakerUse use = breakers.use(key, () -> key);
        try {
            return use.breaker().queue().pass() != null;
        } finally {
            use.end().run();
        }
    }

    private void succeed(String key) {
        BreakerUse use = breakers.use(key, () -> key);
        CircuitBreaker breaker = use.breaker().circuitBreaker();
        assertThat(breaker.tryAcquirePermission()).isTrue();
        breaker.onSuccess(0, breaker.getTimestampUnit());
        use.end().run();
    }

    private void fail(String key) {
        BreakerUse use = breakers.use(key, () -> key);
        CircuitBreaker breaker = use.breaker().circuitBreaker();
        if (breaker.tryAcquirePermission()) {
            breaker.onError(0, breaker.getTimestampUnit(), new AttemptFailedException(
                    new AttemptResult(
                            Outcome.TEMPORARY, null, false, "", null, null,
                            null)));
        }
        use.end().run();
    }
}
