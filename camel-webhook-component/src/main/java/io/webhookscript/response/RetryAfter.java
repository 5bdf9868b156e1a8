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

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

import io.webhookscript.template.Moments;

/**
 * The field {@code Retry-After} (RFC 9110 §10.2.3): a number of seconds, or an HTTP date in one of its three forms
 * (§5.6.7). In addition to the RFC, a fraction is rounded up, since a wait is a minimum, and the longest of several
 * values is used. Other values are ignored.
 */
final class RetryAfter {

    /** Longer waits mean "never", and must not overflow. */
    private static final Duration MAX = Duration.ofDays(36_500);

    private static final int MAX_DIGITS = 10;

    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,100})(?:\\.([0-9]{0,100}))?");

    /** Matches the comma between values, not the one within a date, which follows a day of the week. */
    private static final Pattern COMMA = Pattern.compile("(?<![A-Za-z]),\\s*");

    private RetryAfter() {
    }

    /** The wait that a header value requests; zero for a date in the past. */
    static Optional<Duration> wait(String value, Instant now) {
        return COMMA.splitAsStream(value).flatMap(one -> one(one.strip(), now).stream()).max(Comparator.naturalOrder());
    }

    private static Optional<Duration> one(String text, Instant now) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(seconds(text));
        }
        return Moments.httpDate(text, LocalDate.ofInstant(now, ZoneOffset.UTC)).map(then -> until(then, now));
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

    private static Duration seconds(String text) {
        BigDecimal whole = new BigDecimal(text.endsWith(".") ? text + "0" : text).setScale(0, RoundingMode.CEILING);
        return whole.precision() > MAX_DIGITS ? MAX : bounded(Duration.ofSeconds(whole.longValueExact()));
    }
}
