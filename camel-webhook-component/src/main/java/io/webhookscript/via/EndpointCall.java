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

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.webhookscript.http.CallLimits;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import org.apache.camel.Exchange;

/** A call that goes through an endpoint, kept in an exchange property. */
final class EndpointCall {

    private static final String PROPERTY = "CamelWebhookScriptCall";

    private final HttpCall call;
    private final CallLimits limits;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    EndpointCall(HttpCall call, CallLimits limits) {
        this.call = call;
        this.limits = limits;
        for (HttpHeader header : call.headers()) {
            if (!PreparedHeaders.isCamels(header.name())) {
                headers.merge(header.name(), header.value(), (first, next) -> joined(header.name(), first, next));
            }
        }
    }

    /**
     * Joins several lines of a header to one (RFC 9110 §5.3, RFC 6265 §5.4): camel-http would write a list in brackets.
     */
    private static String joined(String name, String first, String next) {
        return first + (name.toLowerCase(Locale.ROOT).equals("cookie") ? "; " : ", ") + next;
    }

    void putInto(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    /** Returns the call of an exchange; empty for an exchange of another route that shares the endpoint. */
    static Optional<EndpointCall> of(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(PROPERTY, EndpointCall.class));
    }

    HttpCall call() {
        return call;
    }

    CallLimits limits() {
        return limits;
    }

    /** Returns the headers by name; names are not case-sensitive. */
    Map<String, String> headers() {
        return headers;
    }

    boolean sends(String name) {
        return headers.containsKey(name);
    }

    /**
     * Whether a value is the same object that was sent. A value from the receiver is another object, even if it is
     * equal.
     */
    @SuppressWarnings("ReferenceEquality")
    boolean isOwn(String name, Object value) {
        return headers.get(name) == value;
    }
}
