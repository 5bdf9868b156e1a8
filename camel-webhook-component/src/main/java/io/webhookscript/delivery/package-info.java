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
 * Carries one event to one receiver: the Camel routes of a script, and all that decides whether and when the next
 * attempt is made.
 *
 * <p>
 * {@link io.webhookscript.delivery.route.Deliveries} is the front door; a failed delivery is a
 * {@link io.webhookscript.delivery.event.WebhookScriptException}. {@link io.webhookscript.spi.LoadMeter} may be
 * replaced by a bean. What happens is told to Camel's event notifiers as
 * {@link io.webhookscript.delivery.event.WebhookScriptEvent}s; how things stand is a
 * {@link io.webhookscript.delivery.event.DeliveryStatus}. In the order in which an event meets them:
 *
 * <table>
 * <caption>Who does what</caption>
 * <tr>
 * <td>{@code ScriptSlot}</td>
 * <td>the current routes of a script, made by its first event</td>
 * </tr>
 * <tr>
 * <td>{@code ScriptRoutes}</td>
 * <td>which version's routes an event takes, while scripts start, stop and change</td>
 * </tr>
 * <tr>
 * <td>{@code RoutePairs}, {@code RoutePairBuilder}</td>
 * <td>the two routes as Camel has them, with throttle and circuit breaker</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.callpath.CallPaths}</td>
 * <td>by which splits, multicasts, loops and calls of the caller's routes an exchange has come</td>
 * </tr>
 * <tr>
 * <td>{@code EventReader}</td>
 * <td>the caller's message becomes the data of a delivery, under its message id</td>
 * </tr>
 * <tr>
 * <td>{@code RenderStep}</td>
 * <td>guards against loops; renders, once</td>
 * </tr>
 * <tr>
 * <td>{@code AttemptLoop}</td>
 * <td>waits for breaker and rate, makes attempts, asks the {@code RetrySchedule}</td>
 * </tr>
 * <tr>
 * <td>{@code AttemptStep}</td>
 * <td>one attempt: seal, send, classify</td>
 * </tr>
 * <tr>
 * <td>{@code ViaSteps}</td>
 * <td>the same around an endpoint of the operator, which is a node of the route ({@code AttemptNodes})</td>
 * </tr>
 * <tr>
 * <td>{@code DeadLetterStep}</td>
 * <td>puts a failed delivery aside</td>
 * </tr>
 * <tr>
 * <td>{@code DeliveryCompletion}</td>
 * <td>tells of the outcome, once, and lets go of the event</td>
 * </tr>
 * <tr>
 * <td>{@code CallerResult}</td>
 * <td>the mapped response or the exception, for whoever waits</td>
 * </tr>
 * <tr>
 * <td>{@code DeliveryEvents}, {@code DeliveryCounters}</td>
 * <td>tell and count what happened, for those who watch</td>
 * </tr>
 * </table>
 *
 * <p>
 * Whether and when an attempt may begin is decided in {@link io.webhookscript.pacing}; clock, timer, workers and
 * randomness are given. Status codes, JSON, template text and sockets must never come in here.
 */
@NullMarked
package io.webhookscript.delivery;

import org.jspecify.annotations.NullMarked;
