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
package io.webhookscript.cli.openapi.swagger;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookscript.cli.input.JsonText;
import org.jspecify.annotations.Nullable;

/** Values as Swagger's parser has them, as plain ones. */
final class Plain {

    private Plain() {
    }

    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof JsonNode tree) {
            return JsonText.read("an example", tree.toString().getBytes(StandardCharsets.UTF_8));
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((key, member) -> plain.put(String.valueOf(key), of(member)));
            return plain;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>();
            list.forEach(item -> plain.add(of(item)));
            return plain;
        }
        return scalar(value);
    }

    private static @Nullable Object scalar(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            return new java.math.BigDecimal(value.toString());
        }
        if (value instanceof Date date) {
            String time = date.toInstant().toString();
            return time.endsWith("T00:00:00Z") ? time.substring(0, 10) : time;
        }
        if (value instanceof OffsetDateTime time) {
            return DateTimeFormatter.ISO_INSTANT.format(time.withOffsetSameInstant(ZoneOffset.UTC));
        }
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        boolean plain = value == null || value instanceof String || value instanceof Boolean || value instanceof Number;
        return plain ? value : String.valueOf(value);
    }
}
