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
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Setting the machine's clock neither lengthens nor shortens what is measured. */
class TimeIsMeasuredSteadilyTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SettableClock timeOfDay = new SettableClock(START);
    private final AtomicLong nanos = new AtomicLong(-5);
    private final SteadyClock steady = new SteadyClock(timeOfDay, nanos::get);

    @Test
    void beginsWithTheTimeOfDay() {
        assertThat(steady.instant()).isEqualTo(START);
    }

    @Test
    void goesOnWithTheCounterAlone() {
        timeOfDay.forward(Duration.ofDays(-30));
        nanos.addAndGet(1_500_000_000);

        assertThat(steady.instant()).isEqualTo(START.plusMillis(1_500));
    }
}
