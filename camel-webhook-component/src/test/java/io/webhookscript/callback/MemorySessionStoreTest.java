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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.webhookscript.spi.CallbackSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MemorySessionStoreTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final MemorySessionStore store = new MemorySessionStore(3);

    private static CallbackSession session(String script, String id, Instant end) {
        return new CallbackSession(script, id, "msg_1", Map.of(), end);
    }

    private boolean open(String script, String id) {
        return store.open(session(script, id, NOW.plusSeconds(60)), NOW);
    }

    @Test
    void aSessionBelongsToItsScript() {
        assertThat(open("chat", "1")).isTrue();
        assertThat(open("chat", "1")).as("again").isFalse();

        assertThat(store.find("chat", "1", NOW)).isPresent();
        assertThat(store.find("other", "1", NOW)).isEmpty();
        assertThat(store.close("other", "1", NOW)).isFalse();
        assertThat(store.close("chat", "1", NOW)).isTrue();
        assertThat(store.close("chat", "1", NOW)).isFalse();
        assertThat(store.count("chat", NOW)).isZero();
    }

    @Test
    void aSessionExpiresUnlessItIsProlonged() {
        open("chat", "1");
        open("chat", "2");
        store.prolong("chat", "1", NOW.plusSeconds(120), NOW);

        Instant later = NOW.plusSeconds(60);
        assertThat(store.find("chat", "1", later)).isPresent();
        assertThat(store.find("chat", "2", later)).isEmpty();
        store.prolong("chat", "2", NOW.plusSeconds(500), later);
        assertThat(store.find("chat", "2", later)).as("too late").isEmpty();
        assertThat(store.count("chat", later)).isOne();
        assertThat(store.open(session("chat", "2", NOW.plusSeconds(120)), later)).isTrue();
    }

    @Test
    void beyondTheLimitTheLeastRecentlyUsedOfTheLargestScriptEnds() {
        open("quiet", "q");
        open("chat", "1");
        open("chat", "2");
        store.prolong("chat", "1", NOW.plusSeconds(90), NOW);

        open("chat", "3");
        open("other", "o");

        assertThat(store.find("chat", "2", NOW)).isEmpty();
        assertThat(store.find("chat", "1", NOW)).isEmpty();
        assertThat(store.find("chat", "3", NOW)).isPresent();
        assertThat(store.find("quiet", "q", NOW)).isPresent();
        assertThat(store.find("other", "o", NOW)).isPresent();
    }

    @Test
    void expiredSessionsOfAllScriptsMakeRoomFirst() {
        store.open(session("old", "1", NOW.plusSeconds(1)), NOW);
        store.open(session("old", "2", NOW.plusSeconds(1)), NOW);
        open("chat", "1");

        store.open(session("chat", "2", NOW.plusSeconds(60)), NOW.plusSeconds(2));
        store.open(session("chat", "3", NOW.plusSeconds(60)), NOW.plusSeconds(2));

        assertThat(store.count("chat", NOW.plusSeconds(2))).isEqualTo(3);
        assertThat(store.count("old", NOW.plusSeconds(2))).isZero();
    }

    @Test
    void theSessionsOfARemovedScriptMakeRoom() {
        open("chat", "1");
        open("chat", "2");
        open("chat", "3");
        store.closeAll("chat");
        open("other", "1");
        open("other", "2");
        open("other", "3");

        assertThat(store.count("other", NOW)).isEqualTo(3);
        assertThat(store.count("chat", NOW)).isZero();
    }

    @Test
    @Tag("slow")
    void aHundredThousandSessionsTakeLessThanAKilobyteEach() {
        int number = 100_000;
        MemorySessionStore large = new MemorySessionStore(number);
        fill(large, "warm", 1_000);
        large.closeAll("warm");
        long before = used();
        fill(large, "chat", number);
        long each = (used() - before) / number;

        fill(large, "more", number);
        long after = (used() - before) / number;

        assertThat(each).isBetween(100L, 1_000L);
        assertThat(after).as("as many again end the others").isLessThan(1_100L);
        assertThat(large.count("chat", NOW) + large.count("more", NOW)).isEqualTo(number);
    }

    private static void fill(MemorySessionStore store, String script, int number) {
        for (int i = 0; i < number; i++) {
            String id = "0b7c9a52-1d7e-4e3f-9c7a-" + (100_000_000_000L + i);
            store.open(new CallbackSession(
                    script, id, "msg_" + "a".repeat(30) + i, Map.of("tenant", "acme-" + i), NOW.plus(Duration.ofHours(24))),
                    NOW);
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
