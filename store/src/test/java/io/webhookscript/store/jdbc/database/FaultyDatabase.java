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

import java.nio.file.Path;

import io.webhookscript.store.jdbc.ConnectionPool;
import io.webhookscript.store.jdbc.PostgresServer;
import io.webhookscript.store.jdbc.TestDatabase;

/** A database of which several nodes have connections, and those of each node can fail. */
public final class FaultyDatabase implements AutoCloseable {

    private final ConnectionSource real;
    private final Dialect dialect;

    /** The access of one node. */
    public record Access(Database database, FaultyConnections faults) {
    }

    public FaultyDatabase(TestDatabase kind, Path folder) {
        boolean sqlite = kind == TestDatabase.SQLITE;
        real = sqlite
                ? SqliteFile.open(folder.resolve("store.db"))
                : new PooledConnections(new ConnectionPool(PostgresServer.newDatabase()), PostgresDialect::settings);
        dialect = sqlite ? new SqliteDialect() : new PostgresDialect();
    }

    public Access access() {
        FaultyConnections faults = new FaultyConnections(real);
        return new Access(new Database(faults, dialect), faults);
    }

    @Override
    public void close() {
        real.close();
    }
}
