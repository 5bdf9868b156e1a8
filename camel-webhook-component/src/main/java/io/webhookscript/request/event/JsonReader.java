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
package io.webhookscript.request.event;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.webhookscript.value.ExactNumber;
import org.jspecify.annotations.Nullable;

/** A stream of JSON tokens (of text, a tree or a bean) as immutable values. For one stream. */
final class JsonReader {

    private final JsonParser parser;
    private final JsonStack stack = new JsonStack();

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    static @Nullable Object readWhole(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            throw new JsonParseException(parser, "there is no JSON in it", parser.currentLocation());
        }
        Object value = new JsonReader(parser).value(0);
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "more follows after the JSON value", parser.currentTokenLocation());
        }
        return value;
    }

    private @Nullable Object value(int depth) throws IOException {
        // trees and beans do not pass Jackson's own check
        if (depth > Json.MAX_DEPTH) {
            throw new StreamConstraintsException("nested deeper than " + Json.MAX_DEPTH + " levels", parser.currentLocation());
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
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
        int begin = stack.size();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            stack.push(name);
            parser.nextToken();
            stack.push(value(depth + 1));
        }
        return stack.popMembers(begin);
    }

    private List<@Nullable Object> items(int depth) throws IOException {
        int begin = stack.size();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            stack.push(value(depth + 1));
        }
        return stack.popItems(begin);
    }

    private Object integer() throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? ExactNumber.of(parser.getBigIntegerValue()) : (Object) parser.getLongValue();
    }

    /** A tree or bean may hold binary fractions: their shortest decimal is what people see. */
    private Object decimal() throws IOException {
        boolean fromText = !(parser.getNumberTypeFP() == JsonParser.NumberTypeFP.FLOAT32
                || parser.getNumberTypeFP() == JsonParser.NumberTypeFP.DOUBLE64);
        try {
            return fromText ? parser.getDecimalValue() : ExactNumber.of(parser.getNumberValue());
        } catch (NumberFormatException beyondAnInt) {
            throw new StreamConstraintsException("a number's exponent has too many digits", parser.currentTokenLocation());
        }
    }

    private @Nullable Object embedded() throws IOException {
        Object value = parser.getEmbeddedObject();
        if (value instanceof byte[] || value == null) {
            return value;
        }
        if (value instanceof BigDecimal) {
            return value;
        }
        return value.toString();
    }
}
