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
package io.webhookscript.deadletter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

import io.webhookscript.delivery.DeliveryThreads;
import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore;

/** Starts, stops and lists the replays of a component. Thread-safe. */
final class Replays {

    /** Replays that have ended and are still listed. */
    private static final int MAX_ENDED = 20;

    private final DeadLetterStore letters;
    private final LetterSender sender;
    private final ReplayingScripts scripts;
    private final DeliveryThreads threads;
    private final Deque<ReplayRun> runs = new ArrayDeque<>();
    private int started;

    Replays(DeadLetterStore letters, LetterSender sender, ReplayingScripts scripts, DeliveryThreads threads) {
        this.letters = letters;
        this.sender = sender;
        this.scripts = scripts;
        this.threads = threads;
    }

    boolean one(String messageId) {
        DeadLetter letter = letters.get(messageId)
                .orElseThrow(() -> new NoSuchElementException("there is no dead letter '" + messageId + "'"));
        scripts.check(letter.script());
        try {
            return sender.send(sender.entry(letter));
        } catch (IllegalStateException unreadable) {
            throw new ReplayRefusedException(
                    "nothing was sent again, since the event of the dead letter " + messageId + " cannot be read: "
                                             + unreadable.getMessage());
        }
    }

    /** No database is used under the lock, so that a list is always available. */
    ReplayStatus start(DeadLetterFilter filter) {
        DeadLetterFilter wanted = filter.replayed() == null ? filter.withReplayed(false) : filter;
        ReplayRun run = reserved(wanted);
        try {
            long end = letters.end();
            Map<String, Long> counts = letters.counts(wanted);
            counts.keySet().stream().sorted().forEach(scripts::check);
            run.begin(counts, script -> new ReplayLane(
                    letters, sender, wanted.ofScript(script), DeadLetterStore.Range.oldestBefore(end, ReplayLane.PAGE),
                    scripts.pace(script)));
        } catch (RuntimeException refused) {
            forget(run);
            throw refused;
        }
        return run.status();
    }

    private synchronized ReplayRun reserved(DeadLetterFilter filter) {
        Optional<ReplayRun> other = runs.stream().filter(run -> run.isRunning() && run.filter().overlaps(filter)).findFirst();
        if (other.isPresent()) {
            throw ReplayRefusedException.overlapping(other.get().status());
        }
        started++;
        ReplayRun run = new ReplayRun("replay-" + started, filter, threads);
        runs.addFirst(run);
        forgetTheOldest();
        return run;
    }

    private void forgetTheOldest() {
        long ended = runs.stream().filter(run -> !run.isRunning()).count();
        for (Iterator<ReplayRun> oldest = runs.descendingIterator(); ended > MAX_ENDED && oldest.hasNext();) {
            if (!oldest.next().isRunning()) {
                oldest.remove();
                ended--;
            }
        }
    }

    private synchronized void forget(ReplayRun run) {
        runs.remove(run);
    }

    List<ReplayStatus> list() {
        return all().stream().map(ReplayRun::status).toList();
    }

    private synchronized List<ReplayRun> all() {
        return new ArrayList<>(runs);
    }

    ReplayStatus stop(String id) {
        ReplayRun run = all().stream().filter(known -> known.id().equals(id)).findFirst()
                .orElseThrow(() -> new NoSuchElementException("there is no replay '" + id + "'"));
        run.stop();
        return run.status();
    }

    void close() {
        all().forEach(ReplayRun::close);
    }
}
