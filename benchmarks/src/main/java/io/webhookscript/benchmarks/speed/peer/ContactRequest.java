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
package io.webhookscript.benchmarks.speed.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The request of an event, as competitors that have no rendering of their own write it with Jackson: decimals stay
 * exact, what the event does not have is not sent.
 */
public record ContactRequest(String path, String query, String messageId, String ownerRef, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final List<String> AS_THEY_ARE = List.of("email", "phone", "company", "street", "city", "zip", "country",
            "language", "vip", "score", "balance", "notes");

    public static ContactRequest of(String json, String messageId) {
        try {
            JsonNode contact = JSON.readTree(json).get("contact");
            String query = "email=" + encoded(contact.get("email")) + "&tier=" + encoded(contact.get("tier"));
            return new ContactRequest(
                    "/contacts/" + contact.get("id").asText(), query, messageId, contact.get("owner_ref").asText(),
                    body(contact));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rendered ahead, for competitors that do not render. */
    static List<ContactRequest> ofAllTexts() {
        return ContactEvents.texts().stream().map(text -> of(text, "")).toList();
    }

    String target() {
        return path + "?" + query;
    }

    private static byte[] body(JsonNode contact) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            write(json, "id", contact.get("id"));
            json.writeStringField("name", contact.get("first_name").asText() + " " + contact.get("last_name").asText());
            for (String field : AS_THEY_ARE) {
                write(json, field, contact.get(field));
            }
            write(json, "height", contact.path("czCol").path("15"));
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, String name, JsonNode value) throws IOException {
        if (!value.isMissingNode()) {
            json.writeFieldName(name);
            json.writeTree(value);
        }
    }

    private static String encoded(JsonNode text) {
        return URLEncoder.encode(text.asText(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
