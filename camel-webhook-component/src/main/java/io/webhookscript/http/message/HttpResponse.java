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
package io.webhookscript.http.message;

import java.util.List;
import java.util.Optional;

/**
 * A whole response.
 *
 * @param body    the body after decompression, up to the cap; must not be changed
 * @param overCap whether the body was longer than the cap; then {@code body} is its beginning
 */
public record HttpResponse(int status, List<HttpHeader> headers, byte[] body, boolean overCap) {

    public HttpResponse {
        headers = List.copyOf(headers);
    }

    /** Returns the first value of a header; the name is not case-sensitive. */
    public Optional<String> header(String name) {
        for (HttpHeader header : headers) {
            if (header.is(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }
}
