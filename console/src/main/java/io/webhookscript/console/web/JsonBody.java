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
package io.webhookscript.console.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/** The JSON object of a request. */
public final class JsonBody {

    /** The API nests three levels. */
    private static final int MAX_LEVELS = 20;

    private static final ObjectMapper JSON = new ObjectMapper(
            JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_LEVELS).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode object;

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    /** An empty body is an object without members. */
    public static JsonBody of(byte[] body) throws RefusedRequestException {
        if (body.length == 0) {
            return new JsonBody(JsonNodeFactory.instance.objectNode());
        }
        JsonNode read;
        try {
            read = JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw RefusedRequestException.badRequest("the body cannot be read as JSON");
        }
        if (!read.isObject()) {
            throw RefusedRequestException.badRequest("the body must be a JSON object");
        }
        return new JsonBody(read);
    }

    /** A text that may be missing. */
    public Optional<String> find(String name) throws RefusedRequestException {
        JsonNode member = object.path(name);
        if (member.isMissingNode() || member.isNull()) {
            return Optional.empty();
        }
        if (!member.isTextual()) {
            throw RefusedRequestException.badRequest(name + " must be a text");
        }
        return Optional.of(member.textValue());
    }

    public String text(String name) throws RefusedRequestException {
        return find(name).orElseThrow(() -> RefusedRequestException.badRequest("the member " + name + " is missing"));
    }

    public boolean flag(String name) throws RefusedRequestException {
        JsonNode member = object.path(name);
        if (member.isMissingNode() || member.isNull()) {
            return false;
        }
        if (!member.isBoolean()) {
            throw RefusedRequestException.badRequest(name + " must be true or false");
        }
        return member.booleanValue();
    }

    /** Rejects members that a request does not have: a misspelt one would otherwise have no effect. */
    public JsonBody only(String... names) throws RefusedRequestException {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (!List.of(names).contains(entry.getKey())) {
                throw RefusedRequestException
                        .badRequest("the body has an unknown member; expected " + String.join(", ", names));
            }
        }
        return this;
    }

    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    /** A whole number that is not negative; empty when the member is missing. */
    public OptionalLong number(String name) throws RefusedRequestException {
        JsonNode member = object.path(name);
        if (member.isMissingNode() || member.isNull()) {
            return OptionalLong.empty();
        }
        if (!member.isIntegralNumber() || !member.canConvertToLong() || member.longValue() < 0) {
            throw RefusedRequestException.badRequest(name + " must be a whole number that is not negative");
        }
        return OptionalLong.of(member.longValue());
    }

    /** A list of 1 to {@code most} different texts. */
    public Set<String> set(String name, int most) throws RefusedRequestException {
        JsonNode member = object.path(name);
        if (!member.isArray() || member.isEmpty()) {
            throw RefusedRequestException.badRequest(name + " must be a list of texts that is not empty");
        }
        if (member.size() > most) {
            throw new RefusedRequestException(413, "too-large", name + " has more than " + most + " texts");
        }
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode text : member) {
            if (!text.isTextual() || text.textValue().isEmpty() || !texts.add(text.textValue())) {
                throw RefusedRequestException.badRequest(name + " must be a list of different texts");
            }
        }
        return texts;
    }

    /** An object whose values are texts, numbers and flags, which all become texts. */
    public Map<String, String> texts(String name) throws RefusedRequestException {
        JsonNode member = object.path(name);
        Map<String, String> texts = new LinkedHashMap<>();
        if (member.isMissingNode() || member.isNull()) {
            return texts;
        }
        if (!member.isObject()) {
            throw RefusedRequestException.badRequest(name + " must be an object");
        }
        for (Map.Entry<String, JsonNode> entry : member.properties()) {
            if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
                throw RefusedRequestException.badRequest("the values of " + name + " must be texts");
            }
            texts.put(entry.getKey(), entry.getValue().asText());
        }
        return texts;
    }

    /** A value as the bytes of a response; the values are those of Java's collections. */
    static byte[] bytes(@Nullable Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalStateException("the response cannot be written as JSON", e);
        }
    }
}
