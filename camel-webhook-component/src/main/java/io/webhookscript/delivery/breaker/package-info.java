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
 * The circuit breakers of a script: one for all of its events, or one for each value of
 * {@code limits.circuitBreaker.key}.
 *
 * <table>
 * <caption>Classes and their tasks</caption>
 * <tr>
 * <td>{@link io.webhookscript.delivery.breaker.Breakers}</td>
 * <td>finds the circuit breaker of a delivery, and describes the state of all</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.delivery.breaker.Breaker}</td>
 * <td>one circuit breaker, with the queue of the deliveries that wait for it</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.delivery.breaker.AttemptFailedException}</td>
 * <td>reports to a circuit breaker that an attempt has failed</td>
 * </tr>
 * </table>
 *
 * <p>
 * The nodes of the attempt route that enforce a circuit breaker are in {@code delivery.route}. This package must not
 * use deliveries, routes or requests.
 */
@NullMarked
package io.webhookscript.delivery.breaker;

import org.jspecify.annotations.NullMarked;
