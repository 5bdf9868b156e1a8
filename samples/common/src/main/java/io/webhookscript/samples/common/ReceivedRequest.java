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
package io.webhookscript.samples.common;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;

/**
 * A request as a receiver got it.
 *
 * @param target  path and query as they were sent
 * @param headers values by name, names in any letter case
 */
public record ReceivedRequest(String method, String target, Map<String, List<String>> headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** JSON of this length is shown in one line. */
    private static final int ONE_LINE = 110;

    /** Headers of every request, which say nothing about a sample. */
    private static final Set<String> USUAL
            = Set.of("accept", "connection", "content-length", "host", "user-agent", "webhook-hops", "accept-encoding");

    private static final Pattern CONFIDENTIAL = Pattern.compile("authorization|.*(?:key|secret|token).*");

    public ReceivedRequest {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = copy;
    }

    static ReceivedRequest of(HttpExchange call) throws IOException {
        return new ReceivedRequest(
                call.getRequestMethod(), call.getRequestURI().toString(), call.getRequestHeaders(),
                call.getRequestBody().readAllBytes());
    }

    /** The value of a header; several are joined, and an empty text means that it is missing. */
    public String header(String name) {
        return String.join(", ", headers.getOrDefault(name, List.of()));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException when the body is not JSON */
    public JsonNode json() {
        return json(text());
    }

    /** @throws IllegalArgumentException when the text is not JSON */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is not JSON: " + text, e);
        }
    }

    /** The names of the body's fields, in the order in which they were sent. */
    public List<String> fields() {
        List<String> names = new ArrayList<>();
        json().fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The request for people: without what every request has, secrets hidden, long JSON in several lines. */
    String shown() {
        StringBuilder shown = new StringBuilder(method + " " + target);
        headers.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!USUAL.contains(lower)) {
                boolean confidential = CONFIDENTIAL.matcher(lower).matches() && !lower.startsWith("idempotency");
                shown.append("\n").append(spelled(lower)).append(": ")
                        .append(confidential ? "••••••" : String.join(", ", values));
            }
        });
        return shown.append("\n").append(shownBody()).toString();
    }

    /** As it is usually written; the server forgets the letter case in which a name was sent. */
    private static String spelled(String name) {
        return name.startsWith("ce-") || name.startsWith("webhook-")
                ? name
                : Pattern.compile("(?:^|-)[a-z]").matcher(name).replaceAll(first -> first.group().toUpperCase(Locale.ROOT));
    }

    private String shownBody() {
        if (text().length() <= ONE_LINE || !header("Content-Type").contains("json")) {
            return text();
        }
        return json().toPrettyString();
    }
}
