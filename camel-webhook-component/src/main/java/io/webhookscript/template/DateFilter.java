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
package io.webhookscript.template;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** {@code date(pattern[, zone])}: a moment in a pattern of java.time, in UTC unless a zone is given. */
final class DateFilter {

    private static final String EPOCH_MILLIS = "epochMillis";
    private static final String FORM = "one of java.time, such as `yyyy-MM-dd`";
    /** Sensible patterns are shorter. A pattern of padding letters could make a text of any length. */
    private static final int PATTERN_LENGTH = 100;

    private static final List<DateTimeFormatter> FORMS = List.of(DateTimeFormatter.ISO_DATE_TIME, DateTimeFormatter.ISO_DATE);

    private DateFilter() {
    }

    static @Nullable Object format(@Nullable Object value, Arguments call) {
        if (Kind.of(value).isMissing()) {
            return value;
        }
        String pattern = call.text(0);
        Instant instant = instant(value, call);
        if (pattern.equals(EPOCH_MILLIS)) {
            return shown(instant, Instant::toEpochMilli, call);
        }
        DateTimeFormatter form = formatter(pattern, call.spot()).withZone(zone(call.text(1), call.spot()));
        return shown(instant, form::format, call);
    }

    /**
     * Formats the moment. For some patterns with more than ten year letters, Java 17 throws an
     * ArrayIndexOutOfBoundsException instead of the documented exception.
     */
    private static Object shown(Instant instant, Function<Instant, Object> form, Arguments call) {
        try {
            return form.apply(instant);
        } catch (DateTimeException | ArithmeticException | IndexOutOfBoundsException e) {
            throw call.spot().error("a moment that the pattern or the zone cannot show",
                    "another pattern, or a moment nearer to now");
        }
    }

    static void checkPattern(String pattern, SourcePosition spot) {
        if (!pattern.equals(EPOCH_MILLIS)) {
            formatter(pattern, spot);
        }
    }

    private static DateTimeFormatter formatter(String pattern, SourcePosition spot) {
        if (pattern.isEmpty()) {
            throw spot.error("a date pattern that is empty or undefined", FORM);
        }
        if (pattern.startsWith("%")) {
            throw spot.error("a date pattern of Python or C", FORM);
        }
        if (pattern.length() <= PATTERN_LENGTH) {
            try {
                return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
            } catch (IllegalArgumentException | ClassCastException e) { // the second for `ppMMyy`, by a mistake of Java's
                throw spot.error("a text that is not a date pattern", FORM);
            }
        }
        throw spot.error("a date pattern of " + pattern.length() + " characters", "at most " + PATTERN_LENGTH);
    }

    static ZoneId zone(String zone, SourcePosition spot) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw spot.error("an unknown time zone", "one such as `Europe/Berlin`");
        }
    }

    private static Instant instant(@Nullable Object value, Arguments call) {
        if (value instanceof Instant instant) {
            return instant;
        }
        Number number = Numbers.of(value);
        if (number instanceof Long millis) {
            return Instant.ofEpochMilli(millis);
        }
        if (value instanceof String text && text.length() <= PATTERN_LENGTH) {
            for (DateTimeFormatter form : FORMS) {
                Instant read = read(text, form);
                if (read != null) {
                    return read;
                }
            }
        }
        throw call.spot().error(Kind.of(value).description() + " that is not a moment",
                "a moment, milliseconds or an ISO 8601 date");
    }

    /**
     * Parses a moment: UTC without a zone or an offset, the beginning of the day without a time; null when the form
     * does not fit.
     */
    private static @Nullable Instant read(String text, DateTimeFormatter form) {
        ParsePosition end = new ParsePosition(0);
        TemporalAccessor parsed = form.parseUnresolved(text, end);
        if (parsed == null || end.getErrorIndex() >= 0 || end.getIndex() < text.length()) {
            return null;
        }
        TemporalAccessor read;
        try {
            read = form.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
        } catch (DateTimeException noSuchDay) {
            return null;
        }
        if (read instanceof ZonedDateTime zoned) {
            return zoned.toInstant();
        }
        LocalDateTime local = read instanceof LocalDateTime time ? time : LocalDate.from(read).atStartOfDay();
        return local.toInstant(ZoneOffset.UTC);
    }
}
