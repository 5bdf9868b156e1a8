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
 * Creates the Camel routes of each script, and passes events into them.
 *
 * <p>
 * {@link io.webhookscript.delivery.route.Deliveries} is the entry point. {@code ScriptRoutes} chooses the version of
 * the routes for an event, {@code RoutePairs} and {@code RoutePairBuilder} create the two routes of a version with
 * Camel's throttle and circuit breaker (or {@code BreakerPolicy} for one circuit breaker per key),
 * {@code RouteStateListener} follows what Camel's route controller does with them, and {@code DeliveryCompletion}
 * completes a delivery once. The steps of a delivery inside the routes are in {@code delivery}.
 */
@NullMarked
package io.webhookscript.delivery.route;

import org.jspecify.annotations.NullMarked;
