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
package io.webhookscript.request.attempt;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.value.MediaType;
import io.webhookscript.value.PercentEncoding;

/** Reads a token server's response: JSON (RFC 6749 §5.1), or form-encoded as GitHub and older servers send it. */
final class TokenResponse {

    private TokenResponse() {
    }

    private static byte[] utf8(byte[] body, MediaType type) {
        return type.charset().map(charset -> new String(body, charset).getBytes(StandardCharsets.UTF_8)).orElse(body);
    }

    /** The members of the response; a response in neither format has none. */
    static Map<?, ?> members(HttpResponse response) {
        MediaType type = MediaType.of(response.header("Content-Type").orElse(null));
        try {
            if (Json.read(utf8(response.body(), type)) instanceof Map<?, ?> map) {
                return map;
            }
        } catch (NotSentException noJson) {
            return type.isJson() ? Map.of() : form(response.body());
        }
        return Map.of();
    }

    private static Map<String, String> form(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (text.indexOf('<') >= 0 || text.indexOf('=') < 0) {
            return Map.of();
        }
        Map<String, String> members = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                decoded(pair.substring(equals + 1)).ifPresent(value -> members.put(pair.substring(0, equals), value));
            }
        }
        return members;
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(PercentEncoding.decodeForm(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }
}
