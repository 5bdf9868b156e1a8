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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How long the data of a script's events is kept; null where the component decides.
 *
 * @param deliveries  entries of the delivery log, from the end of the delivery
 * @param deadLetters dead letters in the store, from the failure
 * @param ids         ids in the store by which a repeated event is recognised, from the end of the delivery
 */
public record RetentionDefinition(@Nullable Duration deliveries, @Nullable Duration deadLetters, @Nullable Duration ids) {

    public static final RetentionDefinition NONE = new RetentionDefinition(
            null, null, null);
}
