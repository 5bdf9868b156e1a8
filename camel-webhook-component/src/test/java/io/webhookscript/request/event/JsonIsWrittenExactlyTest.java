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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.template.Undefined;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class JsonIsWrittenExactlyTest {

    @ParameterizedTest
    @MethodSource
    void writesEveryKindOfValue(Object value, String expected) throws Exception {
        assertThat(Json.write(value)).isEqualTo(expected);
    }

    static Stream<Arguments> writesEveryKindOfValue() {
        Map<String, Object> withUndefined = new LinkedHashMap<>();
        withUndefined.put("gone", Undefined.UNDEFINED);
        withUndefined.put("there", null);
        return Stream.of(
                arguments(null, "null"), arguments(Undefined.UNDEFINED, "null"), arguments(true, "true"),
                arguments(9007199254740993L, "9007199254740993"), arguments(new BigInteger("1".repeat(30)), "1".repeat(30)),
                arguments(new BigDecimal("1.10"), "1.10"), arguments(new BigDecimal("1E+3"), "1000"),
                arguments(new BigDecimal("1E+1000000000"), "1E+1000000000"), arguments(0.1, "0.1"), arguments(3, "3"),
                arguments("q\" b\\ /", "\"q\\\" b\\\\ /\""), arguments("\n\r\t\0\u001f", "\"\\n\\r\\t\\u0000\\u001f\""),
                arguments("😀é\u2028", "\"😀é\u2028\""), arguments("\uD83D!", "\"\\ud83d!\""),
                arguments("\uDE00", "\"\\ude00\""),
                arguments(new byte[] { 1, 2, 3 }, "\"AQID\""),
                arguments(Instant.parse("2024-06-18T23:22:36.56Z"), "\"2024-06-18T23:22:36.560Z\""),
                arguments(withUndefined, "{\"there\":null}"),
                arguments(Arrays.asList(1L, null, Undefined.UNDEFINED, List.of()), "[1,null,null,[]]"));
    }

    @Property(tries = 500)
    void anyTextComesBackFromAnotherReader(@ForAll String text) throws Exception {
        byte[] json = Json.writeBytes(Map.of("text", text));

        assertThat(new ObjectMapper().readTree(json).get("text").asText()).isEqualTo(text);
        assertThat(Json.read(json)).isEqualTo(Map.of("text", text));
        assertThat(new String(json, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)).isEqualTo(json);
    }

    @Test
    void refusesANumberThatJsonDoesNotHave() {
        assertThatThrownBy(() -> Json.write(List.of(Double.NaN))).isInstanceOf(NotSentException.class);
    }
}
