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
 * Lets people and tools see and steer scripts: dev console, health check, JMX, meters, spans. Nobody imports it: Camel
 * finds it through {@code META-INF}.
 *
 * <table>
 * <caption>What shows where</caption>
 * <tr>
 * <td>{@code WebhookScriptDevConsole}</td>
 * <td>the dev console {@code webhookscript}, as text and JSON</td>
 * </tr>
 * <tr>
 * <td>{@code WebhookScriptHealthCheck}</td>
 * <td>readiness: broken files, routes that were stopped, lost dead letters; open breakers as details</td>
 * </tr>
 * <tr>
 * <td>{@code ManagedScript}, {@code ManagedConnections}</td>
 * <td>one MBean for each script that is used, one for the HTTP connections of all</td>
 * </tr>
 * <tr>
 * <td>{@code ScriptMeters}</td>
 * <td>Micrometer meters, where camel-micrometer is there</td>
 * </tr>
 * <tr>
 * <td>{@code WebhookScriptSpanDecorator}, {@code AttemptSpans}, {@code CallSpan}</td>
 * <td>attributes of spans, and a span for each call, where camel-opentelemetry2 is there</td>
 * </tr>
 * </table>
 *
 * <p>
 * {@code ManagementPlugin} is where it begins: the component has Camel find it when it is initialised.
 * {@code UsedScripts} tells the others which scripts have routes. Decisions about a delivery must never come in here,
 * and nothing that is shown may hold a secret: what comes from {@code delivery} is masked already.
 */
@NullMarked
package io.webhookscript.management;

import org.jspecify.annotations.NullMarked;
