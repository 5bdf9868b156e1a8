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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Compiles and renders in one line, for tests. */
final class Templates {

    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final TemplateCompiler COMPILER = new TemplateCompiler(Map.of(), Set.of("secret"), false);

    private Templates() {
    }

    /** An event as data roots; remembers what is revealed. */
    record Event(Map<String, ?> data, List<String> revealed) implements DataRoots {

        static Event of(Map<String, ?> data) {
            return new Event(data, new ArrayList<>());
        }

        /** @throws IllegalArgumentException for what is no JSON object, {@code null} included */
        @SuppressWarnings("unchecked")
        static Event json(String json) {
            try {
                Map<String, ?> data = JSON.readValue(json, Map.class);
                if (data == null) {
                    throw new IllegalArgumentException("no JSON object: " + json);
                }
                return of(data);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        public @Nullable Object get(String root) {
            return data.containsKey(root) ? data.get(root) : Undefined.UNDEFINED;
        }

        @Override
        public void revealed(String text) {
            revealed.add(text);
        }
    }

    static Template compile(String text, Position position) {
        return COMPILER.compile(TemplateSource.of(text), position);
    }

    static Expression expression(String text) {
        return COMPILER.expression(TemplateSource.of(text));
    }

    static String render(String text, Position position, Event event) {
        return compile(text, position).render(event);
    }
}
