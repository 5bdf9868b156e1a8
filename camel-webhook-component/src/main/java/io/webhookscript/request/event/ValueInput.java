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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.value.DataLimits;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ValueOutput} has written. Bytes that are too long for memory come back in a file. Every method
 * throws an {@link IllegalArgumentException} when the bytes are damaged.
 */
public final class ValueInput {

    private final byte[] in;
    private int next;

    public ValueInput(byte[] in) {
        this.in = in;
    }

    /** Whether everything was read. */
    public boolean isAtEnd() {
        return next == in.length;
    }

    public int tag() {
        if (next >= in.length) {
            throw new IllegalArgumentException("the content is truncated");
        }
        return in[next++];
    }

    public boolean flag() {
        return switch (tag()) {
            case ValueOutput.TRUE -> true;
            case ValueOutput.FALSE -> false;
            default -> throw damaged();
        };
    }

    public long number() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int part = tag();
            value |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw damaged();
    }

    public int count() {
        long count = number();
        if (count < 0 || count > in.length - next) {
            throw damaged();
        }
        return (int) count;
    }

    public Instant instant() {
        try {
            return Instant.ofEpochSecond(number(), number());
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("the content is damaged: " + e.getMessage(), e);
        }
    }

    public @Nullable String text() {
        Object text = value(0);
        if (text != null && !(text instanceof String)) {
            throw damaged();
        }
        return (String) text;
    }

    public @Nullable Object value() {
        return value(0);
    }

    private @Nullable Object value(int depth) {
        if (depth > DataLimits.MAX_DEPTH) {
            throw damaged();
        }
        return switch (tag()) {
            case ValueOutput.NULL -> null;
            case ValueOutput.TRUE -> true;
            case ValueOutput.FALSE -> false;
            case ValueOutput.LONG -> number();
            case ValueOutput.INTEGER -> new BigInteger(bytes());
            case ValueOutput.DECIMAL -> decimal();
            case ValueOutput.DOUBLE -> Double.longBitsToDouble(number());
            case ValueOutput.TEXT -> utf8();
            case ValueOutput.BROKEN_TEXT -> ByteBuffer.wrap(bytes()).asCharBuffer().toString();
            case ValueOutput.BYTES -> content();
            case ValueOutput.INSTANT -> instant();
            case ValueOutput.LIST -> items(depth);
            case ValueOutput.MAP -> members(depth);
            case ValueOutput.UNSTORED -> new UnstoredValue(String.valueOf(value(depth + 1)));
            default -> throw damaged();
        };
    }

    private BigDecimal decimal() {
        int scale = Math.toIntExact(number());
        return new BigDecimal(new BigInteger(bytes()), scale);
    }

    private String utf8() {
        int length = count();
        String text = new String(in, next, length, StandardCharsets.UTF_8);
        next += length;
        return text;
    }

    private byte[] bytes() {
        int length = count();
        byte[] bytes = new byte[length];
        System.arraycopy(in, next, bytes, 0, length);
        next += length;
        return bytes;
    }

    private Object content() {
        int length = count();
        try {
            Object content = SpooledBytes.read(new ByteArrayInputStream(in, next, length));
            next += length;
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException("stored bytes cannot be spooled", e);
        }
    }

    private List<@Nullable Object> items(int depth) {
        int count = count();
        List<@Nullable Object> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(value(depth + 1));
        }
        return Collections.unmodifiableList(items);
    }

    private Map<String, @Nullable Object> members(int depth) {
        int count = count();
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            if (!(value(depth + 1) instanceof String key)) {
                throw damaged();
            }
            members.put(key, value(depth + 1));
        }
        return Collections.unmodifiableMap(members);
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("the content is damaged");
    }
}
