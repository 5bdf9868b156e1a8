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
package io.webhookscript.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** Dead letters in memory, as the interface describes them. */
public final class MemoryDeadLetters implements DeadLetterStore {

    private final Map<String, Placed> letters = new HashMap<>();
    private final Predicate<String> waiting;
    private long last;
    private @Nullable String trouble;
    private boolean hanging;

    private record Placed(long position, DeadLetter letter) {
    }

    /** @param waiting whether the entry of a message has not ended */
    MemoryDeadLetters(Predicate<String> waiting) {
        this.waiting = waiting;
    }

    /** @param reason the reason of all further failures; null ends them */
    public synchronized void fail(@Nullable String reason) {
        trouble = reason;
    }

    /** No further letter is stored, and no failure is reported either. */
    public synchronized void hang() {
        hanging = true;
    }

    private void check() {
        if (trouble != null) {
            throw new StoreException(trouble, null);
        }
    }

    @Override
    public synchronized CompletionStage<Void> add(DeadLetter letter) {
        if (trouble != null) {
            return CompletableFuture.failedFuture(new StoreException(trouble, null));
        }
        if (hanging) {
            return new CompletableFuture<>();
        }
        Placed before = letters.get(letter.messageId());
        put(letter, null, before == null ? 0 : before.letter().replays().count(), ++last);
        return CompletableFuture.completedFuture(null);
    }

    private void put(DeadLetter letter, @Nullable Instant replayedAt, int replays, long position) {
        letters.put(letter.messageId(), new Placed(
                position, new DeadLetter(
                        letter.messageId(), letter.script(), letter.failedAt(), letter.outcome(), letter.status(),
                        letter.reason(), new DeadLetter.Replays(replays, replayedAt), letter.contents())));
    }

    synchronized void sentAgain(String messageId) {
        Placed placed = letters.get(messageId);
        if (placed != null) {
            put(placed.letter(), Instant.now(), placed.letter().replays().count() + 1, placed.position());
        }
    }

    @Override
    public synchronized Page find(DeadLetterFilter filter, Range range) {
        check();
        Comparator<Placed> order = Comparator.comparingLong(Placed::position);
        List<Placed> found = letters.values().stream()
                .filter(placed -> placed.position() > range.after() && placed.position() < range.before())
                .filter(placed -> filter.matches(placed.letter()))
                .sorted(range.oldestFirst() ? order : order.reversed()).toList();
        List<Placed> page = found.subList(0, Math.min(range.limit(), found.size()));
        return new Page(
                page.stream().map(placed -> withoutContents(placed.letter())).toList(),
                page.size() < found.size() ? page.get(page.size() - 1).position() : null);
    }

    private static DeadLetter withoutContents(DeadLetter letter) {
        return new DeadLetter(
                letter.messageId(), letter.script(), letter.failedAt(), letter.outcome(), letter.status(), letter.reason(),
                letter.replays(), null);
    }

    @Override
    public synchronized Map<String, Long> counts(DeadLetterFilter filter) {
        check();
        Map<String, Long> counts = new TreeMap<>();
        letters.values().stream().map(Placed::letter).filter(filter::matches)
                .forEach(letter -> counts.merge(letter.script(), 1L, Long::sum));
        return counts;
    }

    @Override
    public synchronized long end() {
        check();
        return last + 1;
    }

    @Override
    public synchronized Optional<DeadLetter> get(String messageId) {
        check();
        return Optional.ofNullable(letters.get(messageId)).map(Placed::letter);
    }

    @Override
    public synchronized Map<String, Resent> resent(Collection<String> messageIds) {
        check();
        Map<String, Resent> states = new HashMap<>();
        for (String id : messageIds) {
            Placed placed = letters.get(id);
            if (placed != null && placed.letter().replays().last() == null) {
                states.put(id, Resent.OPEN);
            } else if (placed != null) {
                states.put(id, waiting.test(id) ? Resent.WAITING : Resent.DELIVERED);
            }
        }
        return states;
    }

    @Override
    public synchronized long discard(DeadLetterFilter filter) {
        check();
        int before = letters.size();
        letters.values().removeIf(placed -> filter.matches(placed.letter()));
        return before - (long) letters.size();
    }
}
