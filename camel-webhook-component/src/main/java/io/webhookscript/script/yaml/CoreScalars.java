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
package io.webhookscript.script.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads plain scalars by the core schema of YAML 1.2 (§10.3.2): null, true and false, numbers; everything else is text.
 * Numbers keep their precision. {@code .inf} and {@code .nan} are text, since JSON does not have them.
 */
public final class CoreScalars {

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?");

    /** A longer row of digits is an identifier, not a number; parsing it would take quadratic time. */
    private static final int MAX_DIGITS = 1_000;

    private CoreScalars() {
    }

    /** Null (as empty), Boolean, Long, BigInteger, BigDecimal or String. */
    public static Optional<Object> valueOf(String plain) {
        if (NULLS.contains(plain)) {
            return Optional.empty();
        }
        char first = plain.charAt(0);
        if (first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.') {
            return Optional.of(number(plain));
        }
        if (TRUE.contains(plain)) {
            return Optional.of(true);
        }
        return Optional.of(FALSE.contains(plain) ? false : plain);
    }

    private static Object number(String plain) {
        if (plain.length() > MAX_DIGITS) {
            return plain;
        }
        if (INTEGER.matcher(plain).matches()) {
            return narrow(new BigInteger(plain.startsWith("+") ? plain.substring(1) : plain));
        }
        if (OCTAL.matcher(plain).matches()) {
            return narrow(new BigInteger(plain.substring(2), 8));
        }
        if (HEXADECIMAL.matcher(plain).matches()) {
            return narrow(new BigInteger(plain.substring(2), 16));
        }
        return DECIMAL.matcher(plain).matches() ? new BigDecimal(plain) : plain;
    }

    private static Number narrow(BigInteger integer) {
        return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
    }
}
