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
package io.webhookscript.benchmarks.speed;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.benchmarks.speed.peer.CallResult;
import io.webhookscript.benchmarks.speed.peer.ContactEvents;
import io.webhookscript.benchmarks.speed.peer.ContactRequest;
import io.webhookscript.benchmarks.speed.peer.Event;
import io.webhookscript.benchmarks.speed.receiver.Destination;
import io.webhookscript.benchmarks.speed.receiver.ReceiverControl;
import io.webhookscript.benchmarks.speed.worker.Order;
import org.jspecify.annotations.Nullable;

/** Whether a competitor does the work that is compared: the request that arrives, and the values that come back. */
final class SameWork {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final int NUMBER = 7;
    private static final long MAX_MILLIS = 60_000;

    private SameWork() {
    }

    /** What is different; empty when nothing is. */
    static List<String> differences(WorkerProcess worker, ReceiverControl receiver)
            throws IOException, WorkerFailedException, InterruptedException {
        Event event = ContactEvents.numbered(NUMBER);
        receiver.capture();
        CallResult result = worker.ask(new Order.Once(Destination.OK, NUMBER), MAX_MILLIS, CallResult.class);
        List<String> differences = between(ContactRequest.of(event.json(), event.messageId()), receiver.captured());
        if (!result.delivered() || !result.isOf(event)) {
            differences.add("the caller got " + result);
        }
        return differences;
    }

    static List<String> between(ContactRequest expected, String captured) throws IOException {
        List<String> differences = new ArrayList<>();
        int body = captured.indexOf("\n\n");
        if (body < 0) {
            differences.add("no request arrived");
            return differences;
        }
        String[] head = captured.substring(0, body).split("\n");
        compare(differences, "request",
                "PUT /" + Destination.OK.path() + expected.path() + "?" + expected.query(), head[0]);
        Map<String, String> headers = headers(head);
        compare(differences, "X-Request-Id", expected.messageId(), headers.get("x-request-id"));
        compare(differences, "X-Owner-Ref", expected.ownerRef(), headers.get("x-owner-ref"));
        JsonNode expectedBody = JSON.readTree(expected.body());
        JsonNode actualBody = JSON.readTree(captured.substring(body + 2));
        compare(differences, "fields", fields(expectedBody), fields(actualBody));
        return differences;
    }

    private static Map<String, String> headers(String[] head) {
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < head.length; i++) {
            String[] header = head[i].split(": ", 2);
            headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
        }
        return headers;
    }

    /** 1234.25 and 1234.250 are the same number. */
    private static Map<String, Object> fields(JsonNode body) {
        Map<String, Object> fields = new TreeMap<>();
        body.properties().forEach(field -> fields.put(field.getKey(), field.getValue().isNumber()
                ? new BigDecimal(field.getValue().asText()).stripTrailingZeros()
                : field.getValue()));
        return fields;
    }

    private static void compare(List<String> differences, String what, Object expected, @Nullable Object actual) {
        if (!expected.equals(actual)) {
            differences.add(what + ": expected " + expected + ", got " + actual);
        }
    }
}
