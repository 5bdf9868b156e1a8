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
package io.webhookscript.store.jdbc;

import io.webhookscript.store.jdbc.database.Database;

/**
 * A part of the store that works between its start and its stop. Its other methods may be called at any time, and then
 * fail with a {@code StoreException} that says that the store is not started.
 */
interface StorePart {

    /** Starts to use a database whose tables are up to date. */
    void start(Database database);

    /** Ends the use of the database, which is closed afterwards. Never throws; does nothing before the start. */
    void stop();
}
