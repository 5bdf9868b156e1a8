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
package io.webhookscript.console.web;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * One request, as its server has read it.
 *
 * @param path    below the path of the console, without a slash at its beginning, as it was sent
 * @param query   as it was sent; null when there was none
 * @param headers by name in lower case; a header that was sent twice is not among them
 * @param body    at most as long as the console accepts
 * @param user    the name of the user that the server has authenticated; null when it has not
 */
public record ConsoleRequest(
        String method, String path, @Nullable String query, Map<String, String> headers, byte[] body,
        @Nullable String user) {

    public ConsoleRequest {
        Map<String, String> lowerCase = new LinkedHashMap<>();
        headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lowerCase);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
