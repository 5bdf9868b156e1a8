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
package io.webhookscript.response;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.webhookscript.request.event.JsonStack;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into plain values that nobody can change: every digit of a number, the order of members. A key that stands
 * twice is an error, since receivers and readers disagree about which one counts (RFC 8259 §4); a text that is not JSON
 * at all is first called that. For one text.
 */
final class JsonBodyReader {

    /** Reading is recursive, and so is whatever walks the values. */
    private static final int MAX_DEPTH = 1_000;

    /** A number of more digits, in the text or written plain, is an attack on whoever prints it. */
    private static final int MAX_DIGITS = 1_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxNumberLength(MAX_DIGITS).build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final JsonParser parser;
    private final JsonStack stack = new JsonStack();
    private boolean twice;

    private JsonBodyReader(JsonParser parser) {
        this.parser = parser;
    }

    static @Nullable Object read(String text) throws UnreadableBodyException {
        try (JsonParser parser = JSON.createParser(text)) {
            JsonBodyReader reading = new JsonBodyReader(parser);
            Object value = reading.whole();
            if (reading.twice) {
                throw unreadable("a key stands twice in one object", firstTwice(text), null);
            }
            return value;
        } catch (JsonProcessingException e) {
            throw unreadable(cause(e), e.getLocation(), e);
        } catch (IOException e) {
            throw new UnreadableBodyException("is not JSON", e);
        }
    }

    private @Nullable Object whole() throws IOException, UnreadableBodyException {
        if (parser.nextToken() == null) {
            throw new UnreadableBodyException("is not JSON: it is blank", null);
        }
        Object value = value();
        if (parser.nextToken() != null) {
            throw unreadable("more follows after the end of the JSON value", parser.currentTokenLocation(), null);
        }
        return value;
    }

    /** Where a key first stands twice in a text that is JSON otherwise: looked for only when there is one. */
    private static @Nullable JsonLocation firstTwice(String text) throws IOException {
        try (JsonParser strict = JSON.createParser(text).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)) {
            while (strict.nextToken() != null) {
                strict.finishToken();
            }
            return null;
        } catch (JsonProcessingException found) {
            return found.getLocation();
        }
    }

    private @Nullable Object value() throws IOException, UnreadableBodyException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> decimal();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw unreadable("a value was expected", parser.currentTokenLocation(), null);
        };
    }

    private Map<String, @Nullable Object> object() throws IOException, UnreadableBodyException {
        int begin = stack.size();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            stack.push(parser.currentName());
            parser.nextToken();
            stack.push(value());
        }
        int read = stack.size() - begin;
        Map<String, @Nullable Object> members = stack.popMembers(begin);
        twice |= members.size() < read / 2;
        return members;
    }

    private List<@Nullable Object> array() throws IOException, UnreadableBodyException {
        int begin = stack.size();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            stack.push(value());
        }
        return stack.popItems(begin);
    }

    private Number integer() throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? parser.getBigIntegerValue() : parser.getLongValue();
    }

    private BigDecimal decimal() throws IOException, UnreadableBodyException {
        try {
            BigDecimal decimal = parser.getDecimalValue();
            long before = (long) decimal.precision() - decimal.scale();
            if (before <= MAX_DIGITS && decimal.scale() <= MAX_DIGITS) {
                return decimal;
            }
        } catch (NumberFormatException beyondAnInt) {
            throw tooManyDigits();
        }
        throw tooManyDigits();
    }

    private UnreadableBodyException tooManyDigits() {
        return unreadable("a number has more than " + MAX_DIGITS + " digits", parser.currentTokenLocation(), null);
    }

    /** Jackson's first words; what follows would quote the response. */
    private static String cause(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int quoted = message.indexOf("(code ");
        if (quoted > 0) {
            return "an unexpected character";
        }
        if (message.startsWith("Unexpected end-of-input")) {
            return "it ends too early";
        }
        if (message.startsWith("Document nesting depth")) {
            return "it is nested deeper than " + MAX_DEPTH + " levels";
        }
        if (message.startsWith("Number value length")) {
            return "a number has more than " + MAX_DIGITS + " digits";
        }
        return "an unexpected word or escape";
    }

    private static UnreadableBodyException unreadable(String what, @Nullable JsonLocation at, @Nullable Throwable cause) {
        String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new UnreadableBodyException("is not JSON that can be read: " + what + place, cause);
    }
}
