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
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.webhookscript.value.DataLimits;
import io.webhookscript.value.ExactNumber;
import io.webhookscript.value.Members;
import org.jspecify.annotations.Nullable;

import static io.webhookscript.template.Undefined.UNDEFINED;

/**
 * Writes values as JSON text: keys in their order, undefined values left out, numbers exact, bytes as base64. For one
 * text.
 */
public final class JsonWriter {

    /** Data and the script's own tree around it. */
    private static final int MAX_DEPTH = DataLimits.MAX_DEPTH + 500;

    private final JsonBytes out;

    /** @param out the target of the text */
    public JsonWriter(JsonBytes out) {
        this.out = out;
    }

    /** @param depth depth of the value */
    public void value(@Nullable Object value, int depth) throws NotSentException {
        if (depth > MAX_DEPTH) {
            throw new NotSentException("the JSON is nested deeper than " + MAX_DEPTH + " levels", null);
        }
        if (value == null || value == UNDEFINED) {
            out.append("null");
        } else if (value instanceof String text) {
            out.string(text);
        } else if (value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            out.append(value.toString());
        } else if (value instanceof Map<?, ?> map) {
            members(map, depth);
        } else if (value instanceof List<?> list) {
            items(list, depth);
        } else {
            scalar(value, depth);
        }
    }

    private void members(Map<?, ?> map, int depth) throws NotSentException {
        out.append('{');
        if (map instanceof Members members) {
            for (int i = 0; i < members.size(); i++) {
                member(members.name(i), members.value(i), depth);
            }
        } else {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                member(String.valueOf(entry.getKey()), entry.getValue(), depth);
            }
        }
        out.append('}');
    }

    private void member(String key, @Nullable Object value, int depth) throws NotSentException {
        if (value != UNDEFINED) {
            key(key);
            value(value, depth + 1);
        }
    }

    /** Writes a key after the brace or the previous member. */
    public void key(String key) {
        if (!out.endsWith('{')) {
            out.append(',');
        }
        out.string(key);
        out.append(':');
    }

    private void items(List<?> list, int depth) throws NotSentException {
        out.append('[');
        String separator = "";
        for (Object item : list) {
            out.append(separator);
            value(item, depth + 1);
            separator = ",";
        }
        out.append(']');
    }

    private void scalar(Object value, int depth) throws NotSentException {
        if (value instanceof Number number) {
            out.append(number(number));
        } else if (value instanceof PackedJson packed) {
            out.append(packed.text());
        } else if (value instanceof byte[] bytes) {
            out.append('"');
            out.append(Base64.getEncoder().encodeToString(bytes));
            out.append('"');
        } else if (value instanceof SpooledBytes spooled) {
            spooled(spooled, depth);
        } else if (value instanceof java.time.Instant instant) {
            out.string(ValueText.of(instant));
        } else {
            value(PlainValues.copyOf(value), depth + 1);
        }
    }

    private void spooled(SpooledBytes spooled, int depth) throws NotSentException {
        try {
            scalar(spooled.toByteArray(), depth);
        } catch (IOException e) {
            throw new NotSentException("the spooled bytes cannot be read: " + e.getMessage(), e);
        }
    }

    private static String number(Number number) throws NotSentException {
        Number exact = ExactNumber.of(number);
        if (exact instanceof Double) {
            throw new NotSentException("JSON cannot represent the number " + exact, null);
        }
        return exact instanceof BigDecimal decimal ? ValueText.of(decimal) : exact.toString();
    }
}
