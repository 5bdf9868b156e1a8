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

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * DataUsage moments as systems write them: ISO 8601 with its relatives (a space for the {@code T}, {@code +0000}, no
 * zone at all), the dates of HTTP, mail and logs, and numbers since 1970. What has no zone is UTC, what has no time is
 * the beginning of the day. Never guesses between day and month.
 */
public final class Moments {

    /** No date is longer. */
    private static final int MAX = 100;

    /** With more digits before the point it is not a moment in any unit. */
    private static final int MAX_DIGITS = 25;

    /** Of a text that is a number: fewer are a year, a day or an amount. */
    private static final int LEAST_DIGITS = 9;

    /** By how many digits a unit's numbers are longer than seconds. */
    private static final Map<String, Integer> UNITS = Map.of("s", 0, "ms", 3, "us", 6, "ns", 9);

    /** Seconds of more digits lie beyond the year 5138: such a number is in the next smaller unit. */
    private static final int DIGITS_OF_SECONDS = 11;

    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,25}(?:\\.[0-9]{1,12})?");
    private static final Pattern DOTNET = Pattern.compile("/Date\\((-?[0-9]{1,18})(?:[-+][0-9]{4})?\\)/");
    private static final Pattern ISO = Pattern.compile(
            "([0-9]{4})([-/]?)([0-9]{2})\\2([0-9]{2})(?:(?:[Tt]|\\s{1,3})?([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:[.,]([0-9]{1,30}))?)?"
                                                       + "\\s{0,3}(?:(Z|z|UTC|GMT|[-+][0-9]{2}(?::?[0-9]{2})?)(?:\\s[A-Z]{1,5}|\\[[^\\]]{1,40}])?)?)?");

    /** A comment behind the date, as JavaScript and mail have it. */
    private static final Pattern COMMENT = Pattern.compile("\\s*\\([^()]{0,60}\\)$");

    /** RFC 9110 §5.6.7 permits it, java.time does not. */
    private static final Pattern LEAP_SECOND = Pattern.compile("(?<=:[0-5][0-9]):60(?![0-9:])");

    /** RFC 9110 §5.6.7: a year of two digits that seems to be farther ahead is one that has passed. */
    private static final int MAX_YEARS_AHEAD = 50;

    /** A day by which a year of two digits is of this century, whenever it is read. */
    private static final LocalDate TWO_DIGIT_YEARS = LocalDate.of(2049, 1, 1);

    private static final List<DateTimeFormatter> STRICT = List.of(DateTimeFormatter.ISO_DATE_TIME, DateTimeFormatter.ISO_DATE);

    private static final List<DateTimeFormatter> OF_HTTP = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC));

    private static final List<DateTimeFormatter> OF_OTHERS = Stream
            .of("EEE MMM d HH:mm:ss Z yyyy", "EEE MMM d HH:mm:ss z yyyy", "EEE MMM d yyyy HH:mm:ss 'GMT'Z",
                    "d/MMM/yyyy:HH:mm:ss Z",
                    "[EEE, ]d MMM yyyy HH:mm[:ss] z")
            .map(pattern -> DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)).toList();

    private Moments() {
    }

    /**
     * A moment, a text or a number; of a number without its unit the size tells whether it is seconds or smaller ones.
     */
    public static Optional<Instant> read(@Nullable Object value) {
        return read(value, "");
    }

    /** @param unit of a number: {@code s}, {@code ms}, {@code us} or {@code ns}; empty: its size tells */
    static Optional<Instant> read(@Nullable Object value, String unit) {
        if (value instanceof Instant instant) {
            return Optional.of(instant);
        }
        Number number = Numbers.of(value);
        if (number != null) {
            return number(Numbers.decimal(number), unit);
        }
        return value instanceof String text && text.length() <= MAX ? text(text.strip(), unit) : Optional.empty();
    }

    static boolean isUnit(String unit) {
        return UNITS.containsKey(unit);
    }

    private static Optional<Instant> text(String text, String unit) {
        boolean isNumber = NUMBER.matcher(text).matches();
        if (isNumber && !unit.isEmpty()) {
            return number(new BigDecimal(text), unit);
        }
        String mended = LEAP_SECOND.matcher(COMMENT.matcher(text).replaceFirst("")).replaceFirst(":59");
        return iso(mended).or(() -> isNumber ? longNumber(text) : other(mended));
    }

    private static Optional<Instant> longNumber(String text) {
        BigDecimal number = new BigDecimal(text);
        return number.precision() - number.scale() >= LEAST_DIGITS ? number(number, "") : Optional.empty();
    }

    private static Optional<Instant> number(BigDecimal number, String unit) {
        long digits = (long) number.precision() - number.scale();
        if (digits > MAX_DIGITS || number.scale() > 2 * MAX_DIGITS) {
            return Optional.empty();
        }
        Integer named = UNITS.get(unit);
        int smaller = named != null ? named : digits <= DIGITS_OF_SECONDS ? 0 : digits <= DIGITS_OF_SECONDS + 3 ? 3
                : digits <= DIGITS_OF_SECONDS + 6 ? 6 : 9;
        BigDecimal seconds = number.movePointLeft(smaller);
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        return moment(() -> Instant.ofEpochSecond(whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).longValue()));
    }

    private static Optional<Instant> iso(String text) {
        for (DateTimeFormatter form : STRICT) {
            Optional<Instant> read = read(text, form);
            if (read.isPresent()) {
                return read;
            }
        }
        Matcher parts = ISO.matcher(text);
        if (!parts.matches() || parts.group(5) == null && parts.group(2).equals("/")) {
            return Optional.empty();
        }
        return moment(() -> local(parts).toInstant(offset(parts.group(9))));
    }

    private static LocalDateTime local(Matcher parts) {
        LocalDate day = LocalDate.of(number(parts.group(1)), number(parts.group(3)), number(parts.group(4)));
        if (parts.group(5) == null) {
            return day.atStartOfDay();
        }
        String fraction = ((parts.group(8) == null ? "" : parts.group(8)) + "000000000").substring(0, 9);
        int second = parts.group(7) == null ? 0 : number(parts.group(7));
        return day.atTime(number(parts.group(5)), number(parts.group(6)), second, number(fraction));
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static ZoneOffset offset(@Nullable String text) {
        return text == null || !(text.startsWith("+") || text.startsWith("-")) ? ZoneOffset.UTC : ZoneOffset.of(text);
    }

    private static Optional<Instant> other(String text) {
        Matcher dotnet = DOTNET.matcher(text);
        if (dotnet.matches()) {
            return number(new BigDecimal(dotnet.group(1)), "ms");
        }
        Optional<Instant> http = httpDate(text, TWO_DIGIT_YEARS);
        if (http.isPresent()) {
            return http;
        }
        for (DateTimeFormatter form : OF_OTHERS) {
            Optional<Instant> read = moment(() -> Instant.from(form.parse(text)));
            if (read.isPresent()) {
                return read;
            }
        }
        return Optional.empty();
    }

    /**
     * A date in one of the three forms of HTTP (RFC 9110 §5.6.7).
     *
     * @param today by which a year of two digits is read
     */
    public static Optional<Instant> httpDate(String text, LocalDate today) {
        String mended = LEAP_SECOND.matcher(text).replaceFirst(":59");
        for (DateTimeFormatter form : OF_HTTP) {
            Optional<Instant> read = moment(() -> Instant.from(form.parse(mended)));
            if (read.isPresent()) {
                return read;
            }
        }
        return moment(() -> Instant.from(twoDigitYear(today).parse(mended)));
    }

    private static DateTimeFormatter twoDigitYear(LocalDate today) {
        return new DateTimeFormatterBuilder().appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, today.plusYears(MAX_YEARS_AHEAD - 99L))
                .appendPattern(" HH:mm:ss 'GMT'").toFormatter(Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    private static Optional<Instant> moment(Supplier<Instant> reading) {
        try {
            return Optional.of(reading.get());
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty(); // another form may fit; a text that fits none is not a moment
        }
    }

    /** Without a zone or an offset it is UTC, without a time the beginning of the day. */
    private static Optional<Instant> read(String text, DateTimeFormatter form) {
        ParsePosition end = new ParsePosition(0);
        TemporalAccessor parsed = form.parseUnresolved(text, end);
        if (parsed == null || end.getErrorIndex() >= 0 || end.getIndex() < text.length()) {
            return Optional.empty();
        }
        return moment(() -> instant(form.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from)));
    }

    private static Instant instant(TemporalAccessor read) {
        if (read instanceof ZonedDateTime zoned) {
            return zoned.toInstant();
        }
        LocalDateTime local = read instanceof LocalDateTime time ? time : LocalDate.from(read).atStartOfDay();
        return local.toInstant(ZoneOffset.UTC);
    }
}
