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
 * What makes any HTTP call safe: total deadline, size cap, address policy, shared connections, TLS, proxy.
 *
 * <p>
 * {@link io.webhookscript.http.HttpConnections} is the front door: it sends one
 * {@link io.webhookscript.http.message.HttpCall} on the caller's thread and gives the whole
 * {@link io.webhookscript.http.message.HttpResponse}, or a {@link io.webhookscript.http.CallFailedException} that says
 * how it failed and whether anything was sent. In the order of a call:
 *
 * <table>
 * <caption>Where each step stands</caption>
 * <tr>
 * <td>lease</td>
 * <td>{@code ConnectionPool}: bounded in all and per host; never shared across policy, trust or proxy</td>
 * </tr>
 * <tr>
 * <td>look-up</td>
 * <td>{@code NameLookups}: few at a time, given up at the deadline, a share for each owner of calls</td>
 * </tr>
 * <tr>
 * <td>check and dial</td>
 * <td>{@link io.webhookscript.http.AddressPolicy}, {@code Dialler}, {@code ConnectionAttempts}: what is checked is what
 * is dialled</td>
 * </tr>
 * <tr>
 * <td>send</td>
 * <td>{@code RequestSender}: the bytes of the call and nothing else</td>
 * </tr>
 * <tr>
 * <td>read</td>
 * <td>{@code HttpResponseReader}, {@code ContentDecoding}: up to the cap, after decompression</td>
 * </tr>
 * <tr>
 * <td>all along</td>
 * <td>{@code CallDeadline}: one timer for all calls closes what is late</td>
 * </tr>
 * </table>
 *
 * <p>
 * Trust: the receiver, the network and the data in a call are hostile; the profile and the policy are the operator's.
 * Scripts, events, outcomes and templates must never come in here; redirects are never followed, and nothing is sent
 * twice.
 */
@NullMarked
package io.webhookscript.http;

import org.jspecify.annotations.NullMarked;
