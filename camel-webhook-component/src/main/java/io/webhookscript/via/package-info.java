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
 * Calls that go through an endpoint of camel-http which the operator has set up and a script names by
 * {@code request.via}.
 *
 * <p>
 * {@link io.webhookscript.via.ViaEndpoints} makes the endpoints when the component starts, and refuses settings with
 * which a webhook would not be what its script says. {@link io.webhookscript.via.ViaEndpoint} takes one sealed
 * {@link io.webhookscript.http.message.HttpCall} to such an endpoint and brings a
 * {@link io.webhookscript.http.message.HttpResponse} or a {@link io.webhookscript.http.CallFailedException} back, as
 * {@code HttpConnections} does for all other scripts:
 *
 * <table>
 * <caption>What happens to one call</caption>
 * <tr>
 * <td>check</td>
 * <td>goes where the endpoint goes; the address policy, on what the URL shows</td>
 * </tr>
 * <tr>
 * <td>ask</td>
 * <td>a fresh message: the call's body, headers, URL and method, and nothing else ({@code PreparedHeaders})</td>
 * </tr>
 * <tr>
 * <td>answer</td>
 * <td>status, headers and body, read up to the cap and cut off there ({@code CutOffResponses})</td>
 * </tr>
 * <tr>
 * <td>failure</td>
 * <td>what an exception of the endpoint means</td>
 * </tr>
 * </table>
 *
 * <p>
 * Trust: the endpoint is the operator's, with all that it brings; the receiver and the network are hostile. Only
 * {@code CamelHttp}, {@code EndpointUri} and what is handed to HttpClient name types of camel-http, so that the
 * component runs without it. Scripts, events and outcomes must never come in here.
 */
@NullMarked
package io.webhookscript.via;

import org.jspecify.annotations.NullMarked;
