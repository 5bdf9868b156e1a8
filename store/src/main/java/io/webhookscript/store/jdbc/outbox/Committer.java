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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.webhookscript.store.Outbox.Acceptance;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.DatabaseFailure;
import io.webhookscript.store.jdbc.outbox.Change.Acceptation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits batches and reports their results: acceptances are completed, claims of ended entries are forgotten, and
 * changes that must be repeated are kept. Used by the writer's thread.
 */
final class Committer {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    /** Most deadlocks with another node end with the next try. */
    private static final int MAX_CONFLICTS = 3;

    /** The claimer finds what is due later by itself. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Parts parts;
    private final SqlClaim.Surroundings surroundings;
    private final Runnable callersContinue;
    private final KeptChanges kept = new KeptChanges();

    /** @param due receives the scripts that have entries which are due */
    record Parts(
            Database database, Batch.Tables tables, CurrentTenure tenure, HeldClaims held, Health health,
            Consumer<Set<String>> due) {
    }

    /** @param callersContinue called before the callers of stored events continue */
    Committer(Parts parts, SqlClaim.Surroundings surroundings, Runnable callersContinue) {
        this.parts = parts;
        this.surroundings = surroundings;
        this.callersContinue = callersContinue;
    }

    /** The changes that were not stored and have to be repeated. */
    KeptChanges kept() {
        return kept;
    }

    /** False when the database could not be used. */
    boolean commit(List<Change> batch) {
        for (int conflicts = 0;; conflicts++) {
            Tenure tenure = parts.tenure().get();
            try {
                long start = System.nanoTime();
                Batch changes = new Batch(parts.tables(), tenure, batch, parts.held());
                Batch.Result result = parts.database()
                        .write(connection -> changes.execute(connection, parts.database().dialect()));
                parts.health().committed(System.nanoTime() - start);
                callersContinue.run();
                publish(batch, tenure, result);
                return true;
            } catch (StoreException failure) {
                DatabaseFailure.Kind kind = DatabaseFailure.kind(failure);
                boolean isLastConflict = kind == DatabaseFailure.Kind.CONFLICT && conflicts == MAX_CONFLICTS;
                if (kind == DatabaseFailure.Kind.ROW || isLastConflict && batch.size() > 1) {
                    return commitOneByOne(batch, failure);
                }
                if (kind != DatabaseFailure.Kind.CONFLICT || isLastConflict) {
                    fails(batch, tenure, failure);
                    return false;
                }
            }
        }
    }

    /**
     * Stores the changes one by one, so that one which the database rejects does not affect the others, and no two
     * transactions can wait for each other.
     */
    private boolean commitOneByOne(List<Change> batch, StoreException failure) {
        if (batch.size() > 1) {
            boolean works = true;
            for (Change change : batch) {
                works &= commit(List.of(change));
            }
            return works;
        }
        for (Change change : batch) {
            if (change instanceof Change.Postponement postponement && postponement.progress() != null) {
                return commit(List.of(new Change.Postponement(
                        postponement.claim(), postponement.delay(), postponement.attempts(),
                        null)));
            }
            LOG.error("store: the database rejects a change: {}", failure.getMessage());
            fail(change, failure);
        }
        return true;
    }

    private void publish(List<Change> batch, Tenure tenure, Batch.Result result) {
        for (SqlClaim invalid : result.invalid()) {
            invalid.revoke();
            parts.held().remove(invalid);
        }
        Set<String> due = new HashSet<>(result.due());
        for (Change change : batch) {
            if (change instanceof Acceptation acceptation) {
                acceptation.result().complete(acceptance(acceptation, tenure, result));
            } else if (change instanceof Change.Postponement postponement) {
                parts.held().remove(postponement.claim());
                if (postponement.delay().compareTo(SOON) < 0) {
                    due.add(postponement.claim().entry().script());
                }
            } else if (change instanceof Change.End end) {
                parts.held().remove(end.claim());
            } else if (change instanceof Change.Probe probe) {
                probe.done().complete(null);
            }
        }
        if (!due.isEmpty()) {
            parts.due().accept(due);
        }
    }

    private Acceptance acceptance(Acceptation acceptation, Tenure tenure, Batch.Result result) {
        Long seq = result.claimed().get(acceptation);
        if (seq == null) {
            return new Acceptance(result.accepted().contains(acceptation), null);
        }
        SqlClaim claim = new SqlClaim(acceptation.entry().entry(), new SqlClaim.Row(seq, 1), tenure, surroundings);
        parts.held().add(claim);
        return new Acceptance(true, claim);
    }

    /** After a commit with an unknown result, rows may be claimed that no claim belongs to. */
    private void fails(List<Change> batch, Tenure tenure, StoreException failure) {
        parts.health().fails(reason(failure));
        for (Change change : batch) {
            keepOrFail(change, failure);
            if (change instanceof Acceptation acceptation && acceptation.claims()
                    && DatabaseFailure.kind(failure) == DatabaseFailure.Kind.UNKNOWN) {
                kept.add(Change.Release.of(acceptation.entry(), tenure));
            }
        }
    }

    private static String reason(StoreException failure) {
        Throwable described = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(described.getMessage());
    }

    /** Treats a change that is not stored. */
    void keepOrFail(Change change, StoreException failure) {
        if (change instanceof Change.OfClaim || change instanceof Change.Release) {
            kept.add(change);
        } else {
            fail(change, failure);
        }
    }

    static void fail(Change change, StoreException failure) {
        if (change instanceof Acceptation acceptation) {
            acceptation.result().completeExceptionally(failure);
        } else if (change instanceof Change.Probe probe) {
            probe.done().completeExceptionally(failure);
        }
    }
}
