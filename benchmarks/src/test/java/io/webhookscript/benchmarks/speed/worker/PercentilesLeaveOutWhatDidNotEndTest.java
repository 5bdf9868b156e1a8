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

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PercentilesLeaveOutWhatDidNotEndTest {

    @Test
    void aThousandTimesHaveTheirPercentiles() {
        Percentiles percentiles
                = Percentiles.of(LongStream.rangeClosed(1, 1_000).map(n -> 1_001 - n).map(n -> n * 1_000).toArray());

        assertThat(percentiles.micros(0.5)).isEqualTo(501);
        assertThat(percentiles.micros(0.99)).isEqualTo(991);
        assertThat(percentiles.micros(0.999)).isEqualTo(1_000);
    }

    @Test
    void zerosAreEventsThatDidNotEnd() {
        assertThat(Percentiles.of(new long[] { 0, 3_000, 0 }).micros(0.5)).isEqualTo(3);
        assertThat(Percentiles.of(new long[3]).micros(0.5)).isNaN();
    }
}
