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
 * The work that all competitors do, and the competitors. An {@link io.webhookscript.benchmarks.speed.peer.Event} comes
 * in as JSON text with a message id; out goes a PUT with five placeholders and a body of fifteen fields; two values of
 * the response come back as a {@link io.webhookscript.benchmarks.speed.peer.CallResult}.
 * {@link io.webhookscript.benchmarks.speed.peer.Peers} knows the competitors by name.
 *
 * <p>
 * The component under test is seen from outside only: its URI, script files and properties.
 */
@NullMarked
package io.webhookscript.benchmarks.speed.peer;

import org.jspecify.annotations.NullMarked;
