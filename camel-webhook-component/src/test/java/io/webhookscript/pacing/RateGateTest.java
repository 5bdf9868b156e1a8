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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.webhookscript.script.LimitsDefinition.Rate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The gate gives slots so that no window of the period ever holds more starts than the rate, whatever comes when. */
class RateGateTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Property
    void keepsEverySlidingWindowOfEveryKey(
            @ForAll @IntRange(min = 1, max = 7) int requests, @ForAll @IntRange(min = 1, max = 2000) int perMillis,
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 300) Integer> gaps) {
        RateGate gate = new RateGate(
                new Rate(
                        requests, Duration.ofMillis(perMillis), null, false, Duration.ofDays(1),
                        Integer.MAX_VALUE));
        Map<String, List<Long>> starts = new HashMap<>();
        long now = START.toEpochMilli();
        for (int gap : gaps) {
            now += gap;
            RateGate.Slot slot = gate.reserve("key-" + gap % 3, Instant.ofEpochMilli(now)).orElseThrow();
            starts.computeIfAbsent(slot.throttleKey(), k -> new ArrayList<>()).add(now + slot.delay().toMillis());
        }

        starts.values().forEach(times -> {
            assertThat(times).isSorted();
            for (int i = requests; i < times.size(); i++) {
                assertThat(times.get(i) - times.get(i - requests)).isGreaterThanOrEqualTo(perMillis);
            }
        });
    }

    /** A throttle that permits a part of the rate for each of its keys rejects nothing that the gate lets through. */
    @Property(tries = 50)
    void spreadsAHighRateOverThrottleKeysThatKeepTheirPart(
            @ForAll @IntRange(min = 1_000, max = 3_000) int requests,
            @ForAll @Size(max = 100) List<@IntRange(min = 0, max = 300) Integer> bursts) {
        Rate rate = new Rate(requests, Duration.ofSeconds(1), null, false, Duration.ofDays(1), Integer.MAX_VALUE);
        RateGate gate = new RateGate(rate);
        int part = RateGate.requestsPerThrottleKey(rate);
        Map<String, List<Long>> starts = new HashMap<>();
        long now = START.toEpochMilli();
        for (int burst : bursts) {
            now += burst % 7;
            for (int i = 0; i < burst; i++) {
                RateGate.Slot slot = gate.reserve("", Instant.ofEpochMilli(now)).orElseThrow();
                starts.computeIfAbsent(slot.throttleKey(), k -> new ArrayList<>()).add(now + slot.delay().toMillis());
            }
        }

        starts.values().forEach(times -> {
            for (int i = part; i < times.size(); i++) {
                assertThat(times.get(i) - times.get(i - part)).isGreaterThanOrEqualTo(1_000);
            }
        });
    }

    /** The throttle makes the permits of a key with its first request, and keeps them while the key is in use. */
    @Test
    void usesUpOneThrottleKeyAfterTheOther() {
        RateGate gate = new RateGate(rate(1_000, Duration.ofSeconds(1), false, 2_000));

        List<String> keys = Stream.generate(() -> gate.reserve("", START).orElseThrow().throttleKey()).limit(2_000).toList();

        List<String> inOrder = keys.stream().distinct().toList();
        assertThat(inOrder).hasSize(50);
        assertThat(keys).isEqualTo(Stream.of(inOrder, inOrder).flatMap(List::stream)
                .flatMap(key -> Collections.nCopies(20, key).stream()).toList());
    }

    @ParameterizedTest
    @CsvSource({ "1, 1", "999, 999", "1000, 20", "1009, 1009", "1500, 20", "50000, 20", "99999, 41" })
    void dividesOnlyHighRatesAndThoseExactly(int requests, int part) {
        assertThat(RateGate.requestsPerThrottleKey(rate(requests, Duration.ofSeconds(1), false, 10))).isEqualTo(part);
    }

    @Test
    void givesTheRateAtOnceAndThenMakesWait() {
        RateGate gate = new RateGate(rate(2, Duration.ofSeconds(1), false, 10));

        assertThat(gate.reserve("a", START)).map(RateGate.Slot::delay).contains(Duration.ZERO);
        assertThat(gate.reserve("a", START)).map(RateGate.Slot::delay).contains(Duration.ZERO);
        assertThat(gate.reserve("a", START)).map(RateGate.Slot::delay).contains(Duration.ofMillis(1010));
        assertThat(gate.reserve("b", START)).map(RateGate.Slot::delay).contains(Duration.ZERO);
        assertThat(gate.waiting()).isOne();
    }

    @Test
    void reservesNothingThatIsTooFarAway() {
        RateGate gate = new RateGate(rate(2, Duration.ofSeconds(20), false, 10));
        gate.reserve("a", START);
        gate.reserve("a", START);

        assertThat(gate.reserve("a", START, Duration.ofSeconds(20))).isEmpty();
        assertThat(gate.delay("a", START)).isEqualTo(Duration.ofMillis(20_010));
        assertThat(gate.waiting()).isZero();
        assertThat(gate.reserve("a", START, Duration.ofSeconds(30))).map(RateGate.Slot::delay)
                .contains(Duration.ofMillis(20_010));
        assertThat(gate.delay("b", START)).isZero();
        assertThat(gate.keys()).as("a look makes no bucket").isOne();
    }

    @Test
    void hasRoomForAsManyAsItsRateTakesInThatTime() {
        RateGate gate = new RateGate(rate(2, Duration.ofSeconds(20), false, 10));

        assertThat(gate.room(Duration.ofSeconds(30), START)).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            assertThat(gate.reserve("", START, Duration.ofSeconds(30))).isPresent();
        }
        assertThat(gate.room(Duration.ofSeconds(30), START)).isZero();
        assertThat(gate.room(Duration.ofSeconds(30), START.plusSeconds(15))).isPositive();
    }

    @Test
    void refusesAtOnceWhereTheScriptSaysReject() {
        RateGate gate = new RateGate(rate(1, Duration.ofSeconds(1), true, 10));
        gate.reserve("", START);

        assertThat(gate.reserve("", START)).isEmpty();
        assertThat(gate.reserve("", START.plusMillis(1010))).isPresent();
    }

    @Test
    void newKeysThatWaitTakeNoPlaceOfAKeyThatCameBefore() {
        RateGate gate = new RateGate(rate(1, Duration.ofSeconds(10), false, 2));
        Instant later = START.plusSeconds(60);
        gate.reserve("known", START);
        gate.reserve("known", later);
        gate.reserve("new", later);
        assertThat(gate.reserve("new", later)).isPresent();
        gate.reserve("other", later);
        assertThat(gate.reserve("other", later)).isPresent();
        assertThat(gate.reserve("other", later)).as("a third one that waits").isEmpty();

        Optional<RateGate.Slot> first = gate.reserve("known", later);

        assertThat(first).isPresent();
        assertThat(gate.waiting()).isEqualTo(3);
        gate.waited(first.orElseThrow());
        assertThat(gate.waiting()).isEqualTo(2);
        assertThat(gate.reserve("other", later)).as("the place of another kind").isEmpty();
    }

    @Test
    void refusesWaitsThatAreTooLongOrTooMany() {
        RateGate gate = new RateGate(rate(1, Duration.ofSeconds(20), false, 1));
        gate.reserve("", START);

        Optional<RateGate.Slot> first = gate.reserve("", START);
        Optional<RateGate.Slot> tooMany = gate.reserve("", START);
        gate.waited(first.orElseThrow());
        Optional<RateGate.Slot> tooLong = gate.reserve("", START);

        assertThat(first).isPresent();
        assertThat(tooMany).isEmpty();
        assertThat(tooLong).isEmpty();
    }

    @Test
    void keepsMemoryBoundedUnderAMillionKeys() {
        RateGate gate = new RateGate(rate(5, Duration.ofSeconds(60), false, Integer.MAX_VALUE));

        for (int i = 0; i < 1_000_000; i++) {
            gate.reserve("key-" + i, START);
        }

        assertThat(gate.keys()).isLessThanOrEqualTo(RateGate.MAX_KEYS);
        assertThat(gate.buckets()).isLessThanOrEqualTo(RateGate.MAX_KEYS + RateGate.SHARED_BUCKETS);
    }

    @Test
    void givesBucketsOfIdleKeysToOthersSoThatTheThrottleSeesNoMoreOfThem() {
        RateGate gate = new RateGate(rate(5, Duration.ofSeconds(1), false, 10));
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 1_000_000; i++) {
            Instant now = START.plusMillis(i);
            RateGate.Slot slot = gate.reserve("key-" + i, now).orElseThrow();
            assertThat(slot.delay()).isZero();
            seen.add(slot.throttleKey());
        }

        assertThat(seen).hasSizeLessThanOrEqualTo(1_012);
        assertThat(gate.keys()).isLessThanOrEqualTo(1_012);
    }

    @Test
    void remembersNoMoreStartsThanFitHoweverManyKeysAndHoweverHighTheRate() {
        RateGate gate = new RateGate(rate(100_000, Duration.ofHours(24), false, 10));

        for (int i = 0; i < 1_000; i++) {
            gate.reserve("key-" + i, START);
        }

        assertThat((long) gate.buckets() * 100_000).isLessThanOrEqualTo(2L * RateGate.MAX_STARTS);
    }

    @Test
    void tellsKeysOfAMegabyteApart() {
        RateGate gate = new RateGate(rate(1, Duration.ofSeconds(1), true, 10));
        String long1 = "x".repeat(1 << 20);

        assertThat(gate.reserve(long1 + "a", START)).isPresent();
        assertThat(gate.reserve(long1 + "b", START)).isPresent();
        assertThat(gate.reserve(long1 + "a", START)).isEmpty();
    }

    @Test
    void givesEventsWithoutAKeyABucketOfTheirOwn() {
        RateGate gate = new RateGate(rate(1, Duration.ofSeconds(1), true, 10));

        assertThat(gate.reserve("", START)).isPresent();
        assertThat(gate.reserve("a", START)).isPresent();
        assertThat(gate.reserve("", START)).isEmpty();
    }

    @Test
    void keepsARateOfOnePerDay() {
        RateGate gate = new RateGate(
                new Rate(1, Duration.ofDays(1), null, false, Duration.ofDays(400), 1_000));

        Duration last = Duration.ZERO;
        for (int i = 0; i < 365; i++) {
            last = gate.reserve("", START).orElseThrow().delay();
        }

        assertThat(last).isBetween(Duration.ofDays(364), Duration.ofDays(365));
    }

    @Test
    void findsIdleBucketsBehindOneThatIsReservedFarAhead() {
        RateGate gate = new RateGate(new Rate(1, Duration.ofMinutes(1), null, false, Duration.ofHours(1), 1_000));
        for (int i = 0; i < 59; i++) {
            gate.reserve("queued", START);
        }
        for (int i = 0; i < 4_000; i++) {
            gate.reserve("idle-" + i, START.plusSeconds(1));
        }
        Instant later = START.plusSeconds(9 * 60);

        for (int i = 0; i < 4_000; i++) {
            assertThat(gate.reserve("new-" + i, later).orElseThrow().throttleKey()).startsWith("key-");
        }
        assertThat(gate.keys()).isEqualTo(1 + 4_000);
    }

    @Test
    void aFloodOfNewKeysTakesNoSlotFromKeysThatCameBefore() {
        RateGate gate
                = new RateGate(new Rate(1, Duration.ofMinutes(1), null, false, Duration.ofSeconds(30), 10_000));
        Instant now = START;
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1_000; i++) {
                gate.reserve("honest-" + i, now);
            }
            now = now.plus(Duration.ofMinutes(5));
        }
        for (int i = 0; i < 60_000; i++) {
            gate.reserve("flood-" + i, now.plusMillis(4 * i));
        }
        now = now.plusMillis(4 * 60_000);

        for (int i = 0; i < 1_000; i++) {
            RateGate.Slot slot = gate.reserve("honest-" + i, now).orElseThrow();
            assertThat(slot.throttleKey()).startsWith("key-");
            assertThat(slot.delay()).isZero();
        }
    }

    @Test
    void keepsAKeyInItsBucketWhileOthersFlood() {
        RateGate gate = new RateGate(rate(1, Duration.ofMinutes(1), false, 10_000));
        String bucket = gate.reserve("honest", START).orElseThrow().throttleKey();
        for (int i = 0; i < 20_000; i++) {
            gate.reserve("flood-" + i, START.plusMillis(i));
        }

        RateGate.Slot next = gate.reserve("honest", START.plusSeconds(40)).orElseThrow();

        assertThat(next.throttleKey()).isEqualTo(bucket);
        assertThat(next.delay()).isEqualTo(Duration.ofMillis(20_010));
    }

    @Test
    void forgetsKeysThatAreIdle() {
        RateGate gate = new RateGate(rate(5, Duration.ofSeconds(1), false, 10));
        for (int i = 0; i < 100; i++) {
            gate.reserve("key-" + i, START);
        }

        gate.reserve("late", START.plusSeconds(2));

        assertThat(gate.keys()).isOne();
    }

    private static Rate rate(int requests, Duration per, boolean reject, int maxWaiting) {
        return new Rate(requests, per, null, reject, Duration.ofSeconds(30), maxWaiting);
    }
}
