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

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the accepted deliveries of all scripts that have not ended, and the memory of their events, so that both are
 * bounded. A tenth of each limit, at least one, is added as a reserve for scripts that hold little: when the receiver
 * of one script fails for hours, events of the other scripts are still accepted. Thread-safe.
 */
public final class AcceptedDeliveries {

    private final Bound count;
    private final Bound bytes;

    /**
     * @param most      limit for all scripts together, without the reserve
     * @param mostBytes the same limit for the bytes of their events
     */
    public AcceptedDeliveries(int most, long mostBytes) {
        this.count = new Bound(most);
        this.bytes = new Bound(mostBytes);
    }

    /** A limit with its current amount. */
    private static final class Bound {

        private final long most;
        private final long mostWithKept;
        private final AtomicLong all = new AtomicLong();

        private Bound(long most) {
            this.most = most;
            this.mostWithKept = most + Math.max(1, most / 10);
        }

        /** @param mine the amount of the script; both amounts are increased, and {@link #leave} decreases them */
        private boolean enter(AtomicLong mine, long amount) {
            long before = all.getAndAdd(amount);
            long held = mine.getAndAdd(amount);
            if (before + amount <= most || held + amount <= mostWithKept - before) {
                return true;
            }
            leave(mine, amount);
            return false;
        }

        private void leave(AtomicLong mine, long amount) {
            mine.addAndGet(-amount);
            all.addAndGet(-amount);
        }
    }

    /** The permits of one script. */
    public Places places() {
        return new Places();
    }

    public final class Places {

        private final AtomicLong mine = new AtomicLong();
        private final AtomicLong myBytes = new AtomicLong();

        /** Takes a permit, which {@link #leave} gives back; false when no permit is left for this script. */
        public boolean enter(long weight) {
            if (!count.enter(mine, 1)) {
                return false;
            }
            if (bytes.enter(myBytes, weight)) {
                return true;
            }
            count.leave(mine, 1);
            return false;
        }

        public void leave(long weight) {
            count.leave(mine, 1);
            bytes.leave(myBytes, weight);
        }

        /** Gives back bytes of an event that takes less memory from now on. */
        void giveBack(long bytesLess) {
            bytes.leave(myBytes, bytesLess);
        }

        /** The reason why no permit was left. */
        public String refusal(long weight) {
            if (weight > bytes.most) {
                return "the event needs about " + weight + " bytes of memory, more than all waiting events may need"
                       + " (maxPendingBytes is " + bytes.most + ")";
            }
            if (count.all.get() >= count.most) {
                return "too many deliveries are waiting already, " + mine.get() + " of them of this script (maxPending is "
                       + count.most + ")";
            }
            return "the events of waiting deliveries need too much memory, " + myBytes.get()
                   + " bytes of them of this script (maxPendingBytes is " + bytes.most + ")";
        }
    }
}
