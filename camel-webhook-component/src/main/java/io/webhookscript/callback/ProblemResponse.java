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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.webhookscript.delivery.report.CallbackResult;
import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.CallbackDefinition;
import io.webhookscript.script.RequestDefinition.Authentication;
import io.webhookscript.value.Members;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The response to a request that was refused: problem details (RFC 9457), the same for every wrong credential. */
final class ProblemResponse {

    static final String TYPE = "application/problem+json";

    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request", 401, "Unauthorized", 404, "Not Found", 405, "Method Not Allowed", 413, "Content Too Large",
            415, "Unsupported Media Type", 500, "Internal Server Error", 503, "Service Unavailable");

    private static final String QUERY = "The query has a percent sign that does not begin an escape such as %20.";

    private static final Map<Integer, String> DETAILS = Map.of(
            400, "The body is not a JSON text that can be read.", 401, "The credentials are missing or wrong.",
            404, "The event belongs to no open session.", 405, "Send the event with POST.",
            413, "The body is too large.", 415, "Send the event as application/json in UTF-8.",
            500, "The event could not be processed.", 503, "Events are not accepted now.");

    private ProblemResponse() {
    }

    /** What the sender reads, by status in ascending order. */
    static Map<Integer, String> details() {
        Map<Integer, String> details = new TreeMap<>(DETAILS);
        details.merge(CallbackResult.QUERY.status(), QUERY, (body, query) -> body + " Or: " + query);
        return details;
    }

    /** @param callback decides which credentials the sender is asked for; null when there is none */
    static void write(Exchange exchange, CallbackResult result, @Nullable CallbackDefinition callback) {
        Message message = exchange.getMessage();
        boolean isHead = CallbackRequest.method(message).equals("HEAD");
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, result.status());
        message.setHeader(Exchange.CONTENT_TYPE, TYPE);
        if (result.status() == CallbackResult.CREDENTIALS.status()) {
            message.setHeader("WWW-Authenticate", challenge(callback));
        }
        if (result == CallbackResult.METHOD) {
            message.setHeader("Allow", "POST");
        }
        message.setBody(isHead ? null : body(result));
    }

    private static byte[] body(CallbackResult result) {
        int status = result.status();
        try {
            return Json.write(Members.of(
                    "title", TITLES.get(status), "status", (long) status, "detail",
                    result == CallbackResult.QUERY ? QUERY : DETAILS.get(status)))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (NotSentException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A challenge is required with each 401 (RFC 9110 §15.5.2), also where no scheme has a registered name. */
    private static String challenge(@Nullable CallbackDefinition callback) {
        String scheme = Optional.ofNullable(callback).map(CallbackDefinition::auth).map(ProblemResponse::scheme)
                .orElse("Signature");
        return scheme + " realm=\"callback\"" + (scheme.equals("Basic") ? ", charset=\"UTF-8\"" : "");
    }

    private static String scheme(Authentication auth) {
        return auth instanceof Authentication.Basic ? "Basic" : auth instanceof Authentication.Bearer ? "Bearer" : "ApiKey";
    }
}
