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

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers without loss: Long, BigInteger beyond it, BigDecimal; a Double only for NaN and the infinities. */
public final class ExactNumber {

    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private ExactNumber() {
    }

    /**
     * A binary fraction becomes the shortest decimal that stands for it; AtomicLong and the like print as decimals,
     * too.
     */
    public static Number of(Number number) {
        if (number instanceof Long || number instanceof BigDecimal) {
            return number;
        }
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        return number instanceof BigInteger integer ? of(integer) : decimal(number);
    }

    public static Number of(BigInteger integer) {
        return integer.compareTo(MIN_LONG) < 0 || integer.compareTo(MAX_LONG) > 0 ? integer : (Number) integer.longValue();
    }

    private static Number decimal(Number number) {
        double value = number.doubleValue();
        return Double.isNaN(value) || Double.isInfinite(value) ? (Number) value : new BigDecimal(number.toString());
    }
}
