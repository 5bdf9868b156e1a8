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

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.http.message.RequestBody;
import io.webhookscript.value.DataLimits;
import io.webhookscript.value.ExactNumber;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

import static io.webhookscript.template.Undefined.UNDEFINED;

/**
 * Converts Java objects to the values that templates read ({@link io.webhookscript.template.DataRoots}): they are
 * copied, so that a later change of the object has no effect. Numbers stay exact. A stream is read, a file copied: into
 * memory, or into {@link SpooledBytes} when it is long. Any other object is a bean, which Jackson reads.
 */
public final class PlainValues {

    private PlainValues() {
    }

    public static @Nullable Object copyOf(@Nullable Object value) throws NotSentException {
        return copy(value, 0);
    }

    private static @Nullable Object copy(@Nullable Object value, int depth) throws NotSentException {
        if (depth > DataLimits.MAX_DEPTH) {
            throw new NotSentException("it is nested deeper than " + DataLimits.MAX_DEPTH + " levels", null);
        }
        if (value == null || value == UNDEFINED || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return members(map, depth);
        }
        if (value instanceof Iterable<?> items && !(value instanceof Path) && !Beans.isTree(value)) {
            return items(items, depth);
        }
        if (value instanceof Number number) {
            return ExactNumber.of(number);
        }
        return other(value, depth);
    }

    private static @Nullable Object other(Object value, int depth) throws NotSentException {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (value.getClass().isArray()) {
            return array(value, depth);
        }
        if (value instanceof SpooledBytes || value instanceof Instant) {
            return value;
        }
        if (value instanceof UnstoredValue unstored) {
            throw unstored.problem();
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        if (value instanceof Optional<?> optional) {
            return copy(optional.orElse(null), depth);
        }
        if (value instanceof WrappedFile<?> wrapped) {
            return copy(wrapped.getFile() instanceof File file ? file : wrapped.getBody(), depth + 1);
        }
        if (value instanceof InputStream || value instanceof Reader || value instanceof File || value instanceof Path) {
            return content(value);
        }
        return Optional.<Object> ofNullable(instant(value)).orElseGet(() -> value) instanceof Instant instant
                ? instant : Beans.read(value);
    }

    private static Map<String, @Nullable Object> members(Map<?, ?> map, int depth) throws NotSentException {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            copy.put(String.valueOf(entry.getKey()), copy(entry.getValue(), depth + 1));
        }
        return Collections.unmodifiableMap(copy);
    }

    private static List<@Nullable Object> items(Iterable<?> items, int depth) throws NotSentException {
        List<@Nullable Object> copy = new ArrayList<>();
        for (Object item : items) {
            copy.add(copy(item, depth + 1));
        }
        return Collections.unmodifiableList(copy);
    }

    private static List<@Nullable Object> array(Object array, int depth) throws NotSentException {
        List<@Nullable Object> copy = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            copy.add(copy(Array.get(array, i), depth + 1));
        }
        return Collections.unmodifiableList(copy);
    }

    /** Converts points in time; a date or time without zone becomes a text. */
    @SuppressWarnings("JavaUtilDate")
    static @Nullable Instant instant(Object value) {
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        return isPoint(value) ? Instant.ofEpochMilli(((Date) value).getTime()) : null;
    }

    /** Whether a date is a point in time. Dates and times of a database are not, although they are dates in Java. */
    @SuppressWarnings("JavaUtilDate")
    private static boolean isPoint(Object value) {
        return value instanceof Date && !(value instanceof java.sql.Date) && !(value instanceof java.sql.Time);
    }

    private static Object content(Object value) throws NotSentException {
        if (value instanceof Reader reader) {
            return read(reader);
        }
        try (InputStream in = value instanceof InputStream stream
                ? stream
                : Files.newInputStream(value instanceof File file ? file.toPath() : (Path) value)) {
            return SpooledBytes.read(in);
        } catch (IOException e) {
            throw new NotSentException("it cannot be read: " + e, e);
        }
    }

    static String read(Reader reader) throws NotSentException {
        StringWriter text = new StringWriter();
        try (reader) {
            reader.transferTo(text);
        } catch (IOException e) {
            throw new NotSentException("the text cannot be read: " + e, e);
        }
        return text.toString();
    }

    static List<RequestBody> spooledIn(@Nullable Object value) {
        List<RequestBody> spooled = new ArrayList<>(0);
        collectSpooled(value, spooled);
        return spooled;
    }

    private static void collectSpooled(@Nullable Object value, List<RequestBody> spooled) {
        if (value instanceof SpooledBytes bytes) {
            spooled.add(bytes);
        } else if (value instanceof Map<?, ?> map) {
            for (Object member : map.values()) {
                collectSpooled(member, spooled);
            }
        } else if (value instanceof List<?> list) {
            for (Object item : list) {
                collectSpooled(item, spooled);
            }
        }
    }
}
