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
 * The Camel component {@code webhookscript:}, which sends one webhook for each event.
 *
 * <pre>
 * from("file:inbox").to("webhookscript:contact-updated");
 * </pre>
 *
 * <p>
 * Read {@link io.webhookscript.WebhookScriptComponent} first: it has the options. {@code ScriptLoader} loads the script
 * files, and {@code ComponentServices} creates everything else, with the connections and threads. An endpoint names one
 * script; its producer hands the exchange to {@code delivery}. Code that decides about a delivery, parses a file or
 * speaks HTTP belongs in the packages below, never here.
 *
 * <table>
 * <caption>Packages and their tasks</caption>
 * <tr>
 * <td>dispatch</td>
 * <td>gives an event to each script with a trigger for it</td>
 * </tr>
 * <tr>
 * <td>callback</td>
 * <td>receives the response events of a script</td>
 * </tr>
 * <tr>
 * <td>lifecycle</td>
 * <td>starts, stops, reloads and removes scripts</td>
 * </tr>
 * <tr>
 * <td>delivery</td>
 * <td>delivers one event to one receiver; the table of its package-info follows an event from class to class</td>
 * </tr>
 * <tr>
 * <td>delivery.route, delivery.breaker</td>
 * <td>the Camel routes of a script, and its circuit breakers</td>
 * </tr>
 * <tr>
 * <td>delivery.caller</td>
 * <td>reads the caller's message, and returns the result</td>
 * </tr>
 * <tr>
 * <td>delivery.report, deliverylog, management</td>
 * <td>what applications and operators see of deliveries</td>
 * </tr>
 * <tr>
 * <td>pacing</td>
 * <td>decides when an attempt may begin, whether there is another one, and after which pause</td>
 * </tr>
 * <tr>
 * <td>response</td>
 * <td>turns a response into an outcome and into the caller's values</td>
 * </tr>
 * <tr>
 * <td>request.event, request.render, request.attempt</td>
 * <td>the event that templates read, the request, and its signature</td>
 * </tr>
 * <tr>
 * <td>http, via</td>
 * <td>the HTTP call itself, or camel-http in its place</td>
 * </tr>
 * <tr>
 * <td>script and the packages below it</td>
 * <td>files, their problems, and the loaded scripts</td>
 * </tr>
 * <tr>
 * <td>template, language</td>
 * <td>placeholders and expressions</td>
 * </tr>
 * <tr>
 * <td>secret</td>
 * <td>reads secrets, and masks them in each text</td>
 * </tr>
 * <tr>
 * <td>tryout</td>
 * <td>dry runs, real runs and tests of scripts</td>
 * </tr>
 * <tr>
 * <td>value, value.json</td>
 * <td>values, JSON and texts that several packages share</td>
 * </tr>
 * <tr>
 * <td>store</td>
 * <td>interfaces of the durable store, which the module {@code camel-webhookscript-store} implements</td>
 * </tr>
 * <tr>
 * <td>spi</td>
 * <td>interfaces that applications implement</td>
 * </tr>
 * </table>
 */
@Export
@NullMarked
package io.webhookscript;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
