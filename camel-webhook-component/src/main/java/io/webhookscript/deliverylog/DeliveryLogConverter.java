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
package io.webhookscript.deliverylog;

import org.apache.camel.Converter;

/** Converts the value {@code memory} of the component option {@code deliveryLog}. Camel finds this converter. */
@Converter(generateLoader = true)
public final class DeliveryLogConverter {

    private static final String MEMORY = "memory";

    private DeliveryLogConverter() {
    }

    @Converter
    public static DeliveryLog toDeliveryLog(String word) {
        if (!word.equals(MEMORY)) {
            throw new IllegalArgumentException(
                    "deliveryLog=" + word + ": expected " + MEMORY + ", or #bean:NAME of a DeliveryLog");
        }
        return new MemoryDeliveryLog();
    }
}
