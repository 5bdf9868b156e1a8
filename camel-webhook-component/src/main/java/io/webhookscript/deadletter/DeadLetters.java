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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore;
import io.webhookscript.store.StoreException;

/**
 * The dead letters in the store of a component: finds them, sends them again under their message ids, and discards
 * them. Thread-safe. The methods block while they use the database, and throw a {@link StoreException} when it cannot
 * be used now.
 *
 * <pre>
 * DeadLetters letters = component.deadLetters().orElseThrow();
 * DeadLetterFilter filter = DeadLetterFilter.OPEN.ofScript("crm").withOutcome("temporary");
 * letters.count(filter);                    // {crm=1200}
 * ReplayStatus replay = letters.replay(filter);
 * letters.replays().get(0).counts().delivered();     // later: 317
 * letters.stop(replay.id());
 * </pre>
 */
public final class DeadLetters {

    private final DeadLetterStore store;
    private final Replays replays;
    private final OpenLetters open;

    DeadLetters(DeadLetterStore store, Replays replays, OpenLetters open) {
        this.store = store;
        this.replays = replays;
        this.open = open;
    }

    /** Finds letters, without their documents. */
    public DeadLetterStore.Page find(DeadLetterFilter filter, DeadLetterStore.Range range) {
        return store.find(filter, range);
    }

    /** The number of letters by script: what a replay or a discard with this filter would affect. */
    public Map<String, Long> count(DeadLetterFilter filter) {
        return store.counts(filter);
    }

    /** One letter with its document. */
    public Optional<DeadLetter> get(String messageId) {
        return store.get(messageId);
    }

    /**
     * What became of letters: whether they are open, wait for their delivery after a replay, or were delivered by it.
     *
     * @param  messageIds at most {@value DeadLetterStore#MAX_PAGE}
     * @return            by message id; ids without a letter are left out
     */
    public Map<String, DeadLetterStore.Resent> resent(Collection<String> messageIds) {
        return store.resent(messageIds);
    }

    /**
     * Sends one letter again, even if it was sent again before.
     *
     * @return                        false when an earlier replay of this letter has not ended; nothing is then changed
     * @throws NoSuchElementException when there is no letter with this message id
     * @throws ReplayRefusedException when its script does not accept events now
     */
    public boolean replay(String messageId) {
        return replays.one(messageId);
    }

    /**
     * Begins to send letters again, the oldest first. Letters that fail after the start, also those that fail again,
     * are not part of it. A filter that does not say whether a letter was sent again selects open letters only.
     *
     * @throws ReplayRefusedException when a running replay may select the same letters, or a script of the letters does
     *                                not accept events now
     */
    public ReplayStatus replay(DeadLetterFilter filter) {
        return replays.start(filter);
    }

    /** The running replays and the last ones that have ended, the newest first. */
    public List<ReplayStatus> replays() {
        return replays.list();
    }

    /**
     * Lets a replay send no further letters. Those that were accepted by the outbox before are delivered; all others
     * stay as they are.
     *
     * @throws NoSuchElementException when there is no such replay
     */
    public ReplayStatus stop(String replayId) {
        return replays.stop(replayId);
    }

    /**
     * Deletes letters, and lets an order continue that they have blocked. An event that is being sent again is still
     * delivered.
     *
     * @return the number of letters
     */
    public long discard(DeadLetterFilter filter) {
        long discarded = store.discard(filter);
        open.changed();
        return discarded;
    }

    /** Deletes one letter like {@link #discard(DeadLetterFilter)}; false when there is none with this message id. */
    public boolean discard(String messageId) {
        return discard(DeadLetterFilter.ALL.ofMessage(messageId)) > 0;
    }

    /** The number of open letters by script, as it was at most half a minute ago; does not use the database. */
    public Map<String, Long> open() {
        return open.byScript();
    }
}
