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
 * Makes calls through a camel-http endpoint that the operator has set up and that a script names by
 * {@code request.via}.
 *
 * <p>
 * {@link io.webhookscript.via.ViaEndpoints} creates the endpoints when the component starts, and rejects settings that
 * contradict what scripts say. {@link io.webhookscript.via.ViaEndpoint} sends one
 * {@link io.webhookscript.http.message.HttpCall} through such an endpoint. It returns a
 * {@link io.webhookscript.http.message.HttpResponse} or throws a {@link io.webhookscript.http.CallFailedException}, as
 * {@code HttpConnections} does for all other scripts:
 *
 * <table>
 * <caption>What happens to one call</caption>
 * <tr>
 * <td>check</td>
 * <td>the URL must match the endpoint's host, and the address policy must allow it as far as the URL shows</td>
 * </tr>
 * <tr>
 * <td>request</td>
 * <td>a fresh message: the call's body, headers, URL and method, and nothing else ({@code PreparedHeaders})</td>
 * </tr>
 * <tr>
 * <td>response</td>
 * <td>status, headers and body, read up to the cap and cut off there ({@code CutOffResponses})</td>
 * </tr>
 * <tr>
 * <td>failure</td>
 * <td>an exception of the endpoint becomes a failure with its kind ({@code EndpointFailure})</td>
 * </tr>
 * </table>
 *
 * <p>
 * Trust: the endpoint and its settings come from the operator; the receiver and the network are hostile. Only
 * {@code CamelHttp}, {@code EndpointUri} and the classes for HttpClient use types of camel-http, so that the component
 * runs without it. This package must not use scripts, events or outcomes.
 */
@NullMarked
package io.webhookscript.via;

import org.jspecify.annotations.NullMarked;
