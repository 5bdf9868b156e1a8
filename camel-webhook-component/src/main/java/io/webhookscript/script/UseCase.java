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
package io.webhookscript.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import static java.util.Collections.unmodifiableMap;

/**
 * A use case: the data that a script may read.
 *
 * @param subject path of the object whose fields need no prefix; null if there is none
 * @param id      path of the subject's id; null if it has none
 * @param channel path of the event's channel; null if it has none
 * @param fields  predefined fields of the body: key as in {@code body.fields} to template text, in order
 * @param open    whether further roots are allowed
 */
public record UseCase(
        String name, @Nullable String subject, @Nullable String id, @Nullable String channel, List<Placeholder> placeholders,
        Map<String, String> fields, boolean open) {

    public static final String ANY_NAME = "any";

    /** The use case that allows all data and has no predefined fields. */
    public static final UseCase ANY = new UseCase(
            ANY_NAME, null, null, null, List.of(), Map.of(), true);

    public UseCase {
        placeholders = List.copyOf(placeholders);
        fields = unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * A placeholder that the use case offers: {@code {{ path }}}.
     *
     * @param type    the type name of JSON Schema; several are separated by {@code |}
     * @param example the example as text; empty when the use case has none
     */
    public record Placeholder(String path, String type, String example) {
    }
}
