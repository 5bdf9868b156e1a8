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
package io.webhookscript.request.attempt;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text that a script defines before a signature, and what it says of the header of a sender. A prefix such as
 * {@code t=1700000000,v1=} describes a header with fields: the sender may add others, change their order, and send
 * several signatures under the last name. Any other prefix is the exact beginning of the header.
 */
public final class SignaturePrefix {

    /** Stands for the time in a prefix; no sender's time is as far in the future. */
    static final long TIME = 7_305_061_917_273_941L;

    private static final String PLACEHOLDER = String.valueOf(TIME);
    private static final String ANY_TIME = "([0-9]{1,15}|[0-9T:Z-]{20})";
    private static final Pattern FIELDS = Pattern.compile("(?:[^=,\\s]+=[^,]*,\\s*)+[^=,\\s]+=");
    private static final Pattern COMMA = Pattern.compile(",\\s*");

    private final String text;
    private final List<Field> fields;

    /** One {@code name=value} of a header or a prefix. */
    private record Field(String name, String value) {

        private static List<Field> of(String header) {
            return COMMA.splitAsStream(header.strip()).map(field -> {
                int equals = field.indexOf('=');
                return equals < 0
                        ? new Field(field, "") : new Field(field.substring(0, equals), field.substring(equals + 1));
            }).toList();
        }
    }

    /** @param text the prefix, with {@link #TIME} in place of the time */
    SignaturePrefix(String text) {
        this.text = text;
        List<Field> named = FIELDS.matcher(text).matches() ? Field.of(text) : List.of();
        this.fields = named.stream().anyMatch(field -> field.name().contains(PLACEHOLDER)) ? List.of() : named;
    }

    /** Whether the header contains the time of the sender. */
    public boolean hasTime() {
        return text.contains(PLACEHOLDER);
    }

    /** The time in a header; empty when the header does not have the form of the prefix. */
    public Optional<String> time(String header) {
        return fields.isEmpty() ? timeInText(header) : timeInFields(header);
    }

    private Optional<String> timeInText(String header) {
        Matcher whole = Pattern.compile(quoted(text) + ".*").matcher(header);
        return whole.matches() ? Optional.of(whole.group(1)) : Optional.empty();
    }

    private Optional<String> timeInFields(String header) {
        Field timed = fields.stream().filter(field -> field.value().contains(PLACEHOLDER)).findFirst().orElseThrow();
        List<Field> given = Field.of(header).stream().filter(field -> field.name().equals(timed.name())).toList();
        if (given.size() != 1) {
            return Optional.empty();
        }
        Matcher value = Pattern.compile(quoted(timed.value())).matcher(given.get(0).value());
        return value.matches() ? Optional.of(value.group(1)) : Optional.empty();
    }

    private static String quoted(String timed) {
        int at = timed.indexOf(PLACEHOLDER);
        return Pattern.quote(timed.substring(0, at)) + ANY_TIME
               + Pattern.quote(timed.substring(at + PLACEHOLDER.length()));
    }

    /** The signatures of a header, each behind the prefix; those that lack a field of the prefix are left out. */
    public List<String> signatures(String header) {
        if (fields.isEmpty()) {
            return List.of(header);
        }
        String prefix = hasTime() ? text.replace(PLACEHOLDER, time(header).orElse("")) : text;
        List<Field> given = Field.of(header);
        List<Field> wanted = Field.of(prefix);
        Field last = wanted.get(wanted.size() - 1);
        return given.containsAll(wanted.subList(0, wanted.size() - 1))
                ? given.stream().filter(field -> field.name().equals(last.name())).map(field -> prefix + field.value()).toList()
                : List.of();
    }
}
