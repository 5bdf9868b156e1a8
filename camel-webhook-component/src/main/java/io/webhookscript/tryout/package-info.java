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
 * Tries a script out. Each way is one call for tools: without sending, with sending, and by the script's own tests.
 *
 * <table>
 * <caption>Entry points</caption>
 * <tr>
 * <td>{@link io.webhookscript.tryout.ScriptRunner#dryRun}</td>
 * <td>the request as a map, problems included; no socket is opened</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.tryout.ScriptRunner#realRun}</td>
 * <td>one real attempt: request, response, outcome, variables</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.tryout.StandaloneTrials}</td>
 * <td>both of them without a component and without Camel, for command lines</td>
 * </tr>
 * <tr>
 * <td>{@link io.webhookscript.tryout.ScriptTests#run}</td>
 * <td>the section {@code tests} of a script, offline</td>
 * </tr>
 * </table>
 *
 * All results are masked: a secret shows as {@code ***name***}. This package must not use Camel routes, retries or
 * rates. A run is one attempt and leaves nothing behind.
 */
@Export
@NullMarked
package io.webhookscript.tryout;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
