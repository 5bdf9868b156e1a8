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
 * The caller's side of a delivery: turns its message into the data of the delivery, and the result into its message or
 * exception.
 *
 * <p>
 * {@code EventReader} reads the event, the context and the message id: it gives the body to
 * {@code request.event.RawEvent}, which reads JSON with {@code value.json.JsonReader}. {@code Replay} does the same for
 * a dead letter. {@code CallerResult} returns the values that the script maps from the response, or throws. This
 * package does not wait, send or retry.
 */
@NullMarked
package io.webhookscript.delivery.caller;

import org.jspecify.annotations.NullMarked;
