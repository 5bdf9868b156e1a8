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
 * The durable store in SQL: an SQLite file for one node, PostgreSQL for one or several.
 *
 * <p>
 * {@link io.webhookscript.store.jdbc.SqlStoreFactory} is what Camel finds, and creates a {@code SqlStore}. It opens the
 * database, brings its tables up to date, and starts the parts:
 *
 * <table>
 * <caption>Packages and their tasks</caption>
 * <tr>
 * <td>{@code database}</td>
 * <td>connections, transactions, tables, the differences between the databases</td>
 * </tr>
 * <tr>
 * <td>{@code outbox}</td>
 * <td>accepted events until their end</td>
 * </tr>
 * </table>
 *
 * {@code StoreParts} creates the other parts. A part imports {@code database}, and no part imports this package.
 */
@NullMarked
package io.webhookscript.store.jdbc;

import org.jspecify.annotations.NullMarked;
