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
 * Counts the deliveries that were accepted and have not ended, of all scripts together, so that memory is bounded. When
 * all places are taken, a tenth more, at least one, is kept for scripts that hold few: when the receiver of one is dead
 * for hours, events of the others are accepted still. Thread-safe.
 */
public final class AcceptedDeliveries {

    private final int most;
    private final int mostWithKept;
    private final AtomicInteger all = new AtomicInteger();

    /** @param most of all scripts together, without those that are kept */
    public AcceptedDeliveries(int most) {
        this.most = most;
        this.mostWithKept = (int) Math.min(Integer.MAX_VALUE, (long) most + Math.max(1, most / 10));
    }

    /** The places of one script. */
    public Places places() {
        return new Places();
    }

    public int most() {
        return most;
    }

    public final class Places {

        private final AtomicInteger mine = new AtomicInteger();

        /** Takes a place, to be given back by {@link #leave}; false when there is none for this script. */
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
