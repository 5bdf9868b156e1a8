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
 * Reads JSON of events, responses and tokens by one set of rules: every digit is kept, the order of members too, and a
 * text that is nested too deeply, has a number of too many digits or a key twice is refused.
 *
 * <p>
 * {@link io.webhookscript.value.json.JsonReader} is the entry point; its limits are those of
 * {@link io.webhookscript.value.DataLimits}.
 */
@NullMarked
package io.webhookscript.value.json;

import org.jspecify.annotations.NullMarked;
