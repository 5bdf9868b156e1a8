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
 * How a delivery is kept in an outbox: {@link io.webhookscript.delivery.durable.StoredEvent} is everything that is
 * needed to render its request again, {@link io.webhookscript.delivery.durable.StoredProgress} the results of its
 * attempts, and {@link io.webhookscript.delivery.durable.HeldEntry} the claim of a delivery that is in memory.
 */
@NullMarked
package io.webhookscript.delivery.durable;

import org.jspecify.annotations.NullMarked;
