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

import java.time.Instant;

import io.webhookscript.pacing.SettableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LostDeadLettersTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final LostDeadLetters lost = new LostDeadLetters(clock);

    @Test
    void forgetsLostDeadLettersAfterFiveMinutes() {
        lost.add("guarded");

        assertThat(lost.recent()).containsOnlyKeys("guarded");
        clock.forward(LostDeadLetters.REMEMBERED.plusSeconds(1));
        assertThat(lost.recent()).isEmpty();
    }

    @Test
    void remembersWhenEachScriptLostOneLast() {
        lost.add("guarded");
        clock.forward(LostDeadLetters.REMEMBERED);
        lost.add("hook");
        lost.add("guarded");

        assertThat(lost.recent()).containsOnlyKeys("guarded", "hook")
                .containsEntry("guarded", clock.instant());
    }
}
