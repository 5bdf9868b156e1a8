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

/**
 * The range of a number in a script file, including both bounds. It is declared once, in the record whose value it
 * bounds.
 */
public record Range(double min, double max) {

    public static final Range COUNT = new Range(1, Integer.MAX_VALUE);
    public static final Range COUNT_OR_NONE = new Range(0, Integer.MAX_VALUE);

    public boolean contains(double value) {
        return value >= min && value <= max;
    }

    /** @throws IllegalArgumentException when the value is outside */
    public void check(String name, double value) {
        if (!contains(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + this);
        }
    }

    @Override
    public String toString() {
        return plain(min) + " to " + plain(max);
    }

    private static String plain(double bound) {
        return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }
}
