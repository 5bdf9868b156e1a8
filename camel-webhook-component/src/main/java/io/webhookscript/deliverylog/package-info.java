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
 * Keeps what became of deliveries: in memory, or in a database.
 *
 * <p>
 * {@link io.webhookscript.deliverylog.MemoryDeliveryLog} and {@link io.webhookscript.deliverylog.JdbcDeliveryLog} are
 * the front doors; both are a {@link io.webhookscript.deliverylog.DeliveryLog}. In a database:
 *
 * <table>
 * <caption>Who does what</caption>
 * <tr>
 * <td>{@code JdbcDeliveryLog}</td>
 * <td>takes entries into a bounded queue, and finds them again</td>
 * </tr>
 * <tr>
 * <td>{@code BatchWriter}</td>
 * <td>the one thread that writes: in batches, again after a failure, and deletes what is too old</td>
 * </tr>
 * <tr>
 * <td>{@code Schema}</td>
 * <td>makes the tables, and brings old ones up to date</td>
 * </tr>
 * <tr>
 * <td>{@code DeliveryTable}</td>
 * <td>the SQL: rows to entries and back</td>
 * </tr>
 * </table>
 *
 * <p>
 * A delivery never waits for a log. What comes in is masked already; events, bodies of requests and secrets must never
 * come in here. Nothing but {@code java.sql} is needed.
 */
@Export
@NullMarked
package io.webhookscript.deliverylog;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
