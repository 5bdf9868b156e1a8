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
package io.webhookscript.request;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.webhookscript.script.Masker;
import io.webhookscript.script.Script;
import org.jspecify.annotations.Nullable;

/**
 * All that the templates of one delivery may read.
 *
 * @param variables       exchange variables, by name
 * @param headers         inbound message headers, names in any case
 * @param context         effective values, by name
 * @param endpointContext names in {@code context} that an endpoint option set, so that their values are not trusted for
 *                        a URL's origin
 * @param secret          reads the current value of a secret; asked anew on every attempt
 */
public record DeliveryData(
        Script script, EventSnapshot event, Function<String, @Nullable Object> variables,
        Function<String, @Nullable Object> headers,
        Map<String, String> context, Set<String> endpointContext, MessageIdentity message, Instant now,
        Function<String, Optional<String>> secret, Masker masker) {

    /** The fixed root {@code message}. */
    public record MessageIdentity(String id, Instant timestamp, Optional<String> type) {
    }
}
