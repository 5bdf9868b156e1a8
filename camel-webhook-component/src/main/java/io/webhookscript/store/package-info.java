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
 * The durable store of a component: what survives the end of the process. {@link io.webhookscript.store.WebhookStore}
 * is the entry point; the module {@code camel-webhookscript-store} implements it with SQL.
 *
 * <p>
 * An event of an {@code async} script becomes an {@link io.webhookscript.store.OutboxEntry}. Its life:
 *
 * <pre>
 * accepted (committed) → claimed by one node under a lease → delivered
 *                          ↑         |                    → failed, with a dead letter
 *                          |         ↓
 *                        waiting until it is due
 * </pre>
 *
 * <p>
 * Implementations must be thread-safe. The component never holds a lock while it calls them.
 */
@Export
@NullMarked
package io.webhookscript.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
