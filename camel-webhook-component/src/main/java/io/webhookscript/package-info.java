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
 * The Camel component {@code webhookscript:}, which sends one well-behaved webhook for each event.
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
 */
@Export
@NullMarked
package io.webhookscript;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
