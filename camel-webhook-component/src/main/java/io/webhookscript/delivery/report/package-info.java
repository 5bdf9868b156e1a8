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
 * Reports deliveries and scripts to applications: events for Camel's event notifiers, states and counts, and the
 * exception of a failed delivery.
 *
 * <pre>
 * camelContext.getManagementStrategy().addEventNotifier(…);   // gets {@link io.webhookscript.delivery.report.WebhookScriptEvent}s
 * </pre>
 *
 * All types are immutable values. Their texts are masked on creation; no value holds a business event or a secret. Only
 * the exception quotes the beginning of a response body.
 */
@Export
@NullMarked
package io.webhookscript.delivery.report;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
