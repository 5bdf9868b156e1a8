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
package io.webhookscript.value.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.webhookscript.value.ExactNumber;
import io.webhookscript.value.Members;
import org.jspecify.annotations.Nullable;

import static io.webhookscript.value.DataLimits.MAX_DEPTH;
import static io.webhookscript.value.DataLimits.MAX_DIGITS;

/**
 * Reads JSON (text, a tree or a bean) into plain values that nobody can change: every digit of a number, the order of
 * members. A key that stands twice in one object is an error, since one of its values would be lost and readers
 * disagree about which (RFC 8259 §4); a text that is not JSON at all is first called that. For one stream.
 */
public final class JsonReader {

    /** The message of the exception for a text that is one JSON value and something else behind it. */
    public static final String MORE_FOLLOWS = "more follows after the end of the JSON value";

    /**
     * No string is cut off here: the size of a message is its route's or its response's matter. By default Jackson
     * keeps a buffer of 8 KB in each thread, also in each of 10,000 virtual threads that wait for a response.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxNumberLength(MAX_DIGITS)
                    .maxStringLength(Integer.MAX_VALUE).build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();

    private final JsonParser parser;

    /**
     * What was read of objects and lists that have not ended yet, the innermost last; a name stands before its value.
     */
    private @Nullable Object[] open = new Object[64];
    private int size;
    private boolean duplicates;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * @throws JsonParseException when it is not one JSON text
     * @throws JsonLimitException when it is, and is beyond a limit
     */
    public static @Nullable Object read(String text) throws IOException {
        String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
        JsonReader reader = new JsonReader(parser(json));
        Object value = reader.readAndClose();
        if (reader.duplicates) {
            throw duplicateKey(firstDuplicate(parser(json)));
        }
        return value;
    }

    /**
     * @param  charset            null: UTF-8, UTF-16 or UTF-32, as the bytes show
     * @throws JsonParseException when they are not one JSON text
     * @throws JsonLimitException when they are, and are beyond a limit
     */
    public static @Nullable Object read(byte[] bytes, @Nullable Charset charset) throws IOException {
        JsonReader reader = new JsonReader(parser(bytes, charset));
        Object value = reader.readAndClose();
        if (reader.duplicates) {
            throw duplicateKey(firstDuplicate(parser(bytes, charset)));
        }
        return value;
    }

    /** @param tokens of a tree or a bean; closed */
    public static @Nullable Object read(JsonParser tokens) throws IOException {
        JsonReader reader = new JsonReader(tokens);
        Object value = reader.readAndClose();
        if (reader.duplicates) {
            throw duplicateKey(null);
        }
        return value;
    }

    private static JsonParser parser(String text) throws IOException {
        return FACTORY.createParser(text);
    }

    private static JsonParser parser(byte[] bytes, @Nullable Charset charset) throws IOException {
        // Jackson reads UTF-8 from bytes several times faster than from characters
        return charset == null || charset.equals(StandardCharsets.UTF_8)
                ? FACTORY.createParser(bytes)
                : FACTORY.createParser(new InputStreamReader(new ByteArrayInputStream(bytes), charset));
    }

    private @Nullable Object readAndClose() throws IOException {
        try (parser) {
            if (parser.nextToken() == null) {
                throw new JsonParseException(parser, "there is no JSON in it", parser.currentLocation());
            }
            Object value = value(0);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, MORE_FOLLOWS, parser.currentTokenLocation());
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw limit(e);
        }
    }

    private @Nullable Object value(int depth) throws IOException {
        // trees and beans do not pass Jackson's own check
        if (depth > MAX_DEPTH) {
            throw tooDeep(null);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(depth);
            case START_ARRAY -> items(depth);
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_EMBEDDED_OBJECT -> embedded();
            case VALUE_STRING -> parser.getText();
            case END_ARRAY, END_OBJECT, FIELD_NAME, NOT_AVAILABLE -> throw new JsonParseException(
                    parser, "a value was expected", parser.currentLocation());
        };
    }

    private Map<String, @Nullable Object> members(int depth) throws IOException {
        int begin = size;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            push(name);
            parser.nextToken();
            push(value(depth + 1));
        }
        @Nullable
        Object[] pairs = pop(begin);
        Map<String, @Nullable Object> members = Members.of(pairs);
        duplicates |= members.size() < pairs.length / 2;
        return members;
    }

    private List<@Nullable Object> items(int depth) throws IOException {
        int begin = size;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            push(value(depth + 1));
        }
        return Collections.unmodifiableList(Arrays.asList(pop(begin)));
    }

    private void push(@Nullable Object value) {
        if (size == open.length) {
            open = Arrays.copyOf(open, 2 * size);
        }
        open[size++] = value;
    }

    private @Nullable Object[] pop(int begin) {
        @Nullable
        Object[] popped = Arrays.copyOfRange(open, begin, size);
        size = begin;
        return popped;
    }

    private Number integer() throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? ExactNumber.of(parser.getBigIntegerValue()) : (Number) parser.getLongValue();
    }

    /** A tree or bean may hold binary fractions: their shortest decimal is what people see. */
    private Number decimal() throws IOException {
        JsonParser.NumberTypeFP type = parser.getNumberTypeFP();
        if (type == JsonParser.NumberTypeFP.FLOAT32 || type == JsonParser.NumberTypeFP.DOUBLE64) {
            return ExactNumber.of(parser.getNumberValue());
        }
        try {
            BigDecimal decimal = parser.getDecimalValue();
            long before = (long) decimal.precision() - decimal.scale();
            if (before <= MAX_DIGITS && decimal.scale() <= MAX_DIGITS) {
                return decimal;
            }
        } catch (NumberFormatException exponentBeyondAnInt) {
            throw tooManyDigits(parser.currentTokenLocation());
        }
        throw tooManyDigits(parser.currentTokenLocation());
    }

    private @Nullable Object embedded() throws IOException {
        Object value = parser.getEmbeddedObject();
        return value == null || value instanceof byte[] || value instanceof BigDecimal ? value : value.toString();
    }

    /** Looked for only when there is one, since Jackson's own check makes an object for every object that is read. */
    private static @Nullable JsonLocation firstDuplicate(JsonParser again) throws IOException {
        try (JsonParser strict = again.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)) {
            while (strict.nextToken() != null) {
                strict.finishToken();
            }
            return null;
        } catch (JsonProcessingException found) {
            return found.getLocation();
        }
    }

    private static JsonProcessingException limit(StreamConstraintsException e) {
        String message = e.getOriginalMessage();
        if (message.startsWith("Document nesting depth")) {
            return tooDeep(e.getLocation());
        }
        return message.startsWith("Number value length") ? tooManyDigits(e.getLocation()) : e;
    }

    private static JsonLimitException tooDeep(@Nullable JsonLocation at) {
        return new JsonLimitException("it is nested deeper than " + MAX_DEPTH + " levels", at);
    }

    private static JsonLimitException tooManyDigits(@Nullable JsonLocation at) {
        return new JsonLimitException("a number has more than " + MAX_DIGITS + " digits", at);
    }

    private static JsonLimitException duplicateKey(@Nullable JsonLocation at) {
        return new JsonLimitException("an object has the same key twice", at);
    }
}
