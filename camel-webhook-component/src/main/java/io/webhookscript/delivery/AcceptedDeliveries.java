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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the accepted deliveries of all scripts that have not ended, and the memory of their events, so that both are
 * bounded. A tenth of each limit, at least one, is added as a reserve for scripts that hold little: when the receiver
 * of one script fails for hours, events of the other scripts are still accepted. Thread-safe.
 */
public final class AcceptedDeliveries {

    /** A script takes at most one of so many parts of all permits for events of the outbox. */
    private static final int SHARES = 10;

    /** Entries of the outbox are claimed in groups: one at a time would cost a transaction each. */
    private static final int GROUPS = 8;

    private final Bound count;
    private final Bound bytes;
    private final Map<String, Places> ofScripts = new ConcurrentHashMap<>();

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

        private void add(AtomicLong mine, long amount) {
            mine.addAndGet(amount);
            all.addAndGet(amount);
        }

        private void leave(AtomicLong mine, long amount) {
            mine.addAndGet(-amount);
            all.addAndGet(-amount);
        }
    }

    /** The permits of one script, in all its versions. */
    public Places places(String script) {
        return ofScripts.computeIfAbsent(script, name -> new Places());
    }

    /** The permits of a script that no other object knows. */
    Places places() {
        return new Places();
    }

    private long share() {
        return Math.max(1, count.most / SHARES);
    }

    public final class Places {

        private final AtomicLong mine = new AtomicLong();
        private final AtomicLong myBytes = new AtomicLong();
        private volatile boolean starving;

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

        /**
         * Takes a permit for an event of the outbox that has just been stored. They get no more than half of the
         * script's share, so that older entries of the outbox are not overtaken without end.
         */
        public boolean enterShare(long weight) {
            if (mine.get() >= shareOfNew() || !enter(weight)) {
                return false;
            }
            if (mine.get() > shareOfNew()) { // others came at the same moment
                leave(weight);
                return false;
            }
            return true;
        }

        private long shareOfNew() {
            return Math.max(1, share() / 2);
        }

        /** Whether one event takes more memory than all of them may take. */
        public boolean isTooHeavy(long weight) {
            return weight > bytes.most;
        }

        /** Takes a permit for an entry that the outbox has claimed, as {@link #room} said, for any weight. */
        public void hold(long weight) {
            count.add(mine, 1);
            bytes.add(myBytes, weight);
        }

        /** Adds memory of an event that has a permit. */
        public void grow(long more) {
            bytes.add(myBytes, more);
        }

        /**
         * The number of further entries of the outbox that the script may have in memory; 0 when they are few. Events
         * that are stored while the entries are claimed find their half of the share, so that both fit into it.
         */
        public int room() {
            long share = share();
            long free = Math.min(share - mine.get(), Math.max(1, share - shareOfNew()));
            if (free < Math.max(1, share / GROUPS) || bytes.all.get() >= bytes.most) {
                starving = true;
                return 0;
            }
            long average = Math.max(1, myBytes.get() / Math.max(1, mine.get()));
            long fitting = Math.max(1, (bytes.most - bytes.all.get()) / average);
            return (int) Math.max(1, Math.min(Math.min(free, fitting), count.most - count.all.get()));
        }

        /** Whether there was no room when it was asked last, and there is now. */
        public boolean hasRoomAgain() {
            if (!starving) {
                return false;
            }
            starving = false;
            return room() > 0;
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
