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
package io.webhookscript.cli.draft;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The event of a draft's own tests: it grows with the placeholders that ask for values of it. For one draft. */
final class DraftEvent {

    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();
    private @Nullable Object whole;

    /**
     * The placeholder of a value that the event has; the first example for it stays.
     *
     * @param path its keys, from the event downwards
     */
    TemplateText value(List<String> path, @Nullable Object example) {
        Map<String, @Nullable Object> level = members;
        for (String key : path.subList(0, path.size() - 1)) {
            level.putIfAbsent(key, new LinkedHashMap<String, @Nullable Object>());
            if (!(level.get(key) instanceof Map<?, ?>)) {
                return absent(path);
            }
            level = deeper(level, key);
        }
        String last = path.get(path.size() - 1);
        level.putIfAbsent(last, example);
        return TemplateText.placeholder(expression(path), level.get(last));
    }

    /** The placeholder of a value that the event does not have. */
    TemplateText absent(List<String> path) {
        return TemplateText.placeholder(expression(path), null);
    }

    /** The event is not taken apart: this is what stands for it. */
    void whole(Object example) {
        whole = example;
    }

    /** Empty when no placeholder reads it. */
    Optional<Object> example() {
        return Optional.ofNullable(whole).or(() -> members.isEmpty() ? Optional.empty() : Optional.of(members));
    }

    boolean has(String key) {
        return members.containsKey(key);
    }

    @SuppressWarnings("unchecked") // only this class puts maps there
    private static Map<String, @Nullable Object> deeper(Map<String, @Nullable Object> level, String key) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(level.get(key));
    }

    private static String expression(List<String> path) {
        StringBuilder expression = new StringBuilder("event");
        path.forEach(key -> expression.append(KEY.matcher(key).matches() ? "." + key : "[" + quoted(key) + "]"));
        return expression.toString();
    }

    private static String quoted(String key) {
        return "'" + key.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
