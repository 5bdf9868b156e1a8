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

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The field {@code Retry-After} (RFC 9110 §10.2.3): a number of seconds, or an HTTP date in one of its three forms
 * (§5.6.7). Other values are ignored.
 */
final class RetryAfter {

    /** Longer waits mean "never", and must not overflow. */
    private static final Duration MAX = Duration.ofDays(36_500);

    private static final int MAX_DIGITS = 10;

    /** RFC 9110 §5.6.7 permits a leap second, java.time does not. */
    private static final Pattern LEAP_SECOND = Pattern.compile("(?<=:[0-5][0-9]):60(?= )");

    /** RFC 9110 §5.6.7: a year of two digits that seems to be farther in the future is in the past. */
    private static final int MAX_YEARS_AHEAD = 50;

    private static final List<DateTimeFormatter> FULL_YEAR = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC));

    private RetryAfter() {
    }

    /** The wait that a header value requests; zero for a date in the past. */
    static Optional<Duration> wait(String value, Instant now) {
        String text = value.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(seconds(text));
        }
        return date(LEAP_SECOND.matcher(text).replaceFirst(":59"), LocalDate.ofInstant(now, ZoneOffset.UTC))
                .map(then -> until(then, now));
    }

    static Duration until(Instant then, Instant now) {
        return bounded(Duration.between(now, then));
    }

    static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }

    private static Duration seconds(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > MAX_DIGITS ? MAX : bounded(Duration.ofSeconds(Long.parseLong(significant)));
    }

    /** @param today the date by which a year of two digits is read */
    static Optional<Instant> date(String text, LocalDate today) {
        for (DateTimeFormatter form : FULL_YEAR) {
            Optional<Instant> read = read(text, form);
            if (read.isPresent()) {
                return read;
            }
        }
        return read(text, twoDigitYear(today));
    }

    private static DateTimeFormatter twoDigitYear(LocalDate today) {
        return new DateTimeFormatterBuilder().appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, today.plusYears(MAX_YEARS_AHEAD - 99L))
                .appendPattern(" HH:mm:ss 'GMT'").toFormatter(Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    private static Optional<Instant> read(String text, DateTimeFormatter form) {
        try {
            return Optional.of(Instant.from(form.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty(); // another form may match; a text that matches none is not a date
        }
    }
}
