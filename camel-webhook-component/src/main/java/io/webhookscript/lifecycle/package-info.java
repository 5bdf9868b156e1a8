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
 * Manages the scripts of a component and their states: start, stop, suspend, remove, reload.
 *
 * <p>
 * {@link io.webhookscript.lifecycle.Scripts} is the entry point, for applications, JMX and the dev console. {@code
 * ScriptWatch} looks at watched folders and passes changed files to {@code ScriptReload}, which replaces one script at
 * a time or reports why it did not. The routes of a script belong to {@code delivery.route}; reading a file belongs to
 * {@code script}.
 */
@Export
@NullMarked
package io.webhookscript.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
