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
 * Counts the deliveries that were accepted and have not ended, of all scripts together, and the memory that their
 * events take, so that both are bounded. When all is taken, a tenth more, at least one, is kept for scripts that hold
 * little: when the receiver of one is dead for hours, events of the others are accepted still. Thread-safe.
 */
public final class AcceptedDeliveries {

    private final Bound count;
    private final Bound bytes;

    /**
     * @param most      of all scripts together, without those that are kept
     * @param mostBytes likewise, of their events
     */
    public AcceptedDeliveries(int most, long mostBytes) {
        this.count = new Bound(most);
        this.bytes = new Bound(mostBytes);
    }

    /** How much there may be of something. */
    private static final class Bound {

        private final long most;
        private final long mostWithKept;
        private final AtomicLong all = new AtomicLong();

        private Bound(long most) {
            this.most = most;
            this.mostWithKept = most + Math.max(1, most / 10);
        }

        /** @param mine what the script holds; both are raised, to be lowered by {@link #leave} */
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

    /** The places of one script. */
    public Places places() {
        return new Places();
    }

    public final class Places {

        private final AtomicLong mine = new AtomicLong();
        private final AtomicLong myBytes = new AtomicLong();

        /** Takes a place, to be given back by {@link #leave}; false when there is none for this script. */
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

        /** Why there was none. */
        public String refusal(long weight) {
            if (weight > bytes.most) {
                return "the event takes about " + weight + " bytes of memory, which is more than all events that wait may take"
                       + " (maxPendingBytes is " + bytes.most + ")";
            }
            if (count.all.get() >= count.most) {
                return "too many deliveries are waiting already, " + mine.get() + " of them of this script (maxPending is "
                       + count.most + ")";
            }
            return "the events of deliveries that are waiting already take too much memory, " + myBytes.get()
                   + " bytes of them those of this script (maxPendingBytes is " + bytes.most + ")";
        }
    }
}
