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
 * Makes HTTP calls safely: total deadline, size cap, address policy, shared connections, TLS, proxy.
 *
 * <p>
 * {@link io.webhookscript.http.HttpConnections} is the entry point: it sends one
 * {@link io.webhookscript.http.message.HttpCall} on the caller's thread and returns the whole
 * {@link io.webhookscript.http.message.HttpResponse}, or throws a {@link io.webhookscript.http.CallFailedException}
 * that says how the call failed and whether anything was sent. The steps in the order of a call:
 *
 * <table>
 * <caption>The classes of each step</caption>
 * <tr>
 * <td>lease</td>
 * <td>{@code ConnectionPool}: bounded in total and per host; connections are never shared across policy, trust or
 * proxy</td>
 * </tr>
 * <tr>
 * <td>look-up</td>
 * <td>{@code NameLookups}: few at a time, abandoned at the deadline, with a share for each owner of calls</td>
 * </tr>
 * <tr>
 * <td>check and dial</td>
 * <td>{@link io.webhookscript.http.AddressPolicy}, {@code Dialler}, {@code ConnectionAttempts}: the checked address is
 * the dialled address</td>
 * </tr>
 * <tr>
 * <td>send</td>
 * <td>{@code RequestSender}: sends the bytes of the call and nothing else</td>
 * </tr>
 * <tr>
 * <td>read</td>
 * <td>{@code HttpResponseReader}, {@code ContentDecoding}: read up to the cap, after decompression</td>
 * </tr>
 * <tr>
 * <td>during all steps</td>
 * <td>{@code CallDeadline}: one timer for all calls closes the connection of a late call</td>
 * </tr>
 * </table>
 *
 * <p>
 * Trust: the receiver, the network and the data in a call are hostile; the profile and the policy come from the
 * operator. This package must not use scripts, events, outcomes or templates. Redirects are never followed, and no
 * request is sent twice.
 */
@NullMarked
package io.webhookscript.http;

import org.jspecify.annotations.NullMarked;
