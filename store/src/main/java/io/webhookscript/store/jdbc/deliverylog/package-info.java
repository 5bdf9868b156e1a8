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
 * The delivery log in a database. {@link io.webhookscript.store.jdbc.deliverylog.JdbcDeliveryLog} is the entry point;
 * it is the log of a store, and can be used alone.
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
 * <td>{@code DeliveryTable}</td>
 * <td>contains the SQL: entries to rows and back</td>
 * </tr>
 * <tr>
 * <td>{@code EntryTexts}</td>
 * <td>the texts of an entry, as they are or encrypted</td>
 * </tr>
 * </table>
 *
 * <p>
 * A delivery never waits for a log.
 */
@NullMarked
package io.webhookscript.store.jdbc.deliverylog;

import org.jspecify.annotations.NullMarked;
