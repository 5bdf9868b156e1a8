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
package io.webhookscript.response;

import java.util.Map;

import io.webhookscript.value.Members;
import org.jspecify.annotations.Nullable;

/**
 * The result of a delivered call for the caller.
 *
 * @param headers text, or a list of texts when repeated
 * @param session what the call does to a session of the script's callback
 */
public record MappedResponse(
        @Nullable Object body, @Nullable String contentType, Map<String, @Nullable Object> variables,
        Map<String, Object> headers, @Nullable SessionChange session) {

    public MappedResponse {
        variables = Members.copyOf(variables);
        headers = Members.copyOf(headers);
    }
}
