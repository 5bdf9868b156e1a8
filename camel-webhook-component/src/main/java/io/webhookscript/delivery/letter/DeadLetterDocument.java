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
package io.webhookscript.delivery.letter;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.ResponseExcerpt;
import io.webhookscript.delivery.report.AttemptRecord;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.Outcome;
import io.webhookscript.secret.Masker;
import org.jspecify.annotations.Nullable;

/**
 * The JSON document of one failed delivery. Every key is always present. The event is complete, so that it can be
 * replayed; all other text is capped and masked.
 */
public final class DeadLetterDocument {

    public static final String CONTENT_TYPE = "application/vnd.webhookscript.dead-letter+json";

    public static final String FORMAT = "1.0";

    private DeadLetterDocument() {
    }

    /** @throws NotSentException when the event contains a value that JSON cannot represent */
    static String of(Delivery delivery, Instant now) throws NotSentException {
        Masker masker = delivery.data().masker();
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("webhookscript", FORMAT);
        document.put("script", delivery.script().name());
        document.put("version", delivery.script().version());
        document.put("tenant", delivery.script().definition().about().tenant());
        document.put("messageId", delivery.data().message().id());
        document.put("sourceId", delivery.sourceId() != null ? masker.mask(delivery.sourceId()) : null);
        document.put("time", now.toString());
        document.put("event", delivery.data().event().toDeadLetterValue());
        document.put("context", masked(masker, delivery.data().context()));
        document.put("outcome", delivery.result().outcome().code());
        document.put("status", delivery.result().status());
        document.put("reason", masker.mask(delivery.reason()));
        document.put("attempts", delivery.attempts().stream().map(attempt -> attempt(masker, attempt)).toList());
        document.put("request",
                delivery.request() != null
                        ? request(masker, delivery.request().call().method(), delivery.request().call().url()) : null);
        HttpResponse response = delivery.result().response();
        document.put("response",
                response == null ? null : response(masker, response, delivery.quotedResponse()));
        return Json.write(document);
    }

    private static Map<String, @Nullable Object> masked(Masker masker, Map<String, String> values) {
        Map<String, @Nullable Object> masked = new LinkedHashMap<>();
        values.forEach((name, value) -> masked.put(name, masker.mask(value)));
        return masked;
    }

    private static Map<String, @Nullable Object> attempt(Masker masker, AttemptRecord attempt) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("at", attempt.at().toString());
        entry.put("millis", attempt.millis());
        entry.put("outcome", attempt.outcome().code());
        entry.put("status", attempt.status());
        entry.put("error", attempt.outcome() == Outcome.DELIVERED ? null : masker.mask(attempt.reason()));
        return entry;
    }

    private static Map<String, @Nullable Object> request(Masker masker, String method, String url) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("method", method);
        entry.put("url", masker.mask(url));
        return entry;
    }

    private static Map<String, @Nullable Object> response(Masker masker, HttpResponse response, String body) {
        Map<String, @Nullable Object> headers = new LinkedHashMap<>();
        for (HttpHeader header : response.headers()) {
            String value = masker.mask(header.value(), ResponseExcerpt.MAX_CHARACTERS);
            headers.merge(masker.mask(header.name()), List.of(value),
                    (a, b) -> Stream.concat(((List<?>) a).stream(), ((List<?>) b).stream()).toList());
        }
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("headers", headers);
        entry.put("body", body);
        return entry;
    }
}
