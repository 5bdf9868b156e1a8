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
package io.webhookscript.cli;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Requests and responses, as trying out shows them, in the form of HTTP/1.1. */
final class HttpText {

    private HttpText() {
    }

    static String request(Terminal terminal, Map<String, ? extends @Nullable Object> request) {
        return terminal.bold(request.get("method") + " " + request.get("url")) + rest(request);
    }

    static String response(Terminal terminal, Map<String, ? extends @Nullable Object> response) {
        return terminal.bold(String.valueOf(response.get("status"))) + rest(response);
    }

    private static String rest(Map<String, ? extends @Nullable Object> message) {
        StringBuilder text = new StringBuilder();
        if (message.get("headers") instanceof Map<?, ?> headers) {
            headers.forEach((name, values) -> ((List<?>) values)
                    .forEach(value -> text.append(System.lineSeparator()).append(name).append(": ").append(value)));
        }
        if (message.get("body") != null) {
            text.append(System.lineSeparator()).append(System.lineSeparator())
                    .append(message.containsKey("bodyEncoding") ? "(in base64) " : "").append(message.get("body"));
        }
        return text.toString();
    }
}
