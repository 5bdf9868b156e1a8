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
package io.webhookscript.request.event;

import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Values by name, such as the headers of a message, all of which can be listed. */
public interface NamedValues extends Function<String, @Nullable Object> {

    /** The values as they came, by name. */
    Map<String, ? extends @Nullable Object> all();

    static NamedValues of(Map<String, ? extends @Nullable Object> values) {
        return new MapValues(values);
    }

    /** The values of a map. */
    record MapValues(Map<String, ? extends @Nullable Object> all) implements NamedValues {

        @Override
        public @Nullable Object apply(String name) {
            return all.get(name);
        }
    }

    /** Lists the values of a function that can do so; nothing for any other. */
    static Map<String, ? extends @Nullable Object> allOf(Function<String, @Nullable Object> values) {
        return values instanceof NamedValues named ? named.all() : Map.of();
    }
}
