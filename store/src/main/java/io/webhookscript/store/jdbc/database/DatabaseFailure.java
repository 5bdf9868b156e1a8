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
package io.webhookscript.store.jdbc.database;

import java.sql.SQLException;

/** A transaction that failed. It contains no exception of the driver, see {@link FailureReason}. */
public final class DatabaseFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What the failure means for the changes of the transaction. */
    public enum Kind {

        /** One of the values cannot be stored; the others can. */
        ROW,

        /** The transaction may succeed at once when it is repeated. */
        CONFLICT,

        /** Nothing was stored. */
        UNAVAILABLE,

        /** The commit failed: the changes may be stored. */
        UNKNOWN
    }

    private DatabaseFailure(String reason, Kind kind) {
        super(reason);
        this.kind = kind;
    }

    static DatabaseFailure of(Throwable failure, boolean committing, Dialect dialect) {
        return new DatabaseFailure(FailureReason.of(failure), kind(failure, committing, dialect));
    }

    private static Kind kind(Throwable failure, boolean committing, Dialect dialect) {
        if (failure instanceof SQLException sql) {
            if (dialect.isConflict(sql)) {
                return Kind.CONFLICT;
            }
            if (dialect.isAboutOneRow(sql)) {
                return Kind.ROW;
            }
        }
        return committing ? Kind.UNKNOWN : Kind.UNAVAILABLE;
    }

    /** The kind of a failure that {@link Database} has reported. */
    public static Kind kind(Throwable failure) {
        return failure.getCause() instanceof DatabaseFailure cause ? cause.kind : Kind.UNAVAILABLE;
    }
}
