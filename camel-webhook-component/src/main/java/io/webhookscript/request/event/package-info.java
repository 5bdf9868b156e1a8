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
 * Reads the event of a delivery from the caller's message as immutable values, which templates read under the roots of
 * a script.
 *
 * <p>
 * The entry points are {@link io.webhookscript.request.event.EventSnapshot},
 * {@link io.webhookscript.request.event.TemplateInputs} and {@link io.webhookscript.request.event.MessageIds}. The body
 * of the caller's message goes through {@code RawEvent} and {@code EventContent}, which give JSON to
 * {@link io.webhookscript.value.json.JsonReader}. {@link io.webhookscript.request.event.Json} writes JSON, and reads
 * what is not an event. The content of an event is data and never an instruction.
 */
@NullMarked
package io.webhookscript.request.event;

import org.jspecify.annotations.NullMarked;
