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
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.webhookscript.value.DataLimits;
import io.webhookscript.value.ExactNumber;
import org.jspecify.annotations.Nullable;

import static io.webhookscript.template.Undefined.UNDEFINED;

/**
 * Writes the values of templates as compact bytes, from which {@link ValueInput} reads exactly the same values: numbers
 * with their digits, bytes as bytes, points in time, texts with any characters. For one text.
 */
public final class ValueOutput {

    static final byte NULL = 0;
    static final byte TRUE = 1;
    static final byte FALSE = 2;
    static final byte LONG = 3;
    static final byte INTEGER = 4;
    static final byte DECIMAL = 5;
    static final byte DOUBLE = 6;
    static final byte TEXT = 7;
    /** A text that UTF-8 cannot encode, since a surrogate in it has no partner. */
    static final byte BROKEN_TEXT = 8;
    static final byte BYTES = 9;
    static final byte INSTANT = 10;
    static final byte LIST = 11;
    static final byte MAP = 12;
    static final byte UNSTORED = 13;

    private byte[] out;
    private int length;

    /** @param capacity the expected number of bytes */
    public ValueOutput(int capacity) {
        out = new byte[Math.max(capacity, 16)];
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(out, length);
    }

    private void room(int more) {
        if (more > out.length - length) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, Math.addExact(length, more)));
        }
    }

    public ValueOutput tag(int value) {
        room(1);
        out[length++] = (byte) value;
        return this;
    }

    public ValueOutput flag(boolean value) {
        return tag(value ? TRUE : FALSE);
    }

    /** Seven bits a byte, the lowest first; small numbers of any sign are short. */
    public ValueOutput number(long value) {
        room(10);
        long left = value << 1 ^ value >> 63;
        while ((left & ~0x7FL) != 0) {
            out[length++] = (byte) (left & 0x7F | 0x80);
            left >>>= 7;
        }
        out[length++] = (byte) left;
        return this;
    }

    public ValueOutput instant(Instant instant) {
        return number(instant.getEpochSecond()).number(instant.getNano());
    }

    /** Null and any characters are possible. */
    public ValueOutput text(@Nullable String text) {
        value(text, 0);
        return this;
    }

    private void bytes(byte[] bytes) {
        number(bytes.length);
        room(bytes.length);
        System.arraycopy(bytes, 0, out, length, bytes.length);
        length += bytes.length;
    }

    /**
     * @param  value            what {@link PlainValues#copyOf} returns
     * @throws NotSentException when it is nested too deeply, or its bytes cannot be read from their file
     */
    public ValueOutput value(@Nullable Object value) throws NotSentException {
        try {
            value(value, 0);
            return this;
        } catch (UnwritableException failure) {
            throw new NotSentException(String.valueOf(failure.getMessage()), failure);
        }
    }

    /** Any value that is no template's, is nested too deeply or cannot be read. */
    private static final class UnwritableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private UnwritableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private void value(@Nullable Object value, int depth) {
        if (depth > DataLimits.MAX_DEPTH) {
            throw new UnwritableException("it is nested deeper than " + DataLimits.MAX_DEPTH + " levels", null);
        }
        if (value == null || value == UNDEFINED) {
            tag(NULL);
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Boolean is) {
            flag(is);
        } else if (value instanceof Number number) {
            exact(ExactNumber.of(number));
        } else if (value instanceof Map<?, ?> map) {
            tag(MAP).number(map.size());
            map.forEach((key, member) -> {
                string(String.valueOf(key));
                value(member, depth + 1);
            });
        } else if (value instanceof List<?> list) {
            tag(LIST).number(list.size());
            list.forEach(item -> value(item, depth + 1));
        } else {
            scalar(value);
        }
    }

    private void scalar(Object value) {
        if (value instanceof byte[] bytes) {
            tag(BYTES).bytes(bytes);
        } else if (value instanceof SpooledBytes spooled) {
            tag(BYTES).bytes(read(spooled));
        } else if (value instanceof Instant instant) {
            tag(INSTANT).instant(instant);
        } else if (value instanceof UnstoredValue unstored) {
            tag(UNSTORED).string(unstored.description());
        } else {
            throw new UnwritableException("it contains an object of " + value.getClass().getName(), null);
        }
    }

    private static byte[] read(SpooledBytes spooled) {
        try {
            return spooled.toByteArray();
        } catch (IOException | ArithmeticException e) {
            throw new UnwritableException("its spooled bytes cannot be read: " + e, e);
        }
    }

    private void exact(Number number) {
        if (number instanceof Long) {
            tag(LONG).number(number.longValue());
        } else if (number instanceof BigInteger integer) {
            tag(INTEGER).bytes(integer.toByteArray());
        } else if (number instanceof BigDecimal decimal) {
            tag(DECIMAL).number(decimal.scale()).bytes(decimal.unscaledValue().toByteArray());
        } else {
            tag(DOUBLE).number(Double.doubleToRawLongBits(number.doubleValue()));
        }
    }

    private void string(String text) {
        if (isBroken(text)) {
            tag(BROKEN_TEXT).bytes(units(text));
        } else {
            tag(TEXT).bytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Java's own encoder would replace the surrogate. */
    private static byte[] units(String text) {
        ByteBuffer units = ByteBuffer.allocate(2 * text.length());
        units.asCharBuffer().put(text);
        return units.array();
    }

    private static boolean isBroken(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c) || i + 1 == length || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
