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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

import io.webhookscript.deadletter.ReplayStatus.Counts;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * The letters of one script in a replay. It gives letters to the outbox only as long as few of them wait there, so that
 * a stop takes effect soon, and so that memory does not depend on the number of letters. Used by one thread at a time;
 * the counts may be read by others.
 */
final class ReplayLane {

    /** Ids that are read at a time. */
    static final int PAGE = 500;

    /** Letters that are stored by one commit. */
    private static final int BATCH = 100;

    /** The memory for the events of a batch, unless a single event is larger. */
    private static final long BATCH_BYTES = 4L << 20;

    private final DeadLetterStore letters;
    private final LetterSender sender;
    private final DeadLetterFilter filter;
    private final ReplayPace pace;
    private DeadLetterStore.Range range;
    private final Deque<String> ids = new ArrayDeque<>();
    private final Set<String> waiting = new LinkedHashSet<>();
    private boolean exhausted;
    private volatile Counts counts = Counts.NONE;
    private volatile @Nullable String problem;

    ReplayLane(DeadLetterStore letters, LetterSender sender, DeadLetterFilter filter, DeadLetterStore.Range range,
               ReplayPace pace) {
        this.letters = letters;
        this.sender = sender;
        this.filter = filter;
        this.range = range;
        this.pace = pace;
    }

    Counts counts() {
        return counts;
    }

    /** Why a letter was skipped; null when none was for a reason that people should know. */
    @Nullable
    String problem() {
        return problem;
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    boolean isExhausted() {
        return exhausted && ids.isEmpty();
    }

    /** Counts the letters whose delivery has ended. */
    void settle() {
        if (waiting.isEmpty()) {
            return;
        }
        Map<String, DeadLetterStore.Resent> states = letters.resent(waiting);
        for (Iterator<String> each = waiting.iterator(); each.hasNext();) {
            DeadLetterStore.Resent state = states.get(each.next());
            if (state == DeadLetterStore.Resent.WAITING) {
                continue;
            }
            each.remove();
            counts = counts.plus(ended(state));
        }
    }

    /** @param state null when the letter was discarded meanwhile */
    private static Counts ended(DeadLetterStore.@Nullable Resent state) {
        if (state == null) {
            return new Counts(-1, 0, 0, 1);
        }
        return state == DeadLetterStore.Resent.OPEN ? new Counts(0, 0, 1, 0) : new Counts(0, 1, 0, 0);
    }

    /** Gives letters to the outbox until enough of them wait there. */
    void advance(BooleanSupplier mayContinue) {
        int room = pace.room(waiting.size());
        while (room > 0 && mayContinue.getAsBoolean()) {
            List<OutboxEntry> batch = batch(Math.min(room, BATCH));
            if (batch.isEmpty()) {
                return;
            }
            send(batch);
            room -= batch.size();
        }
    }

    private List<OutboxEntry> batch(int most) {
        List<OutboxEntry> batch = new ArrayList<>();
        long bytes = 0;
        while (batch.size() < most && bytes < BATCH_BYTES && refilled()) {
            Optional<OutboxEntry> entry = read(ids.remove());
            if (entry.isPresent()) {
                batch.add(entry.get());
                bytes += entry.get().document().length;
            }
        }
        return batch;
    }

    private boolean refilled() {
        while (ids.isEmpty() && !exhausted) {
            DeadLetterStore.Page page = letters.find(filter, range);
            page.letters().forEach(letter -> ids.add(letter.messageId()));
            exhausted = page.next() == null;
            if (page.next() != null) {
                range = range.goingOnAt(page.next());
            }
        }
        return !ids.isEmpty();
    }

    /** The letter may have been discarded or sent again since its page was read. */
    private Optional<OutboxEntry> read(String id) {
        Optional<OutboxEntry> entry = Optional.empty();
        try {
            entry = letters.get(id).filter(filter::matches).map(sender::entry);
        } catch (StoreException unavailable) {
            ids.addFirst(id);
            throw unavailable;
        } catch (IllegalStateException unreadable) {
            problem = "the event of the dead letter " + id + " cannot be read: " + unreadable.getMessage();
        }
        if (entry.isEmpty()) {
            counts = counts.plus(new Counts(0, 0, 0, 1));
        }
        return entry;
    }

    /** A letter that was not stored is tried again, so it keeps its place. */
    private void send(List<OutboxEntry> batch) {
        LetterSender.Sent sent = sender.send(batch);
        List<OutboxEntry> failed = sent.failed();
        for (int i = failed.size() - 1; i >= 0; i--) {
            ids.addFirst(failed.get(i).id());
        }
        batch.stream().filter(entry -> !failed.contains(entry)).forEach(entry -> waiting.add(entry.id()));
        counts = counts.plus(new Counts(batch.size() - (long) failed.size(), 0, 0, 0));
        if (sent.why() != null) {
            throw sent.why();
        }
    }
}
