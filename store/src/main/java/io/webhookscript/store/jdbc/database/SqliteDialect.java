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
import java.util.Collection;
import java.util.stream.Collectors;

import org.sqlite.SQLiteErrorCode;

/** SQLite: the store's own file, in which only one connection writes, so that nothing has to be locked. */
final class SqliteDialect implements Dialect {

    /** Without AUTOINCREMENT, the number of a deleted row would be used again. */
    @Override
    public String ddl(String sql) {
        return sql.replace("{identity}", "INTEGER PRIMARY KEY AUTOINCREMENT").replace("{key}", "TEXT")
                .replace("{bytes}", "BLOB").replace("{timestamp}", "INTEGER");
    }

    @Override
    public String first(int rows) {
        return " LIMIT " + rows;
    }

    @Override
    public void setTimestamp(PreparedStatement statement, int column, Instant time) throws SQLException {
        statement.setLong(column, time.toEpochMilli());
    }

    @Override
    public Instant timestamp(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    @Override
    public String now() {
        return "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
    }

    @Override
    public String skipLocked() {
        return "";
    }

    @Override
    public String isOneOf(String column) {
        return column + " IN (SELECT value FROM json_each(?))";
    }

    @Override
    public void setNumbers(PreparedStatement statement, int parameter, Collection<Long> numbers) throws SQLException {
        statement.setString(parameter, numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]")));
    }

    @Override
    public boolean lockSchema(Connection connection) {
        return true; // the file is locked by this process
    }

    @Override
    public void lockOrders(Connection connection, Collection<String> keys) {
        // a transaction of the one writing connection excludes all others
    }

    @Override
    public boolean isAboutOneRow(SQLException failure) {
        int code = failure.getErrorCode() & 0xff;
        return code == SQLiteErrorCode.SQLITE_CONSTRAINT.code || code == SQLiteErrorCode.SQLITE_TOOBIG.code
                || code == SQLiteErrorCode.SQLITE_MISMATCH.code;
    }

    @Override
    public boolean isConflict(SQLException failure) {
        return false;
    }
}
