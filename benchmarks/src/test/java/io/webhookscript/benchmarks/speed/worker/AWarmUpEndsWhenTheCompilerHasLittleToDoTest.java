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
package io.webhookscript.benchmarks.speed.worker;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A warm-up goes on while the compiler threads use more than 5 % of a processor, however many events there were. */
class AWarmUpEndsWhenTheCompilerHasLittleToDoTest {

    @Test
    void littleIsUpTo5PercentOfAProcessor() {
        assertThat(compiled(20_000, 2, 5).compilerHasLittleToDo()).isTrue(); // 0.1 of 2 seconds
        assertThat(compiled(20_000, 2, 6).compilerHasLittleToDo()).isFalse();
    }

    @Test
    void moreEventsInTheSameTimeAreMoreToDo() {
        assertThat(compiled(10_000, 2, 6).compilerHasLittleToDo()).isTrue();
    }

    @Test
    void failedEventsCount() {
        LoadReport report = report(new EventCounts(20_000, 10_000, 10_000, 0, Map.of("503", 10_000L)), 2, 6);

        assertThat(report.compilerHasLittleToDo()).isFalse();
    }

    private static LoadReport compiled(long events, double seconds, double compilerMicros) {
        return report(new EventCounts(events, events, 0, 0, Map.of()), seconds, compilerMicros);
    }

    private static LoadReport report(EventCounts events, double seconds, double compilerMicros) {
        return new LoadReport(events, seconds, new LoadReport.Waits(0, 0, 0), 0, compilerMicros, 0);
    }
}
