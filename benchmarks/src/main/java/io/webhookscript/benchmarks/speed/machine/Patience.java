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

import java.time.Duration;

/** Waits for a short, limited time until other processes leave the machine idle. */
public final class Patience {

    private static final Duration MAX_WAIT = Duration.ofMillis(1_500);
    private static final Duration LOOK = Duration.ofMillis(80);

    private final MachineLoad machine;
    private long leftMillis;

    /** @param millis in all */
    public Patience(MachineLoad machine, long millis) {
        this.machine = machine;
        this.leftMillis = millis;
    }

    public void awaitQuiet() throws InterruptedException {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        boolean quiet = false;
        while (!quiet && leftMillis > 0 && System.nanoTime() < end) {
            MachineLoad.Snapshot before = machine.now();
            Thread.sleep(LOOK.toMillis());
            quiet = MachineLoad.isQuiet(machine.othersSince(before));
            leftMillis -= LOOK.toMillis();
        }
    }
}
