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

import java.io.IOException;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.webhookscript.value.json.JsonReader;
import org.jspecify.annotations.Nullable;

/** Reads beans with Jackson and its annotations; java.time values become their ISO 8601 text. */
final class Beans {

    private static final ObjectMapper MAPPER = JsonMapper.builder().addModule(new SimpleModule()
            .addSerializer(TemporalAccessor.class, ToStringSerializer.instance)
            .addSerializer(TemporalAmount.class, ToStringSerializer.instance)
            .addSerializer(Optional.class, new OptionalSerializer())).build();

    private Beans() {
    }

    /** Whether a value is a Jackson tree, which is iterable but not a list. */
    static boolean isTree(Object value) {
        return value instanceof JsonNode;
    }

    static @Nullable Object read(Object bean) throws NotSentException {
        try {
            if (bean instanceof JsonNode tree) {
                return JsonReader.read(tree.traverse());
            }
            try (TokenBuffer tokens = new TokenBuffer(MAPPER, false)) {
                MAPPER.writeValue(tokens, bean);
                return JsonReader.read(tokens.asParser());
            }
        } catch (IOException e) {
            throw new NotSentException("an object of " + bean.getClass().getName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static final class OptionalSerializer extends JsonSerializer<Object> {

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writePOJO(((Optional<?>) value).orElse(null));
        }
    }
}
