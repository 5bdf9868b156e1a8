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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.template.Templates.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A template that is one placeholder gives the value itself, whatever its type. */
class TypedLeavesKeepTheirTypeTest {

    static List<Object> values() {
        return Arrays.asList(7L, Long.MAX_VALUE, new BigInteger("123456789012345678901234567890"),
                new BigDecimal("12345678901234567890.1234500"), true, false, null, "2", List.of(1L, "a"), Map.of("k", 1L));
    }

    @ParameterizedTest
    @MethodSource("values")
    void theValueSurvives(Object value) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("v", value);

        assertThat(Templates.compile("{{ v }}", Position.VALUE).evaluate(Event.of(data))).isEqualTo(value);
    }

    @Test
    void whatIsMissingIsUndefinedAndTextAroundMakesAText() {
        Event event = Event.of(Map.of("v", 7L));

        assertThat(Templates.compile("{{ nope.x }}", Position.VALUE).evaluate(event)).isEqualTo(Undefined.UNDEFINED);
        assertThat(Templates.compile("{{ v }} ", Position.VALUE).evaluate(event)).isEqualTo("7 ");
        assertThat(Templates.compile("v", Position.VALUE).isLiteral()).isTrue();
        assertThat(Templates.render("{{ 12345678901234567890.10 }}", Position.TEXT, event))
                .isEqualTo("12345678901234567890.10");
    }
}
