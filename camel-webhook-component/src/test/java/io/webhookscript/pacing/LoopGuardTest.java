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

import io.webhookscript.script.LimitsDefinition.Loop;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One subject may be sent so often in a period, and no more; others are not touched by it. */
class LoopGuardTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final LoopGuard guard = new LoopGuard(new Loop(3, Duration.ofMinutes(1), null));

    @Test
    void refusesTheOneTooMany() {
        for (int i = 0; i < 3; i++) {
            assertThat(guard.admit("7", START.plusSeconds(i))).isTrue();
        }

        assertThat(guard.admit("7", START.plusSeconds(59))).isFalse();
        assertThat(guard.admit("7", START.plusSeconds(60))).isTrue();
    }

    @Test
    void leavesABurstOfOtherSubjectsAlone() {
        for (int i = 0; i < 3 * LoopGuard.MAX_SUBJECTS; i++) {
            assertThat(guard.admit("subject-" + i, START)).isTrue();
        }
    }

    @Test
    void tellsSubjectsOfAMegabyteApart() {
        String subject = "x".repeat(1 << 20);
        for (int i = 0; i < 3; i++) {
            assertThat(guard.admit(subject, START)).isTrue();
        }

        assertThat(guard.admit(subject, START)).isFalse();
        assertThat(guard.admit(subject + "y", START)).isTrue();
    }

    @Test
    void stillSeesALoopAmongManyHonestSubjects() {
        int admitted = 0;
        for (int i = 0; i < 10; i++) {
            for (int other = 0; other < 1000; other++) {
                guard.admit("honest-" + i + "-" + other, START);
            }
            admitted += guard.admit("looping", START) ? 1 : 0;
        }

        assertThat(admitted).isEqualTo(3);
    }
}
