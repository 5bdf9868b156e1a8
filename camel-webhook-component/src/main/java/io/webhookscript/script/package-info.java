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
 * The definitions of script files: what a file may contain. A file is read as a whole, and all its problems are
 * reported at once.
 *
 * <p>
 * The records are {@link io.webhookscript.script.Script}, {@link io.webhookscript.script.ScriptDefinition} and their
 * components. Every template in them is compiled for its position when the file is read.
 * {@link io.webhookscript.script.repository.ScriptRepository} holds the loaded scripts as one immutable snapshot,
 * {@link io.webhookscript.script.usecase.UseCases} define which data a script may read,
 * {@link io.webhookscript.script.problem.ProblemReport} formats problems, and {@link io.webhookscript.secret.Masker}
 * masks secrets.
 *
 * <p>
 * Trust: reading a hostile file only gives a report; no tag, alias or depth has any other effect. This package must not
 * use rendering, HTTP or Camel routes.
 */
@Export
@NullMarked
package io.webhookscript.script;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
