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
/**
 * The database of a store: connections, transactions, tables, and the differences between SQLite and PostgreSQL. All
 * parts of a store use it; it knows none of them.
 *
 * <table>
 * <caption>Classes and their tasks</caption>
 * <tr>
 * <td>{@code Database}</td>
 * <td>runs transactions; never shows what a driver says about stored values</td>
 * </tr>
 * <tr>
 * <td>{@code SqliteFile}</td>
 * <td>opens a file: one connection that writes, one that reads, and a lock against other processes</td>
 * </tr>
 * <tr>
 * <td>{@code Dialect}</td>
 * <td>contains the differences between the two databases</td>
 * </tr>
 * <tr>
 * <td>{@code Schema}</td>
 * <td>creates and updates the tables, with the steps of {@code SchemaSteps}</td>
 * </tr>
 * <tr>
 * <td>{@code StoredText}</td>
 * <td>encodes ids and names so that each database can store them</td>
 * </tr>
 * <tr>
 * <td>{@code StoredBytes}</td>
 * <td>encrypts contents, if the store has an encryption</td>
 * </tr>
 * <tr>
 * <td>{@code FailureReason}</td>
 * <td>describes an exception of a driver without URLs and stored values</td>
 * </tr>
 * </table>
 */
@NullMarked
package io.webhookscript.store.jdbc.database;

import org.jspecify.annotations.NullMarked;
