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
 * Decides whether and when something may begin: an attempt, a retry, a further event of the same subject, a piece of
 * work. Who asks acts on the response; nothing in here makes a call.
 *
 * <table>
 * <caption>Who decides what</caption>
 * <tr>
 * <td>{@link io.webhookscript.pacing.RetrySchedule}</td>
 * <td>whether there is another attempt, and after which pause</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.pacing.RateGate}</td>
 * <td>when an attempt may begin within the rate, per key</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.pacing.BreakerQueue}</td>
 * <td>who goes first to a circuit breaker that lets few through</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.pacing.LoopGuard}</td>
 * <td>whether a subject comes round too often</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.pacing.FairExecutor}</td>
 * <td>whose piece of work a free worker takes next</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.pacing.PendingWaits}</td>
 * <td>the deliveries of a script that wait, without a thread, until their time has come or somebody ends it</td>
 * </tr>
 * </table>
 *
 * <p>
 * Time and randomness are given: as an argument, a {@link io.webhookscript.pacing.Timer}, or a clock such as
 * {@link io.webhookscript.pacing.SteadyClock}. What must never come in: Camel, events, requests, sockets.
 */
@NullMarked
package io.webhookscript.pacing;

import org.jspecify.annotations.NullMarked;
