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
package io.webhookscript.via;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.HttpResponse;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Reads the response that an endpoint has left in a message: status, headers, and the body up to the cap. */
final class EndpointResponse {

    private static final int FIRST_PIECE = 8 * 1024;

    private final EndpointCall asked;
    private final EndpointFailure failure;

    EndpointResponse(EndpointCall asked, String endpoint) {
        this.asked = asked;
        this.failure = new EndpointFailure(asked.call(), endpoint);
    }

    HttpResponse read(Message message) throws CallFailedException {
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (status == null) {
            throw failure.unreadable("it has no status");
        }
        try (InputStream body = message.getBody(InputStream.class)) {
            Body read = body(body, status);
            return new HttpResponse(status, headers(message), read.bytes(), read.overCap());
        } catch (IOException broken) {
            throw broken instanceof CallFailedException known ? known : failure.of(broken, status);
        }
    }

    private record Body(byte[] bytes, boolean overCap) {
    }

    /**
     * Reads the body. It may take as long as a whole attempt. The time is checked between two reads; the endpoint's own
     * timeouts bound one read. A body is not discarded because its head was late.
     */
    private Body body(@Nullable InputStream in, int status) throws IOException {
        if (in == null) {
            return new Body(new byte[0], false);
        }
        long cap = asked.limits().maxResponseSize();
        byte[] bytes = new byte[(int) Math.min(FIRST_PIECE, cap + 1)];
        int length = 0;
        long began = System.nanoTime();
        while (length <= cap) {
            if (System.nanoTime() - began >= asked.limits().deadline().toNanos()) {
                throw failure.timeout(status);
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, cap + 1));
            }
            int count = in.read(bytes, length, bytes.length - length);
            if (count < 0) {
                return new Body(Arrays.copyOf(bytes, length), false);
            }
            length += count;
        }
        return new Body(Arrays.copyOf(bytes, (int) cap), true);
    }

    private List<HttpHeader> headers(Message message) throws CallFailedException {
        List<HttpHeader> headers = new ArrayList<>();
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            String name = header.getKey();
            if (!PreparedHeaders.isCamels(name) && !asked.isOwn(name, header.getValue())) {
                add(headers, name, header.getValue());
            }
        }
        return headers;
    }

    private void add(List<HttpHeader> headers, String name, @Nullable Object value) throws CallFailedException {
        if (value instanceof List<?> values) {
            for (Object each : values) {
                add(headers, name, each);
            }
            return;
        }
        try {
            headers.add(new HttpHeader(name, String.valueOf(value)));
        } catch (IllegalArgumentException strange) {
            throw failure.unreadable(String.valueOf(strange.getMessage()));
        }
    }
}
