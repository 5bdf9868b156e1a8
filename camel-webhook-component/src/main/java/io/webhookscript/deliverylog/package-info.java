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
 * Stores the results of deliveries in memory or in a database.
 *
 * <p>
 * {@link io.webhookscript.deliverylog.MemoryDeliveryLog} and {@link io.webhookscript.deliverylog.JdbcDeliveryLog} are
 * the entry points; both implement {@link io.webhookscript.deliverylog.DeliveryLog}. In a database:
 *
 * <table>
 * <caption>Classes and their tasks</caption>
 * <tr>
 * <td>{@code JdbcDeliveryLog}</td>
 * <td>accepts entries into a bounded queue, and finds them again</td>
 * </tr>
 * <tr>
 * <td>{@code BatchWriter}</td>
 * <td>writes on one thread: in batches, with retries after a failure; deletes old entries</td>
 * </tr>
 * <tr>
 * <td>{@code Schema}</td>
 * <td>creates and updates the tables</td>
 * </tr>
 * <tr>
 * <td>{@code DeliveryTable}</td>
 * <td>contains the SQL: entries to rows and back</td>
 * </tr>
 * </table>
 *
 * <p>
 * A delivery never waits for a log. All texts are masked before they reach a log; events, bodies of requests and
 * secrets must never reach it. The database needs only {@code java.sql}.
 */
@Export
@NullMarked
package io.webhookscript.deliverylog;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
