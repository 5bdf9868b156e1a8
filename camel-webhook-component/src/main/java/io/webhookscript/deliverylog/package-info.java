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
 * Stores the results of deliveries. {@link io.webhookscript.deliverylog.DeliveryLog} is what a log is;
 * {@link io.webhookscript.deliverylog.MemoryDeliveryLog} keeps the latest in memory. The module {@code
 * camel-webhookscript-store} contains one in a database.
 *
 * <p>
 * A delivery never waits for a log. All texts are masked before they reach a log; events, bodies of requests and
 * secrets must never reach it.
 */
@Export
@NullMarked
package io.webhookscript.deliverylog;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
