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
package io.webhookscript.value;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Camel writes them ({@code 5s}, {@code 1m30s}, {@code 500} for milliseconds), or ISO-8601. */
public final class DurationText {

    /** The text for messages about a wrong duration. */
    public static final String EXPECTED = "a duration such as `5s`, `1m30s`, `500` (milliseconds) or `PT5S`";

    private static final Pattern CAMEL
            = Pattern.compile("(?=\\d)(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
    private static final Pattern MILLIS = Pattern.compile("\\d{1,12}");
    private static final Pattern ISO
            = Pattern.compile(
                    "P(?=[\\dT])(?:\\d{1,9}D)?(?:T(?=\\d)(?:\\d{1,9}H)?(?:\\d{1,9}M)?(?:\\d{1,9}(?:\\.\\d{1,9})?S)?)?");
    private static final List<String> UNIT_NAMES = List.of("d", "h", "m", "s", "ms");
    private static final Duration[] UNITS
            = { Duration.ofDays(1), Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofMillis(1) };

    private DurationText() {
    }

    public static Optional<Duration> parse(String text) {
        if (MILLIS.matcher(text).matches()) {
            return Optional.of(Duration.ofMillis(Long.parseLong(text)));
        }
        if (ISO.matcher(text).matches()) {
            return Optional.of(Duration.parse(text));
        }
        Matcher camel = CAMEL.matcher(text);
        return camel.matches() ? Optional.of(sum(camel)) : Optional.empty();
    }

    /** Writes a duration as Camel does, to the millisecond: {@code 1h5s}. */
    public static String of(Duration duration) {
        StringBuilder text = new StringBuilder();
        Duration left = duration;
        for (int unit = 0; unit < UNITS.length; unit++) {
            long count = left.dividedBy(UNITS[unit]);
            if (count > 0) {
                text.append(count).append(UNIT_NAMES.get(unit));
                left = left.minus(UNITS[unit].multipliedBy(count));
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static Duration sum(Matcher parts) {
        Duration sum = Duration.ZERO;
        for (int unit = 0; unit < UNITS.length; unit++) {
            String count = parts.group(unit + 1);
            if (count != null) {
                sum = sum.plus(UNITS[unit].multipliedBy(Long.parseLong(count)));
            }
        }
        return sum;
    }
}
