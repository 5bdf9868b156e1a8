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
 * Scripts in the making: what a person answers, or what was read from another tool's file, as the text of a script.
 *
 * <pre>
 * ScriptDraft draft = …;                                     // the script, by its name
 * new RequestMapping(draft, marks, blanks).map(request);     // the parts of the request become parts of the script
 * draft.yaml();        // the file
 * draft.secrets();     // what has to be set, each once
 * draft.notCarried();  // what of the source a script cannot say
 * </pre>
 *
 * <p>
 * {@link io.webhookscript.cli.draft.SourceRequest} is a request as its source has it; in
 * {@link io.webhookscript.cli.draft.RequestMapping} it becomes a {@link io.webhookscript.cli.draft.ScriptDraft}.
 * Readers of formats stand in packages of their own. Trust: a source may be hostile. Nothing of it becomes a template
 * unless {@link io.webhookscript.cli.draft.TemplateText} says so, and no credential gets into the text of a script.
 */
@NullMarked
package io.webhookscript.cli.draft;

import org.jspecify.annotations.NullMarked;
