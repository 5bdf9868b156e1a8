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
package io.webhookscript.callback;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

import io.webhookscript.script.RequestDefinition.Signature.TimestampUnit;

/** Reads the time that a sender has signed. */
final class SignedTime {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

    private SignedTime() {
    }

    /** Only the spelling that a signer writes is read, so that one signature has one timestamp. */
    static Optional<Instant> read(String text, TimestampUnit unit) {
        Optional<Instant> time = unit == TimestampUnit.ISO ? iso(text) : number(text, unit);
        return time.filter(read -> unit.of(read).toString().equals(text));
    }

    private static Optional<Instant> iso(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> number(String digits, TimestampUnit unit) {
        if (!DIGITS.matcher(digits).matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(digits);
        return Optional.of(unit == TimestampUnit.MILLIS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number));
    }
}
