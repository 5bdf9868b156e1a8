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
package io.webhookscript.store.jdbc.outbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.store.Claim;

/**
 * What the receivers of a test have seen, and what must be true of it: no event before an earlier one of its key has
 * ended, and no two processes with the same key at the same time. Ids are {@code key/number}.
 */
final class DeliveryModel {

    private final int eventsOfAKey;
    private final Map<String, Key> keys = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private int ended;
    private int duplicates;

    /** A process of a node, which may have been killed. */
    interface Process {

        boolean isAlive();
    }

    private static final class Key {

        /** The number of the first event that has not ended. */
        private int first;
        private Claim running;
        private Process process;
    }

    DeliveryModel(int eventsOfAKey) {
        this.eventsOfAKey = eventsOfAKey;
    }

    synchronized void begins(Claim claim, Process process) {
        Key key = key(claim);
        int number = number(claim);
        if (number > key.first) {
            violations.add(claim.entry().id() + " was attempted before " + key.first + " had ended");
        }
        if (number < key.first - 1) {
            violations.add(claim.entry().id() + " was attempted after " + (key.first - 1));
        }
        if (key.running != null && key.running.isHeld() && key.process.isAlive()) {
            violations.add(claim.entry().id() + " was attempted together with " + key.running.entry().id());
        }
        key.running = claim;
        key.process = process;
    }

    /** The attempt is over, and the event will be attempted again. */
    synchronized void fails(Claim claim) {
        forget(key(claim), claim);
    }

    /** The event is delivered, or given up; its end is not stored yet. */
    synchronized void ends(Claim claim) {
        Key key = key(claim);
        forget(key, claim);
        if (number(claim) == key.first) {
            key.first++;
            ended++;
        } else {
            duplicates++;
        }
    }

    private static void forget(Key key, Claim claim) {
        if (key.running == claim) {
            key.running = null;
        }
    }

    private Key key(Claim claim) {
        return keys.computeIfAbsent(claim.entry().id().split("/")[0], name -> new Key());
    }

    private static int number(Claim claim) {
        return Integer.parseInt(claim.entry().id().split("/")[1]);
    }

    synchronized int ended() {
        return ended;
    }

    synchronized int duplicates() {
        return duplicates;
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /** The keys with events that have not ended. */
    synchronized List<String> open() {
        return keys.entrySet().stream().filter(key -> key.getValue().first < eventsOfAKey)
                .map(key -> key.getKey() + "/" + key.getValue().first).toList();
    }
}
