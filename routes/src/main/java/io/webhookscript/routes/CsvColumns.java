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
package io.webhookscript.routes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The columns of a CSV file, as its first row names them. A name such as {@code contact.id} is the member {@code id} of
 * the object {@code contact}.
 */
record CsvColumns(List<String> names) {

    private static final Pattern MEMBER = Pattern.compile("[^.\\s]+(\\.[^.\\s]+)+");

    CsvColumns {
        names = List.copyOf(names);
    }

    int count() {
        return names.size();
    }

    /** Returns why rows cannot become events. */
    Optional<String> problem() {
        Set<List<String>> paths = new HashSet<>();
        Set<List<String>> objects = new HashSet<>();
        for (String name : names) {
            List<String> path = path(name);
            if (name.isBlank()) {
                return Optional.of("a column has no name");
            }
            if (!paths.add(path)) {
                return Optional.of("two columns have the name " + name);
            }
            for (int length = 1; length < path.size(); length++) {
                objects.add(path.subList(0, length));
            }
        }
        return objects.stream().filter(paths::contains).findAny()
                .map(path -> "the column " + String.join(".", path) + " has a value and members");
    }

    /** Returns the event of a row that has a value for each column. */
    Map<String, Object> event(List<String> values) {
        Map<String, Object> event = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            List<String> path = new ArrayList<>(path(names.get(i)));
            String member = path.remove(path.size() - 1);
            Map<String, Object> object = event;
            for (String outer : path) {
                object = member(object, outer);
            }
            object.put(member, values.get(i));
        }
        return event;
    }

    /** Only {@link #event} fills the map, and a name is either a value or an object. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> member(Map<String, Object> object, String name) {
        return (Map<String, Object>) object.computeIfAbsent(name, absent -> new LinkedHashMap<String, Object>());
    }

    private static List<String> path(String name) {
        return MEMBER.matcher(name).matches() ? List.of(name.split("\\.")) : List.of(name);
    }
}
