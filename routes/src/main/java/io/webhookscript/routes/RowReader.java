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
package io.webhookscript.routes;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads a file row by row, so that only one row is in memory. */
interface RowReader extends Closeable {

    /**
     * Returns the next row; empty at the end. Empty lines are left out.
     *
     * @throws IOException when the rest of the file cannot be read
     */
    Optional<Row> next() throws IOException;

    /** The number of the last line that was read. */
    long line();
}
