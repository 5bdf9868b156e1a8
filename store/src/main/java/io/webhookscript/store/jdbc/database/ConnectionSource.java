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
import java.sql.SQLException;

/** Gives connections to transactions. Thread-safe. */
interface ConnectionSource {

    Session acquire(Access access) throws SQLException;

    /** Removes copies of deleted contents, such as those in a journal. */
    void removeTraces() throws SQLException;

    void close();

    /** The use of a connection for one transaction. */
    interface Session {

        /** The connection, with auto-commit off. */
        Connection connection();

        /** Gives the connection back after its transaction. Never throws. */
        void release();

        /** Rolls back and gives the connection back. Never throws. */
        void discard();
    }
}
