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
 * Reads one script file, and reports everything that is wrong with it at once.
 *
 * <pre>
 * ReadResult result = new ScriptReader(ScriptEnvironment.standalone()).read("crm.webhookscript.yaml", location, bytes);
 * result.script();    // present exactly when there is no error
 * result.problems();  // each with code, file:line:column, field, what was found, what was expected
 * </pre>
 *
 * <p>
 * The entry point is {@link io.webhookscript.script.reader.ScriptReader}; each class reads one part of the file.
 * Templates and expressions are compiled, never evaluated.
 */
@Export
@NullMarked
package io.webhookscript.script.reader;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
