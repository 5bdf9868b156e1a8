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
package io.webhookscript.template;

import org.jspecify.annotations.Nullable;

/**
 * The data that a template reads, by the first name of a path. Implementations hold the data of one event and are used
 * by one thread; they are read only while an expression is evaluated.
 *
 * <p>
 * Values are null, {@link Undefined}, Boolean, Long, BigInteger, BigDecimal, String, {@code byte[]},
 * {@link java.time.Instant}, and List and Map (with String keys) of these. Integer, Short, Byte, Float and Double are
 * accepted as input. Nothing is ever changed, and no method of a value other than those of these types is called.
 */
@FunctionalInterface
public interface DataRoots {

    /** Returns the value of a root, {@link Undefined#UNDEFINED} when no root has that name. */
    @Nullable
    Object get(String root);

    /**
     * Called with every text and every value that a placeholder printed when its expression reads one of the compiler's
     * sensitive roots, directly or through {@code set}: before and after the position's escaping. These texts must be
     * masked in logs, errors and traces.
     */
    default void revealed(String text) {
    }
}
