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

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * {@code date(pattern[, zone][, unit])}: a moment in a pattern of java.time, in UTC unless a zone is given.
 */
final class DateFilter {

    private static final String EPOCH_MILLIS = "epochMillis";
    private static final String EPOCH_SECOND = "epochSecond";
    private static final String FORM = "one of java.time, such as `yyyy-MM-dd`";
    /** Sensible patterns are shorter. A pattern of padding letters could make a text of any length. */
    private static final int PATTERN_LENGTH = 100;

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
        if (pattern.equals(EPOCH_SECOND)) {
            return shown(instant, Instant::getEpochSecond, call);
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
        if (!pattern.equals(EPOCH_MILLIS) && !pattern.equals(EPOCH_SECOND)) {
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
        String unit = call.isMissing(2) ? "" : call.text(2);
        checkUnit(unit.isEmpty() ? "s" : unit, call.spot());
        return Moments.read(value, unit).orElseThrow(() -> call.spot().error(
                Kind.of(value).description() + " that is not a moment",
                "a moment, a number since 1970, or a date such as those of ISO 8601"));
    }

    static void checkUnit(String unit, SourcePosition spot) {
        if (!Moments.isUnit(unit)) {
            throw spot.error("an unknown unit of time", "`s`, `ms`, `us` or `ns`");
        }
    }
}
