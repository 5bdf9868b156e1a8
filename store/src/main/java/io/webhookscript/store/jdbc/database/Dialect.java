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

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;

/** The differences between the databases. Stateless. */
public interface Dialect {

    /** Whether it can have all tables of a store, and not only the delivery log. */
    default boolean isForStores() {
        return true;
    }

    /** Appended to a select: at most this number of rows. */
    default String first(int rows) {
        return " FETCH FIRST " + rows + " ROWS ONLY";
    }

    /** Sets a value of type {@code {timestamp}}. */
    default void setTimestamp(PreparedStatement statement, int column, Instant time) throws SQLException {
        statement.setObject(column, time.atOffset(ZoneOffset.UTC));
    }

    /** Reads a value of type {@code {timestamp}}. */
    default Instant timestamp(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Replaces the types of {@link SchemaSteps}. */
    String ddl(String sql);

    /** An expression: the milliseconds since 1970 by the clock of the database. */
    String now();

    /** Appended to a select: locks its rows and leaves out those that are locked. */
    String skipLocked();

    /** A condition: the value of a column is one of those that {@link #setNumbers} sets for its one parameter. */
    String isOneOf(String column);

    /** Sets the parameter of {@link #isOneOf}. */
    void setNumbers(PreparedStatement statement, int parameter, Collection<Long> numbers) throws SQLException;

    /**
     * Waits until no other process changes the schema; the lock ends with the transaction.
     *
     * @return false when the database has no such lock
     */
    boolean lockSchema(Connection connection) throws SQLException;

    /**
     * Waits until no other transaction changes entries with one of these order keys; the locks end with the
     * transaction. Must be called at most once in a transaction, so that two of them cannot wait for each other.
     */
    void lockOrders(Connection connection, Collection<String> keys) throws SQLException;

    /** Whether the cause is a value of a row, so that other rows can be stored. */
    boolean isAboutOneRow(SQLException failure);

    /** Whether the same transaction may succeed at once when it is repeated. */
    boolean isConflict(SQLException failure);
}
