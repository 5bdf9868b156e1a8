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
package io.webhookscript.delivery.durable;

import java.time.Duration;

import io.webhookscript.store.Claim;
import io.webhookscript.store.OutboxEntry;

/**
 * The entry of the outbox that a delivery in memory belongs to. The delivery gives it back or ends it, once. Used by
 * one thread at a time, like its delivery.
 */
public final class HeldEntry {

    /**
     * The longest wait in memory. A longer one survives a restart in the table and needs no memory; a shorter one is
     * cheaper in memory, under the lease.
     */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Claim claim;
    private boolean over;

    public HeldEntry(Claim claim) {
        this.claim = claim;
    }

    public OutboxEntry entry() {
        return claim.entry();
    }

    /** Whether another attempt may be made: no other node may have taken the entry. */
    public boolean isHeld() {
        return claim.isHeld();
    }

    /** Whether the delivery does not continue in this memory. */
    public boolean isOver() {
        return over;
    }

    public void progressed(StoredProgress progress) {
        claim.progressed(progress.attempts().size(), progress.toBytes());
    }

    public void putBack(Duration wait, StoredProgress progress) {
        over = true;
        claim.postpone(wait, progress.attempts().size(), progress.toBytes());
    }

    public void end(Claim.Ending ending) {
        over = true;
        claim.end(ending);
    }
}
