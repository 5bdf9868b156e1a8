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
 * work. The caller acts on the decision; this package makes no calls.
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
 * <td>which delivery may next call a circuit breaker that permits only a few calls</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.pacing.KeyedStates}</td>
 * <td>which keys have a state of their own, such as a circuit breaker</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.pacing.LoopGuard}</td>
 * <td>whether a subject is called too often</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.pacing.FairExecutor}</td>
 * <td>which script's work a free worker runs next</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.pacing.DrainingExecutor}</td>
 * <td>how many threads a burst of work needs</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.pacing.PendingWaits}</td>
 * <td>the waits of a script's deliveries, which hold no thread and end in time or earlier</td>
 * </tr>
 * </table>
 *
 * <p>
 * Time and randomness are passed in: as an argument, a {@link io.webhookscript.pacing.Timer}, or a clock such as
 * {@link io.webhookscript.pacing.SteadyClock}. This package must not use Camel, events, requests or sockets.
 */
@NullMarked
package io.webhookscript.pacing;

import org.jspecify.annotations.NullMarked;
