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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * The dead letters of a component. There is at most one for each message id; if the same event fails again after a
 * replay, its letter is replaced. {@link Outbox#acceptAgain} marks a letter as sent again. Each letter has a position:
 * one that is added or replaced later has a larger position than all others.
 *
 * <p>
 * Thread-safe. Only {@link #add} may be called where blocking is a problem; the other methods block, and throw a
 * {@link StoreException} when the database cannot be used now.
 */
public interface DeadLetterStore {

    /** The maximum number of letters of a page, and of ids in one call. */
    int MAX_PAGE = 1_000;

    /**
     * Stores an open letter; complete after the commit, exceptional with a {@link StoreException} when it was not
     * stored.
     *
     * @param letter the store ignores its {@code replayedAt} and {@code replays}: a letter that it replaces keeps its
     *               number of replays
     */
    CompletionStage<Void> add(DeadLetter letter);

    /** Finds letters. Their contents are not read. */
    Page find(DeadLetterFilter filter, Range range);

    /** The number of letters by script. Scripts without a letter are left out. */
    Map<String, Long> counts(DeadLetterFilter filter);

    /** The smallest position that is larger than that of every letter. */
    long end();

    /**
     * One letter with its contents.
     *
     * @throws IllegalStateException when it is encrypted and cannot be decrypted
     */
    Optional<DeadLetter> get(String messageId);

    /**
     * What became of letters that were sent again.
     *
     * @param  messageIds at most {@value #MAX_PAGE}
     * @return            by message id; ids without a letter are left out
     */
    Map<String, Resent> resent(Collection<String> messageIds);

    /** Deletes letters, and lets an order continue that they have blocked. Returns their number. */
    long discard(DeadLetterFilter filter);

    /** The state of a letter that was sent again. */
    enum Resent {

        /** Its delivery has not ended. */
        WAITING,

        DELIVERED,

        /** The letter is open: it has failed again, or was never sent again. */
        OPEN
    }

    /**
     * The positions of a page, and its order.
     *
     * @param after  letters with larger positions
     * @param before letters with smaller positions
     * @param limit  letters of a page, 1 to {@value #MAX_PAGE}
     */
    record Range(long after, long before, boolean oldestFirst, int limit) {

        /** @throws IllegalArgumentException when the limit is out of its range */
        public Range {
            if (limit < 1 || limit > MAX_PAGE) {
                throw new IllegalArgumentException("limit is " + limit + ", expected 1 to " + MAX_PAGE);
            }
        }

        /** The newest letters. */
        public static Range newest(int limit) {
            return new Range(0, Long.MAX_VALUE, false, limit);
        }

        /** The oldest letters before a position. */
        public static Range oldestBefore(long end, int limit) {
            return new Range(0, end, true, limit);
        }

        /** @param next {@link Page#next} of the previous page */
        public Range goingOnAt(long next) {
            return oldestFirst ? new Range(next, before, true, limit) : new Range(after, next, false, limit);
        }
    }

    /** @param next the position for {@link Range#goingOnAt}; null after the last page */
    record Page(List<DeadLetter> letters, @Nullable Long next) {

        public Page {
            letters = List.copyOf(letters);
        }
    }
}
