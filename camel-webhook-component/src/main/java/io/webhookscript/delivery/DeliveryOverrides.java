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
package io.webhookscript.delivery;

import java.time.Duration;
import java.util.Map;

import io.webhookscript.script.ScriptDefinition.Execution;
import org.jspecify.annotations.Nullable;

/**
 * The options of one endpoint, passed to the script's route as one exchange property.
 *
 * @param context the values of {@code context.*}, by name
 * @param dryRun  whether the request is only rendered and shown
 * @param replay  whether the body is a dead-letter document
 */
public record DeliveryOverrides(
        Map<String, String> context, @Nullable Duration timeout, boolean dryRun, boolean replay, @Nullable Execution execution,
        @Nullable String deadLetter) {

    public static final DeliveryOverrides NONE = new DeliveryOverrides(
            Map.of(), null, false, false, null, null);

    public DeliveryOverrides {
        context = Map.copyOf(context);
        if (timeout != null) {
            DeliveryOptions.check("timeout", timeout, "5s");
        }
    }
}
