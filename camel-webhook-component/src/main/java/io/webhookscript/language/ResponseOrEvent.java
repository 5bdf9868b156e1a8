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
package io.webhookscript.language;

import java.util.Map;

import io.webhookscript.template.DataRoots;
import io.webhookscript.template.Undefined;
import org.jspecify.annotations.Nullable;

/** Selects the data of a path language: the response's body, or the event when there is no response yet. */
final class ResponseOrEvent {

    private ResponseOrEvent() {
    }

    static @Nullable Object read(DataRoots roots) {
        if (roots.get("response") instanceof Map<?, ?> response) {
            return response.containsKey("body") ? response.get("body") : Undefined.UNDEFINED;
        }
        return roots.get("event");
    }
}
