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
 * The outbox in the table {@code webhookscript_outbox}. {@link io.webhookscript.store.jdbc.outbox.SqlOutbox} is the
 * entry point; between a start and the next stop, an {@code OutboxProcess} works with three threads:
 *
 * <table>
 * <caption>Classes and their tasks</caption>
 * <tr>
 * <td>{@code Writer}</td>
 * <td>takes all changes that wait in its {@code ChangeQueue}, and its {@code Committer} stores them as one
 * {@code Batch}; while the database cannot be used, it rejects events and keeps the changes of claims
 * ({@code KeptChanges})</td>
 * </tr>
 * <tr>
 * <td>{@code Claimer}</td>
 * <td>claims entries that are due, per script as many as there is room for, each time in a {@code
 * ClaimTransaction}</td>
 * </tr>
 * <tr>
 * <td>{@code Heartbeat}</td>
 * <td>renews the lease, takes over the claims of processes whose lease has expired, deletes old ids, counts</td>
 * </tr>
 * <tr>
 * <td>{@code …Table}</td>
 * <td>contain the SQL, one class for each concern</td>
 * </tr>
 * </table>
 *
 * <p>
 * An entry is in one of five states, see {@code EntryState}:
 *
 * <pre>
 * accepted → waiting → claimed → deleted, or ended while its id is kept
 *              ↑  ↑       |   └→ blocking, until it is accepted again or discarded
 *     parked ──┘  └───────┘ postponed, or the lease has expired
 * </pre>
 *
 * <p>
 * The lease of all claims of a process is one row of {@code webhookscript_node}, so that it costs one update whatever
 * the number of claims is. Its name is the {@code owner} of the claimed rows. A process whose lease has expired gets a
 * new name ({@code Tenure}); claims with the old one change nothing any more. A claim also has the number of claims of
 * its row, so that a change which is repeated after a lost connection cannot affect a later claim. Clocks of nodes are
 * not compared: due times and leases are those of the database, and a node measures its own lease from before the
 * statement that renews it.
 *
 * <p>
 * A commit without a response is treated as a failure whose changes may be stored: an event is reported as not
 * accepted, and if it is stored nevertheless, it is freed and delivered ({@code Change.Release}).
 *
 * <p>
 * Only the first entry of an order key is waiting or claimed. All transactions that accept or end entries of a key
 * exclude each other: by an advisory lock in PostgreSQL, by the only writing connection in SQLite.
 */
@NullMarked
package io.webhookscript.store.jdbc.outbox;

import org.jspecify.annotations.NullMarked;
