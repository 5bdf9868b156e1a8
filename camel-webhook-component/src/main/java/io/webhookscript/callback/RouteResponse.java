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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.webhookscript.delivery.report.CallbackResult;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.NoTypeConversionAvailableException;
import org.jspecify.annotations.Nullable;

/**
 * The response that the route gives to a response event: body, headers and status as with any HTTP endpoint of Camel;
 * status 204 when it leaves the event as its body, or has made the exchange one without a response.
 */
final class RouteResponse {

    private static final int NO_CONTENT = 204;

    private RouteResponse() {
    }

    /** @return the status */
    static int write(Exchange route, @Nullable Object event, Exchange http)
            throws NotSentException, NoTypeConversionAvailableException {
        Message from = route.getMessage();
        boolean hasResponse = route.getPattern().isOutCapable();
        byte @Nullable [] body = hasResponse ? body(route, event) : null;
        Integer wanted = hasResponse ? from.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class) : null;
        int status = wanted != null && wanted >= 200 && wanted <= 599
                ? wanted : body == null ? NO_CONTENT : CallbackResult.ACCEPTED.status();
        Message to = http.getMessage();
        to.removeHeaders("*");
        if (hasResponse) {
            copyHeaders(from, to);
        }
        if (status == NO_CONTENT || body == null) {
            to.removeHeader(Exchange.CONTENT_TYPE);
        } else if (to.getHeader(Exchange.CONTENT_TYPE) == null) {
            to.setHeader(Exchange.CONTENT_TYPE, contentType(from.getBody()));
        }
        to.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        to.setBody(status == NO_CONTENT ? null : body);
        return status;
    }

    @SuppressWarnings("ReferenceEquality") // an equal body that the route has made is a response
    private static byte @Nullable [] body(Exchange route, @Nullable Object event)
            throws NotSentException, NoTypeConversionAvailableException {
        Object body = route.getMessage().getBody();
        if (body == null || body == event) {
            return null;
        }
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        if (body instanceof Map || body instanceof List) {
            return Json.writeBytes(body);
        }
        return body instanceof String text
                ? text.getBytes(StandardCharsets.UTF_8)
                : route.getContext().getTypeConverter().mandatoryConvertTo(byte[].class, route, body);
    }

    private static String contentType(@Nullable Object body) {
        return body instanceof Map || body instanceof List
                ? "application/json" : body instanceof byte[] ? "application/octet-stream" : "text/plain; charset=utf-8";
    }

    private static void copyHeaders(Message from, Message to) {
        from.getHeaders().forEach((name, value) -> {
            if (!name.toLowerCase(Locale.ROOT).startsWith("camel") && !HttpHeader.isFraming(name)
                    && !ResponseEvent.isOfTheChain(name)) {
                to.setHeader(name, value);
            }
        });
    }
}
