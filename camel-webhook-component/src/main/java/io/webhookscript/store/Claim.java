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

import java.time.Duration;

/**
 * An entry that only this node may deliver. The outbox renews its lease until {@link #end} or {@link #postpone}, of
 * which exactly one must be called, once. The calls return at once; the outbox repeats them until they are stored.
 * After the lease was lost they have no effect.
 */
public interface Claim {

    OutboxEntry entry();

    /**
     * Whether the lease is valid. It is not when the database could not be reached for too long: another node may then
     * deliver the entry, so no further attempt may be made.
     */
    boolean isHeld();

    /** Stores the results of the attempts so far; the entry remains claimed. */
    void progressed(int attempts, byte[] progress);

    /** Gives the entry back; it is due again after the wait. */
    void postpone(Duration wait, int attempts, byte[] progress);

    /** Ends the entry. */
    void end(Ending ending);

    /** The end of an entry. */
    enum Ending {

        DELIVERED,

        FAILED,

        /** Failed, and the later entries with the same order key wait until it is sent again or discarded. */
        FAILED_AND_BLOCKS_ITS_ORDER
    }
}
