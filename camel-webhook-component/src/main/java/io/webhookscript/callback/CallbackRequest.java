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
package io.webhookscript.callback;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.webhookscript.delivery.report.CallbackResult;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.RequestBody;
import io.webhookscript.request.event.InboundHeaders;
import io.webhookscript.value.FormFields;
import io.webhookscript.value.MediaType;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** One HTTP request, as the web server of the runtime hands it over. Used by one thread. */
final class CallbackRequest {

    private final Message message;
    /** Those of the query, which each header is compared with. */
    private final List<FormFields.Field> parameters;

    /** @throws RefusedEventException when the query cannot be decoded */
    CallbackRequest(Message message) throws RefusedEventException {
        this.message = message;
        this.parameters = parameters(message);
    }

    String method() {
        return method(message);
    }

    static String method(Message message) {
        return message.getHeader(Exchange.HTTP_METHOD, "", String.class);
    }

    MediaType contentType() {
        return MediaType.of(only(Exchange.CONTENT_TYPE).orElse(null));
    }

    /**
     * The value of a header; empty when it is missing or repeated. The server adds the parameters of the query to the
     * headers, so that a header of which the query has a parameter counts as repeated.
     */
    Optional<String> only(String header) {
        List<String> values = new InboundHeaders(message).texts(header).toList();
        return values.size() == 1 && parameters.stream().noneMatch(parameter -> parameter.name().equalsIgnoreCase(header))
                ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** The value of a parameter of the query; empty when it is missing or repeated. */
    Optional<String> onlyParameter(String name) {
        List<FormFields.Field> values = parameters.stream().filter(parameter -> parameter.name().equals(name)).toList();
        return values.size() == 1 ? Optional.of(values.get(0).value()) : Optional.empty();
    }

    private static List<FormFields.Field> parameters(Message message) throws RefusedEventException {
        String query = message.getHeader(Exchange.HTTP_RAW_QUERY, message.getHeader(Exchange.HTTP_QUERY), String.class);
        try {
            return query == null ? List.of() : FormFields.of(query, StandardCharsets.UTF_8).toList();
        } catch (IllegalArgumentException brokenEscape) {
            throw new RefusedEventException(CallbackResult.QUERY);
        }
    }

    /** The bytes of the body, as they were received. */
    byte[] body(long maxSize) throws RefusedEventException, IOException {
        Optional<String> declared = only(Exchange.CONTENT_LENGTH);
        if (declared.filter(length -> length.matches("[0-9]{1,18}") && Long.parseLong(length) > maxSize).isPresent()) {
            throw new RefusedEventException(CallbackResult.SIZE);
        }
        byte[] body = read((int) Math.min(maxSize, Integer.MAX_VALUE - 8));
        if (body.length > maxSize) {
            throw new RefusedEventException(CallbackResult.SIZE);
        }
        return body;
    }

    private byte[] read(int maxSize) throws IOException {
        if (message.getBody() == null || message.getBody() instanceof java.util.Map) {
            return new byte[0]; // a form, which the server has read
        }
        InputStream stream = message.getBody() instanceof InputStream open ? open : null;
        if (stream == null) {
            byte[] bytes = message.getBody(byte[].class);
            return bytes == null ? new byte[0] : bytes;
        }
        try (stream) {
            return stream.readNBytes(maxSize + 1);
        }
    }

    /** The request as its sender has signed it; headers that nobody can send as they are, are left out. */
    HttpCall signed(byte[] body) {
        List<HttpHeader> headers = new ArrayList<>();
        for (String name : message.getHeaders().keySet()) {
            if (!name.startsWith("Camel") && HttpHeader.isToken(name) && !HttpHeader.isFraming(name)
                    && !name.equalsIgnoreCase("Host")) {
                only(name).filter(CallbackRequest::isPlain).ifPresent(value -> headers.add(new HttpHeader(name, value)));
            }
        }
        return new HttpCall("POST", URI.create("http://callback/"), headers, RequestBody.of(body));
    }

    private static boolean isPlain(String value) {
        return StandardCharsets.ISO_8859_1.newEncoder().canEncode(value)
                && value.chars().noneMatch(c -> Character.isISOControl(c) && c != '\t');
    }
}
