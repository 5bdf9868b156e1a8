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
import java.util.concurrent.CompletableFuture;

import io.webhookscript.store.Claim.Ending;
import io.webhookscript.store.Outbox.Acceptance;
import io.webhookscript.store.OutboxEntry;
import org.jspecify.annotations.Nullable;

/** A change of the table that waits for the next transaction of the writer. */
sealed interface Change {

    /** Bytes that the statement contains. */
    default int size() {
        return 0;
    }

    /** @param again whether the entry may have failed before */
    record Acceptation(
            StoredEntry entry, boolean claims, boolean again, CompletableFuture<Acceptance> result) implements Change {

        @Override
        public int size() {
            return entry.size();
        }
    }

    /** A change of a claimed entry; it is repeated until it is stored. */
    sealed interface OfClaim extends Change {

        SqlClaim claim();
    }

    /** @param progress null when it is unchanged */
    record Progress(SqlClaim claim, int attempts, byte @Nullable [] progress) implements OfClaim {

        @Override
        public int size() {
            return progress == null ? 0 : progress.length;
        }
    }

    /** @param progress null when it is unchanged */
    record Postponement(SqlClaim claim, Duration delay, int attempts, byte @Nullable [] progress) implements OfClaim {

        @Override
        public int size() {
            return progress == null ? 0 : progress.length;
        }
    }

    record End(SqlClaim claim, Ending ending) implements OfClaim {
    }

    /**
     * Frees an entry that may be claimed without a claim of this process, after a commit with an unknown result.
     *
     * @param id the message id as in the table
     */
    record Release(OutboxEntry entry, String id, String owner) implements Change {

        static Release of(StoredEntry entry, Tenure tenure) {
            return new Release(entry.entry(), entry.id(), tenure.owner());
        }
    }

    /**
     * Changes nothing, but finds out whether the database can be used.
     *
     * @param done complete after all changes before it are stored; exceptional when they are not
     */
    record Probe(CompletableFuture<Void> done) implements Change {
    }
}
