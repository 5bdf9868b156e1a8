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
 * The command {@code webhookscript}: scripts are validated, tried out, tested, made and imported from a shell.
 *
 * <pre>
 * java -jar camel-webhookscript-cli-VERSION-all.jar validate src/main/resources/webhookscripts
 * camel webhookscript validate src/main/resources/webhookscripts
 * </pre>
 *
 * <p>
 * {@link io.webhookscript.cli.WebhookScriptCommand#commandLine} is the one code base for both front ends, the
 * executable jar ({@link io.webhookscript.cli.Main}) and the plugin of Camel JBang. Each command is a class that reads
 * its arguments, calls the component's interface for tools, and hands the result to {@code report}. Results go to the
 * standard output; progress, notes and errors to the standard error. Exit codes: 0 all is well, 1 something is wrong
 * with a script, 2 the command could not do its work.
 *
 * <p>
 * What must never come in: Camel. A command has to start in a fraction of a second.
 */
@NullMarked
package io.webhookscript.cli;

import org.jspecify.annotations.NullMarked;
