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
package io.webhookscript.benchmarks.speed.machine;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShareOfOtherProcessesIsKnownTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void interruptsAreNotOthers() {
        assertThat(MachineLoad.busy("cpu  100 20 3 57548 219 4000 50000 65 0 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n"))
                .isEqualTo(100 + 20 + 3 + 65);
    }

    @Test
    void aNameWithBracketsAndSpacesIsPassedOver() {
        assertThat(MachineLoad.ticks("17 (a) b (c)) S 1 17 17 0 -1 4194560 1 2 3 4 500 60 7 8 20 0 1 0 99 1 1")).isEqualTo(560);
    }

    @Test
    void whatIsBusyAndNotOursIsOfOthers() {
        MachineLoad.Snapshot before = new MachineLoad.Snapshot(0, 1_000, 400);
        MachineLoad.Snapshot after = new MachineLoad.Snapshot(SECOND, 1_180, 500);

        assertThat(MachineLoad.share(before, after, 2)).isEqualTo(0.4);
    }

    @Test
    void ticksThatWereCountedLateAreNotNegative() {
        MachineLoad.Snapshot before = new MachineLoad.Snapshot(0, 1_000, 400);
        MachineLoad.Snapshot after = new MachineLoad.Snapshot(SECOND, 1_100, 502);

        assertThat(MachineLoad.share(before, after, 2)).isZero();
    }

    @Test
    void aThirdIsQuietAndMoreIsNot() {
        assertThat(MachineLoad.isQuiet(1.0 / 3)).isTrue();
        assertThat(MachineLoad.isQuiet(0.34)).isFalse();
        assertThat(MachineLoad.isQuiet(Double.NaN)).isFalse();
    }
}
