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

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** A compiled expression of any language. Immutable and thread-safe. */
public interface Expression {

    /**
     * Returns the value for the given data, {@link Undefined#UNDEFINED} where there is none.
     *
     * @throws TemplateException when it cannot be computed; nothing else is thrown
     */
    @Nullable
    Object evaluate(DataRoots roots);

    /**
     * Whether the value for the given data counts as true: zero, empty and missing values do not.
     *
     * @throws TemplateException when it cannot be computed
     */
    default boolean holds(DataRoots roots) {
        return Truth.of(evaluate(roots));
    }

    /** Returns the data that the expression reads, as far as its language knows; its own variables are left out. */
    default List<Reference> references() {
        return List.of();
    }

    /** Whether it gives a list of what it finds, so that an empty list means that it found nothing. */
    default boolean isSearch() {
        return false;
    }

    /** Whether it reads no other roots than these; false where its language cannot tell. */
    default boolean readsOnly(Set<String> roots) {
        return false;
    }

    /** Whether its value may depend on that field of a root; true where its language cannot tell. */
    default boolean mayRead(String root, String field) {
        return true;
    }
}
