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
 * Event to data roots; script and data to one immutable request; body kinds; authentication; signature.
 *
 * <pre>
 * EventSnapshot event = EventSnapshot.of(body, contentType);        // once
 * RequestPlan plan = renderer.plan(script);                         // once per version of a script
 * RenderedRequest request = plan.render(data);                      // once per event
 * HttpAnswer answer = sender.send(request, data, attempt, …);       // on every attempt: sealed, then sent
 * </pre>
 *
 * Front doors are {@link io.webhookscript.request.RequestRenderer}, {@link io.webhookscript.request.RequestSealer},
 * {@link io.webhookscript.request.AttemptSender}, {@link io.webhookscript.request.DeliveryData},
 * {@link io.webhookscript.request.EventSnapshot} and {@link io.webhookscript.request.MessageIds};
 * {@link io.webhookscript.request.AttemptAuthenticator} and {@link io.webhookscript.request.RequestSigner} are for
 * users. What an event holds is data and never an instruction: it cannot shadow what the operator set, leave its place
 * in a URL, or start a further HTTP header. Retrying, and knowing how often it was called do not come in.
 */
@NullMarked
package io.webhookscript.request;

import org.jspecify.annotations.NullMarked;
