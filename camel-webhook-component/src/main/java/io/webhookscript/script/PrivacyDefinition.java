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
package io.webhookscript.script;

import io.webhookscript.template.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Whose data the events of a script contain, and how long it is kept.
 *
 * @param subject names the person, such as {@code contact/4711}; null when the use case does
 */
public record PrivacyDefinition(@Nullable Expression subject, RetentionDefinition retention) {

    public static final PrivacyDefinition NONE = new PrivacyDefinition(null, RetentionDefinition.NONE);
}
