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
 * Delivers one event to one receiver: the steps inside the Camel routes of a script, in which attempts are made until
 * there is an outcome.
 *
 * <p>
 * {@link io.webhookscript.delivery.route.Deliveries} is the entry point; a failed delivery is reported as a
 * {@link io.webhookscript.delivery.report.WebhookScriptException}. {@link io.webhookscript.spi.LoadMeter} may be
 * replaced by a bean. Camel's event notifiers get {@link io.webhookscript.delivery.report.WebhookScriptEvent}s; the
 * current state is a {@link io.webhookscript.delivery.report.DeliveryStatus}. In the order in which an event passes
 * them:
 *
 * <table>
 * <caption>Classes and their tasks</caption>
 * <tr>
 * <td>{@code route.ScriptSlot}</td>
 * <td>the current routes of a script, created by its first event</td>
 * </tr>
 * <tr>
 * <td>{@code route.ScriptRoutes}</td>
 * <td>chooses the version of the routes for an event, while scripts start, stop and change</td>
 * </tr>
 * <tr>
 * <td>{@code route.RoutePairs}, {@code route.RoutePairBuilder}</td>
 * <td>the two routes as Camel has them, with throttle and circuit breaker</td>
 * </tr>
 * <tr>
 * <td>{@code ScriptRuntime}, {@link io.webhookscript.delivery.breaker.Breakers}</td>
 * <td>what all deliveries of one version of a script share: rate, circuit breaker, waits, retry schedule</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.callpath.CallPaths}</td>
 * <td>the splits, multicasts, loops and calls of the caller's routes that an exchange has passed</td>
 * </tr>
 * <tr>
 * <td>{@code caller.EventReader}</td>
 * <td>turns the caller's message into the data of a delivery, under its message id</td>
 * </tr>
 * <tr>
 * <td>{@code RenderStep}</td>
 * <td>detects loops; renders the request once</td>
 * </tr>
 * <tr>
 * <td>{@code AttemptLoop}</td>
 * <td>waits for breaker and rate, makes attempts, asks the {@code pacing.RetrySchedule}</td>
 * </tr>
 * <tr>
 * <td>{@code AttemptStep}</td>
 * <td>makes one attempt: prepare, send, classify. A status becomes an outcome in {@code response.ResponseClassifier},
 * and an outcome becomes a retry in {@code pacing.RetrySchedule}</td>
 * </tr>
 * <tr>
 * <td>{@code ViaSteps}</td>
 * <td>one attempt through an endpoint of the operator, which is a node of the route ({@code route.AttemptNodes})</td>
 * </tr>
 * <tr>
 * <td>{@code letter.DeadLetterStep}</td>
 * <td>stores a failed delivery as a dead letter</td>
 * </tr>
 * <tr>
 * <td>{@code route.DeliveryCompletion}</td>
 * <td>reports the outcome once, and releases the event</td>
 * </tr>
 * <tr>
 * <td>{@code caller.CallerResult}</td>
 * <td>the mapped response or the exception, for a waiting caller</td>
 * </tr>
 * <tr>
 * <td>{@code DeliveryEvents}, {@code DeliveryCounters}</td>
 * <td>publish and count what happened, for monitoring</td>
 * </tr>
 * </table>
 *
 * <p>
 * Whether and when an attempt may begin is decided in {@link io.webhookscript.pacing}; clock, timer, workers and
 * randomness are passed in. This package must not contain status codes, parsers, template texts or sockets.
 */
@NullMarked
package io.webhookscript.delivery;

import org.jspecify.annotations.NullMarked;
