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
package io.webhookscript.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Selects dead letters; values that are null are not compared.
 *
 * <pre>
 * DeadLetterFilter.ALL.ofScript("crm").withOutcome("temporary").failedFrom(Instant.now().minus(1, ChronoUnit.DAYS))
 * </pre>
 *
 * @param outcome  the code of the outcome
 * @param status   the HTTP status of the last response
 * @param from     the earliest time of the failure, inclusive
 * @param until    the latest time of the failure, exclusive
 * @param text     part of the reason, in any letter case; no character has a special meaning
 * @param replayed true selects letters that were sent again and have not failed since; false selects the others, which
 *                 are called open
 */
public record DeadLetterFilter(
        @Nullable String script, @Nullable String messageId, @Nullable String outcome, @Nullable Integer status,
        @Nullable Instant from, @Nullable Instant until, @Nullable String text, @Nullable Boolean replayed) {

    public static final DeadLetterFilter ALL = new DeadLetterFilter(null, null, null, null, null, null, null, null);

    /** The letters that were never sent again, or have failed since. */
    public static final DeadLetterFilter OPEN = ALL.withReplayed(false);

    public DeadLetterFilter ofScript(String name) {
        return new DeadLetterFilter(name, messageId, outcome, status, from, until, text, replayed);
    }

    public DeadLetterFilter ofMessage(String id) {
        return new DeadLetterFilter(script, id, outcome, status, from, until, text, replayed);
    }

    public DeadLetterFilter withOutcome(String code) {
        return new DeadLetterFilter(script, messageId, code, status, from, until, text, replayed);
    }

    public DeadLetterFilter withStatus(int wanted) {
        return new DeadLetterFilter(script, messageId, outcome, wanted, from, until, text, replayed);
    }

    public DeadLetterFilter failedFrom(Instant first) {
        return new DeadLetterFilter(script, messageId, outcome, status, first, until, text, replayed);
    }

    public DeadLetterFilter failedBefore(Instant end) {
        return new DeadLetterFilter(script, messageId, outcome, status, from, end, text, replayed);
    }

    public DeadLetterFilter withText(String partOfTheReason) {
        return new DeadLetterFilter(script, messageId, outcome, status, from, until, partOfTheReason, replayed);
    }

    public DeadLetterFilter withReplayed(boolean wanted) {
        return new DeadLetterFilter(script, messageId, outcome, status, from, until, text, wanted);
    }

    /** Whether a letter is selected. */
    public boolean matches(DeadLetter letter) {
        return isOrAny(script, letter.script()) && isOrAny(messageId, letter.messageId())
                && isOrAny(outcome, letter.outcome()) && isOrAny(status, letter.status())
                && (from == null || !letter.failedAt().isBefore(from))
                && (until == null || letter.failedAt().isBefore(until))
                && (text == null || letter.reason().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                && isOrAny(replayed, letter.replays().last() != null);
    }

    private static boolean isOrAny(@Nullable Object wanted, @Nullable Object value) {
        return wanted == null || wanted.equals(value);
    }

    /** Whether a letter may exist that both filters select. */
    public boolean overlaps(DeadLetterFilter other) {
        return mayEqual(script, other.script) && mayEqual(messageId, other.messageId) && mayEqual(outcome, other.outcome)
                && mayEqual(status, other.status) && mayEqual(replayed, other.replayed)
                && !endsBefore(until, other.from) && !endsBefore(other.until, from);
    }

    private static boolean mayEqual(@Nullable Object one, @Nullable Object other) {
        return one == null || other == null || one.equals(other);
    }

    private static boolean endsBefore(@Nullable Instant end, @Nullable Instant beginning) {
        return end != null && beginning != null && !end.isAfter(beginning);
    }

    /** The values that are compared, by their names. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "script", script);
        put(values, "messageId", messageId);
        put(values, "outcome", outcome);
        put(values, "status", status);
        put(values, "from", from);
        put(values, "until", until);
        put(values, "text", text);
        put(values, "replayed", replayed);
        return values;
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    /** The filter for people, such as {@code script=crm, outcome=temporary}. */
    @Override
    public String toString() {
        return values().isEmpty()
                ? "all" : values().entrySet().stream()
                        .map(value -> value.getKey() + "=" + value.getValue()).collect(Collectors.joining(", "));
    }
}
