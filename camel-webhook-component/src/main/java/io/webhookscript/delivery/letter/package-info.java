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
 * Stores a failed delivery as a dead letter: one document, sent to the dead-letter endpoint or added to the component's
 * store.
 *
 * <p>
 * {@code DeadLetterStep} is the entry point, a step of the routes of a script. {@code DeadLetterDocument} is the
 * format. Which endpoint is used is decided by {@code delivery.DeadLetterEndpoints}; {@code delivery.DeadLetterPath}
 * prevents circles. Listing and replaying the letters of the store is the task of {@code deadletter}.
 *
 * <p>
 * The event in a document is complete, so that it can be replayed. All other text in it is capped and masked.
 */
@NullMarked
package io.webhookscript.delivery.letter;

import org.jspecify.annotations.NullMarked;
