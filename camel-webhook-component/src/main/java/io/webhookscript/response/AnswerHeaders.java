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
import java.util.Set;

import io.webhookscript.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** The HTTP headers of an answer by name, in any case: text, or a list of texts when a header is repeated. */
final class AnswerHeaders extends AbstractMap<String, Object> {

    private final Map<String, Object> asSent;
    private final Map<String, Object> byLowerCase;

    AnswerHeaders(List<HttpHeader> headers) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (HttpHeader header : headers) {
            String key = header.name().toLowerCase(Locale.ROOT);
            names.putIfAbsent(key, header.name());
            values.computeIfAbsent(key, k -> new ArrayList<>()).add(header.value());
        }
        Map<String, Object> sent = new LinkedHashMap<>();
        Map<String, Object> lower = new LinkedHashMap<>();
        values.forEach((key, list) -> {
            Object value = list.size() == 1 ? list.get(0) : List.copyOf(list);
            sent.put(names.getOrDefault(key, key), value);
            lower.put(key, value);
        });
        asSent = Collections.unmodifiableMap(sent);
        byLowerCase = lower;
    }

    @Override
    public @Nullable Object get(Object name) {
        return name instanceof String text ? byLowerCase.get(text.toLowerCase(Locale.ROOT)) : null;
    }

    @Override
    public boolean containsKey(Object name) {
        return name instanceof String text && byLowerCase.containsKey(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return asSent.entrySet();
    }
}
