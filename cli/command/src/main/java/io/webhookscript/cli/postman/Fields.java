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
package io.webhookscript.cli.postman;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A JSON object, read without surprise: what is missing, or of another type, is empty. */
record Fields(Map<?, ?> map) {

    static Fields of(@Nullable Object value) {
        return new Fields(value instanceof Map<?, ?> map ? map : Map.of());
    }

    @Nullable
    Object value(String key) {
        return map.get(key);
    }

    boolean has(String key) {
        return map.get(key) != null;
    }

    /** A scalar as text. */
    Optional<String> text(String key) {
        Object value = map.get(key);
        return value == null || value instanceof Map || value instanceof List
                ? Optional.empty() : Optional.of(value.toString());
    }

    Fields fields(String key) {
        return of(map.get(key));
    }

    List<Fields> list(String key) {
        return map.get(key) instanceof List<?> list ? list.stream().map(Fields::of).toList() : List.of();
    }

    boolean isTrue(String key) {
        return Boolean.TRUE.equals(map.get(key));
    }

    /** Text that stands there by itself, or in an object beside its type. */
    Optional<String> description() {
        return text("description").or(() -> fields("description").text("content"));
    }
}
