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
 * Script files: what they may say, reading them, and reporting all that is wrong with them at once.
 *
 * <pre>
 * ReadResult result = new ScriptReader(ScriptEnvironment.standalone()).read("crm.webhookscript.yaml", location, bytes);
 * result.script();    // there exactly when there is no error
 * result.problems();  // each with code, file:line:column, field, what was found, what was expected
 * </pre>
 *
 * <p>
 * The records are {@link io.webhookscript.script.Script}, {@link io.webhookscript.script.ScriptDefinition} and what
 * they hold; every template in them is compiled for its place when the file is read.
 * {@link io.webhookscript.script.repository.ScriptRepository} holds the loaded ones as one immutable snapshot,
 * {@link io.webhookscript.script.usecase.UseCases} say which data a script may read,
 * {@link io.webhookscript.script.problem.ProblemReport} words problems, {@link io.webhookscript.secret.Masker} hides
 * secrets.
 *
 * <p>
 * Trust: whatever a file holds, reading it gives a report and nothing else; no tag, alias or depth makes it do more.
 * Rendering, HTTP and Camel routes must never come in here.
 */
@Export
@NullMarked
package io.webhookscript.script;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
