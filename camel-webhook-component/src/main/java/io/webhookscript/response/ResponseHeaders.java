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
package io.webhookscript.response;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.webhookscript.http.message.HttpHeader;
import org.jspecify.annotations.Nullable;

/** The HTTP headers of a response by name, in any case: text, or a list of texts when a header is repeated. */
final class ResponseHeaders extends AbstractMap<String, Object> {

    private final List<HttpHeader> lines;

    ResponseHeaders(List<HttpHeader> lines) {
        this.lines = lines;
    }

    /** Most responses have at most a dozen headers: a linear search is cheaper than a map. */
    @Override
    public @Nullable Object get(Object name) {
        List<String> values = new ArrayList<>(1);
        for (HttpHeader line : lines) {
            if (name instanceof String text && line.name().equalsIgnoreCase(text)) {
                values.add(line.value());
            }
        }
        return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : List.copyOf(values);
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        Map<String, String> names = new LinkedHashMap<>();
        for (HttpHeader line : lines) {
            names.putIfAbsent(line.name().toLowerCase(Locale.ROOT), line.name());
        }
        Map<String, Object> sent = new LinkedHashMap<>();
        names.values().forEach(name -> sent.put(name, Objects.requireNonNull(get(name))));
        return Collections.unmodifiableMap(sent).entrySet();
    }
}
