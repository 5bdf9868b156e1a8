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
package io.webhookscript.store.jdbc.letters;

import java.util.function.Supplier;

import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.StoreException;
import io.webhookscript.store.jdbc.database.Database;
import io.webhookscript.store.jdbc.database.DatabaseFailure;
import io.webhookscript.store.jdbc.outbox.SqlOutbox;

/** Deletes letters in small transactions, and lets the orders continue that they have blocked. */
final class LetterDeletion {

    /** Letters of one transaction. */
    private static final int MAX_DELETED = 500;

    private static final int REPETITIONS = 5;

    private final Database database;
    private final SqlOutbox outbox;

    LetterDeletion(Database database, SqlOutbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** Deletes all selected letters, but none that fails meanwhile. Returns their number. */
    long all(DeadLetterFilter filter) {
        long end = database.read(LetterTable::end);
        long all = 0;
        int deleted;
        do {
            deleted = delete(() -> new LetterCondition(filter), end);
            all += deleted;
        } while (deleted == MAX_DELETED);
        return all;
    }

    /** Deletes some of the selected letters, and returns their number. */
    int some(Supplier<LetterCondition> condition) {
        return delete(condition, Long.MAX_VALUE);
    }

    private int delete(Supplier<LetterCondition> condition, long end) {
        for (int repetition = 1;; repetition++) {
            try {
                return deleteOnce(condition, end);
            } catch (StoreException failure) {
                if (DatabaseFailure.kind(failure) != DatabaseFailure.Kind.CONFLICT || repetition == REPETITIONS) {
                    throw failure;
                }
            }
        }
    }

    private int deleteOnce(Supplier<LetterCondition> condition, long end) {
        LetterTable.Deleted deleted = database.write(connection -> {
            LetterTable.Deleted batch = LetterTable.delete(connection, condition.get(), end, MAX_DELETED);
            if (!batch.ordered().isEmpty()) {
                outbox.releaseOrders(connection, database.dialect(), batch.ordered());
            }
            return batch;
        });
        if (!deleted.ordered().isEmpty()) {
            outbox.wake();
        }
        return deleted.number();
    }
}
