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

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.webhookscript.store.Claim;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.jdbc.database.StoredBytes;
import io.webhookscript.store.jdbc.database.StoredText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A claim: valid as long as its tenure is, and the row has its number. */
final class SqlClaim implements Claim {

    private static final Logger LOG = LoggerFactory.getLogger(SqlClaim.class);

    private final OutboxEntry entry;
    private final Row row;
    private final Tenure tenure;
    private final Surroundings surroundings;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean revoked;

    /** @param number how often the entry was claimed, this time included */
    record Row(long seq, int number) {
    }

    /** @param changes takes the changes that have to be stored */
    record Surroundings(StoredBytes bytes, Consumer<Change.OfClaim> changes) {
    }

    SqlClaim(OutboxEntry entry, Row row, Tenure tenure, Surroundings surroundings) {
        this.entry = entry;
        this.row = row;
        this.tenure = tenure;
        this.surroundings = surroundings;
    }

    @Override
    public OutboxEntry entry() {
        return entry;
    }

    Row row() {
        return row;
    }

    /** The order key as in the table. */
    @Nullable
    String storedOrderKey() {
        return entry.orderKey() == null ? null : StoredText.encode(entry.orderKey(), "the order key");
    }

    String owner() {
        return tenure.owner();
    }

    @Override
    public boolean isHeld() {
        return !revoked && tenure.isValid();
    }

    /** The row is not claimed any more, or is claimed by another node. */
    void revoke() {
        revoked = true;
    }

    @Override
    public void progressed(int attempts, byte[] progress) {
        surroundings.changes().accept(new Change.Progress(this, attempts, encode(progress)));
    }

    @Override
    public void postpone(Duration wait, int attempts, byte[] progress) {
        endOnce();
        surroundings.changes().accept(new Change.Postponement(this, wait, attempts, encode(progress)));
    }

    @Override
    public void end(Ending ending) {
        endOnce();
        surroundings.changes().accept(new Change.End(this, ending));
    }

    /** Gives the entry back unchanged. */
    void giveBack(Duration wait) {
        endOnce();
        surroundings.changes().accept(new Change.Postponement(this, wait, entry.attempts(), null));
    }

    private void endOnce() {
        if (!ended.compareAndSet(false, true)) {
            throw new IllegalStateException("the claim of message " + entry.id() + " has ended already");
        }
    }

    /** Without an encryption, the results of the attempts are lost, but not the event. */
    private byte @Nullable [] encode(byte[] progress) {
        try {
            return surroundings.bytes().encode(progress, StoredEntry.progressOf(entry.id()));
        } catch (RuntimeException failure) {
            LOG.error("store: the results of the attempts of message {} cannot be encrypted, and are not stored: {}",
                    entry.id(), failure.getMessage());
            return null;
        }
    }
}
