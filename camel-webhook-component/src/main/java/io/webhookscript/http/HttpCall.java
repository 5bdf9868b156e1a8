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
package io.webhookscript.http;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What goes on the wire, exactly: method token, target, header lines in order, body bytes. {@code Host},
 * {@code Content-Length} and {@code Connection} are the client's; nothing else is added.
 *
 * @param uri absolute http or https URI, without user info and fragment, ASCII, already encoded
 */
public record HttpCall(String method, URI uri, List<HttpHeader> headers, Optional<RequestBody> body) {

    public HttpCall {
        headers = List.copyOf(headers);
    }
}
