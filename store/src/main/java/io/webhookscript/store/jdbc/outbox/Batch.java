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

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.webhookscript.store.jdbc.database.Dialect;
import io.webhookscript.store.jdbc.database.StoredText;
import io.webhookscript.store.jdbc.outbox.Change.Acceptation;

/**
 * The changes of one transaction. What claims have ended makes way before new entries are inserted; at last, the next
 * entries of all affected order keys are promoted.
 */
final class Batch {

    /**
     * Two nodes that insert the same ids do so in the same order, so that they do not wait for each other. Entries with
     * a key remain in the order of their acceptance, and have locks.
     */
    private static final Comparator<EntryTable.NewRow> INSERTION = Comparator
            .comparing((EntryTable.NewRow row) -> row.entry().orderKey() != null)
            .thenComparing(row -> row.entry().orderKey() == null ? row.entry().id() : "");

    private final Tables tables;
    private final Tenure tenure;
    private final List<Acceptation> acceptations = new ArrayList<>();
    private final List<Change.Progress> progress = new ArrayList<>();
    private final List<Change.Postponement> postponements = new ArrayList<>();
    private final List<Change.End> ends = new ArrayList<>();
    private final List<Change.Release> releases = new ArrayList<>();

    /** The statements. */
    record Tables(EntryTable entries, EndTable ends, OrderTable orders, NodeTable nodes) {
    }

    /**
     * What the transaction has changed.
     *
     * @param claimed  the numbers of the rows that were inserted as claimed
     * @param accepted the acceptances that were new
     * @param invalid  claims that are not valid any more
     * @param due      scripts that have further entries which are due
     */
    record Result(
            Map<Acceptation, Long> claimed, Set<Acceptation> accepted, List<SqlClaim> invalid, Set<String> due) {

        Result() {
            this(new IdentityHashMap<>(), Collections.newSetFromMap(new IdentityHashMap<>()), new ArrayList<>(),
                 new HashSet<>());
        }
    }

    Batch(Tables tables, Tenure tenure, List<Change> changes, HeldClaims held) {
        this.tables = tables;
        this.tenure = tenure;
        for (Change change : changes) {
            if (change instanceof Acceptation acceptation) {
                acceptations.add(acceptation);
            } else if (change instanceof Change.Progress results) {
                progress.add(results);
            } else if (change instanceof Change.Postponement postponement) {
                postponements.add(postponement);
            } else if (change instanceof Change.End end) {
                ends.add(end);
            } else if (change instanceof Change.Release release && !held.contains(release.entry().id())) {
                releases.add(release);
            }
        }
    }

    Result execute(Connection connection, Dialect dialect) throws SQLException {
        Result result = new Result();
        if (isEmpty()) {
            tables.nodes().touch(connection, tenure);
            return result;
        }
        Set<String> keys = orderKeys();
        dialect.lockOrders(connection, keys);
        tables.entries().release(connection, releases);
        result.invalid().addAll(tables.ends().progress(connection, progress));
        result.invalid().addAll(tables.ends().postpone(connection, postponements));
        result.invalid().addAll(tables.ends().end(connection, ends));
        insert(connection, result);
        tables.entries().markLetters(connection, result.accepted().stream().filter(Acceptation::again)
                .map(Acceptation::entry).toList());
        if (!keys.isEmpty()) {
            tables.orders().promote(connection, keys).forEach(script -> result.due().add(StoredText.decode(script)));
        }
        releases.forEach(release -> result.due().add(release.entry().script()));
        return result;
    }

    private boolean isEmpty() {
        return acceptations.isEmpty() && progress.isEmpty() && postponements.isEmpty() && ends.isEmpty() && releases.isEmpty();
    }

    private Set<String> orderKeys() {
        Set<String> keys = new TreeSet<>();
        acceptations.forEach(acceptation -> Optional.ofNullable(acceptation.entry().orderKey()).ifPresent(keys::add));
        ends.forEach(end -> Optional.ofNullable(end.claim().storedOrderKey()).ifPresent(keys::add));
        return keys;
    }

    private void insert(Connection connection, Result result) throws SQLException {
        Map<String, Acceptation> candidates = new LinkedHashMap<>();
        for (Acceptation next : acceptations) {
            if (!next.again() || mayBeInserted(connection, next, result)) {
                candidates.putIfAbsent(next.entry().id(), next);
            }
        }
        if (candidates.isEmpty()) {
            return;
        }
        List<EntryTable.NewRow> rows = rows(connection, candidates.values());
        Map<String, Long> inserted = tables.entries().insert(connection, rows);
        for (EntryTable.NewRow row : rows) {
            Long seq = inserted.get(row.entry().id());
            Acceptation acceptation = candidates.get(row.entry().id());
            if (seq == null || acceptation == null) {
                continue;
            }
            result.accepted().add(acceptation);
            if (row.owner() != null) {
                result.claimed().put(acceptation, seq);
            } else if (row.state() == EntryState.WAITING) {
                result.due().add(row.entry().entry().script());
            }
        }
    }

    /** Treats an entry that is in the table already; false when it cannot be inserted. */
    private boolean mayBeInserted(Connection connection, Acceptation again, Result result) throws SQLException {
        Optional<EntryTable.Known> known = tables.entries().find(connection, again.entry().id());
        if (known.isEmpty()) {
            return true;
        }
        if (known.get().state() == EntryState.ENDED) {
            tables.entries().delete(connection, known.get().seq());
            return true;
        }
        if (known.get().state() == EntryState.BLOCKING) {
            tables.entries().restart(connection, known.get().seq(), again.entry());
            result.accepted().add(again);
            result.due().add(again.entry().entry().script());
        }
        return false;
    }

    private List<EntryTable.NewRow> rows(Connection connection, Iterable<Acceptation> candidates) throws SQLException {
        Set<String> keys = new TreeSet<>();
        candidates.forEach(next -> Optional.ofNullable(next.entry().orderKey()).ifPresent(keys::add));
        Set<String> busy = keys.isEmpty() ? new HashSet<>() : tables.orders().busy(connection, keys);
        boolean mayClaim = tenure.isValid();
        List<EntryTable.NewRow> rows = new ArrayList<>();
        for (Acceptation next : candidates) {
            String key = next.entry().orderKey();
            if (key != null && !busy.add(key)) {
                rows.add(new EntryTable.NewRow(next.entry(), EntryState.PARKED, null));
            } else if (next.claims() && mayClaim) {
                rows.add(new EntryTable.NewRow(next.entry(), EntryState.CLAIMED, tenure.owner()));
            } else {
                rows.add(new EntryTable.NewRow(next.entry(), EntryState.WAITING, null));
            }
        }
        rows.sort(INSERTION);
        return rows;
    }
}
