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
package io.webhookscript.http;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A timer wheel: the running calls are in slots by their deadline, so that a tick checks only the calls that are due.
 * After the last slot comes the first again; a call with more time than one round is checked once in each round.
 * Callers add and remove on their own threads, and one thread ticks.
 */
final class DeadlineWheel {

    private static final int SLOTS = 256;

    private final long origin;
    private final long tick;
    private final List<Set<CallDeadline>> slots;
    /** The last tick whose slot has been processed in this round. */
    private volatile long ended = -1;

    /**
     * @param now  the nano time before which no deadline ends
     * @param tick in nanoseconds
     */
    DeadlineWheel(long now, long tick) {
        this.origin = now;
        this.tick = tick;
        this.slots = Stream.<Set<CallDeadline>> generate(ConcurrentHashMap::newKeySet).limit(SLOTS).toList();
    }

    /**
     * Adds a deadline. Returns false if its slot may already have been processed: then its time is over, and no tick
     * will end it.
     */
    boolean add(CallDeadline deadline) {
        slot(tickOf(deadline.end())).add(deadline);
        return tickOf(deadline.end()) > ended;
    }

    void remove(CallDeadline deadline) {
        slot(tickOf(deadline.end())).remove(deadline);
    }

    boolean isEmpty() {
        for (Set<CallDeadline> slot : slots) {
            if (!slot.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    void forEach(Consumer<CallDeadline> action) {
        slots.forEach(slot -> slot.forEach(action));
    }

    /** Calls the action for all deadlines that are due since the last call, including those of the current tick. */
    void forEachDue(long now, Consumer<CallDeadline> action) {
        long present = tickOf(now);
        long first = Math.max(ended + 1, present - SLOTS + 1);
        ended = present - 1; // set before the slots are read, so that add() sees it
        for (long due = first; due <= present; due++) {
            slot(due).forEach(action);
        }
    }

    private long tickOf(long nanoTime) {
        return (nanoTime - origin) / tick;
    }

    private Set<CallDeadline> slot(long at) {
        return slots.get((int) (at % SLOTS));
    }
}
