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
package io.webhookscript.callback;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import io.webhookscript.callback.ReplayMemory.Addition;
import io.webhookscript.callback.ReplayMemory.Digest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayMemoryTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration GENERATION = Duration.ofMinutes(5);

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A timestamp that is five minutes ahead is valid for ten minutes. */
    @Test
    void aSignatureIsKnownAsLongAsItsTimestampMayBeValid() {
        for (int start = 0; start < 600; start += 37) {
            ReplayMemory memory = new ReplayMemory(GENERATION, 100);
            memory.add(digest("earlier"), NOW);
            Instant added = NOW.plusSeconds(start);
            assertThat(memory.add(digest("a"), added)).isEqualTo(Addition.ADDED);

            for (int later = 0; later <= 600; later += 29) {
                assertThat(memory.add(digest("a"), added.plusSeconds(later))).as("%d + %d", start, later)
                        .isEqualTo(Addition.KNOWN);
            }
        }
    }

    @Test
    void itIsForgottenAfterwards() {
        ReplayMemory memory = new ReplayMemory(GENERATION, 1);
        memory.add(digest("a"), NOW);

        assertThat(memory.add(digest("b"), NOW.plusSeconds(600))).isEqualTo(Addition.FULL);
        assertThat(memory.add(digest("b"), NOW.plusSeconds(1_000))).isEqualTo(Addition.ADDED);
    }

    @Test
    void oneThatCouldNotBeRememberedIsNotAccepted() {
        ReplayMemory memory = new ReplayMemory(GENERATION, 2);
        memory.add(digest("a"), NOW);
        memory.add(digest("b"), NOW);

        assertThat(memory.add(digest("c"), NOW)).isEqualTo(Addition.FULL);
        assertThat(memory.add(digest("a"), NOW)).isEqualTo(Addition.KNOWN);
        memory.forget(digest("a"));
        assertThat(memory.add(digest("c"), NOW)).isEqualTo(Addition.ADDED);
    }

    @Test
    @Tag("slow")
    void aFullMemoryTakesLessThanThirtyMegabytes() {
        ReplayMemory memory = new ReplayMemory(GENERATION, ReplayMemory.MAX);
        memory.add(digest("first"), NOW);
        long before = used();
        for (int i = 1; i < ReplayMemory.MAX; i++) {
            memory.add(digest("event-" + i), NOW);
        }
        long bytes = used() - before;

        assertThat(memory.add(digest("one more"), NOW)).isEqualTo(Addition.FULL);
        assertThat(bytes).isBetween(1_000_000L, 30_000_000L);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
