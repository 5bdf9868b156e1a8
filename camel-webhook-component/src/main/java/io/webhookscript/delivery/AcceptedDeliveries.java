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

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the accepted deliveries of all scripts that have not ended, so that memory is bounded. A tenth of the limit,
 * at least one, is added as a reserve for scripts that hold few deliveries: when the receiver of one script fails for
 * hours, events of the other scripts are still accepted. Thread-safe.
 */
public final class AcceptedDeliveries {

    private final int most;
    private final int mostWithKept;
    private final AtomicInteger all = new AtomicInteger();

    /** @param most limit for all scripts together, without the reserve */
    public AcceptedDeliveries(int most) {
        this.most = most;
        this.mostWithKept = (int) Math.min(Integer.MAX_VALUE, (long) most + Math.max(1, most / 10));
    }

    /** The permits of one script. */
    public Places places() {
        return new Places();
    }

    public int most() {
        return most;
    }

    public final class Places {

        private final AtomicInteger mine = new AtomicInteger();

        /** Takes a permit, which {@link #leave} gives back; false when no permit is left for this script. */
        public boolean enter() {
            int before = all.getAndIncrement();
            int held = mine.getAndIncrement();
            if (before < most || held < mostWithKept - before) {
                return true;
            }
            leave();
            return false;
        }

        public void leave() {
            mine.decrementAndGet();
            all.decrementAndGet();
        }

        public int taken() {
            return mine.get();
        }
    }
}
