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
package io.webhookscript.deadletter;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

import io.webhookscript.script.Outcome;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore;
import org.jspecify.annotations.Nullable;

/**
 * The values of a command, by name, as consoles and routes give them: texts, or values of JSON. An unknown name is an
 * error, since a misspelt filter would select too many letters.
 */
final class LetterValues {

    private static final List<String> FILTER
            = List.of("script", "messageId", "outcome", "status", "from", "until", "text", "replayed");

    private static final int DEFAULT_LIMIT = 100;

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private final Map<String, ? extends @Nullable Object> values;

    /** @throws IllegalArgumentException when there is another name than those of a filter and the further ones */
    LetterValues(Map<String, ? extends @Nullable Object> values, String... further) {
        this.values = values;
        values.keySet().stream().filter(name -> !FILTER.contains(name) && !List.of(further).contains(name)).findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException(
                            "`" + unknown + "` is unknown; expected " + String.join(", ", FILTER)
                                                       + (further.length == 0 ? "" : ", " + String.join(", ", further)));
                });
    }

    /** @throws IllegalArgumentException when a value has a wrong form */
    DeadLetterFilter filter() {
        return new DeadLetterFilter(
                text("script").orElse(null), text("messageId").orElse(null),
                text("outcome").map(LetterValues::outcome).orElse(null),
                read("status", "a status such as 503", LetterValues::integer).orElse(null),
                read("from", "a time such as 2026-01-31T12:00:00Z", LetterValues::time).orElse(null),
                read("until", "a time such as 2026-01-31T12:00:00Z", LetterValues::time).orElse(null),
                text("text").orElse(null), read("replayed", "true or false", LetterValues::flag).orElse(null));
    }

    /** The filter of a command that changes something, which must not apply to all letters by mistake. */
    DeadLetterFilter someFilter() {
        DeadLetterFilter filter = filter();
        if (filter.values().isEmpty()) {
            throw new IllegalArgumentException(
                    "a filter is missing; expected at least one of " + String.join(", ", FILTER)
                                               + "; replayed=false selects all open letters");
        }
        return filter;
    }

    /** The newest letters, or those of the next page. */
    DeadLetterStore.Range range() {
        DeadLetterStore.Range range = DeadLetterStore.Range.newest(
                read("limit", "1 to " + DeadLetterStore.MAX_PAGE, LetterValues::integer).orElse(DEFAULT_LIMIT));
        return read("before", "the value of `next` in the previous page", Long::valueOf).map(range::goingOnAt).orElse(range);
    }

    Optional<String> messageId() {
        return text("messageId");
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException("`" + name + "` is missing"));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(LetterValues::text).filter(text -> !text.isEmpty());
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private <T> Optional<T> read(String name, String expected, Function<String, T> reading) {
        return text(name).map(text -> {
            try {
                return reading.apply(text);
            } catch (NumberFormatException | DateTimeParseException | NoSuchElementException wrong) {
                throw new IllegalArgumentException(name + "=" + text + ": expected " + expected, wrong);
            }
        });
    }

    private static Integer integer(String text) {
        return Integer.valueOf(text);
    }

    /** A time that is too far away for the clock of a database is not a time. */
    private static Instant time(String text) {
        Instant time = Instant.parse(text);
        if (time.isBefore(FIRST) || !time.isBefore(END)) {
            throw new NoSuchElementException(text);
        }
        return time;
    }

    private static Boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new NoSuchElementException(text);
        };
    }

    private static String outcome(String text) {
        List<String> codes
                = Arrays.stream(Outcome.values()).filter(outcome -> !outcome.succeeded()).map(Outcome::code).toList();
        if (!codes.contains(text)) {
            throw new IllegalArgumentException("outcome=" + text + ": expected one of " + String.join(", ", codes));
        }
        return text;
    }
}
