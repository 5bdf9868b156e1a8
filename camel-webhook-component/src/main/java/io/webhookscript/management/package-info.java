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
 * Lets people and tools observe and control scripts: dev console, health check, JMX, meters, spans. No other package
 * imports this one: Camel finds it through {@code META-INF}.
 *
 * <table>
 * <caption>Where scripts are shown</caption>
 * <tr>
 * <td>{@code WebhookScriptDevConsole}</td>
 * <td>the dev console {@code webhookscript}, as text and JSON</td>
 * </tr>
 * <tr>
 * <td>{@code WebhookScriptHealthCheck}</td>
 * <td>readiness: broken files, routes that were stopped, lost dead letters; open breakers as details</td>
 * </tr>
 * <tr>
 * <td>{@code ManagedScript}, {@code ManagedConnections}, {@code ManagedEvents}</td>
 * <td>one MBean for each used script, one for the HTTP connections of all scripts, and one for events and the uses of
 * scripts</td>
 * </tr>
 * <tr>
 * <td>{@code ScriptMeters}</td>
 * <td>Micrometer meters, when camel-micrometer is present</td>
 * </tr>
 * <tr>
 * <td>{@code WebhookScriptSpanDecorator}, {@code AttemptSpans}, {@code CallSpan}</td>
 * <td>attributes of spans, and a span for each call, when camel-opentelemetry2 is present</td>
 * </tr>
 * </table>
 *
 * <p>
 * {@code ManagementPlugin} is the entry point: Camel finds it when the component is initialised. {@code UsedScripts}
 * reports to the other classes which scripts have routes. This package must not decide about deliveries, and it must
 * not show secrets: texts from {@code delivery} are masked already.
 */
@NullMarked
package io.webhookscript.management;

import org.jspecify.annotations.NullMarked;
