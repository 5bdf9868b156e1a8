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
package io.webhookscript.language;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

import io.webhookscript.template.TemplateException;
import io.webhookscript.template.Undefined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonPathReadsTheResponseTest {

    private static final BigInteger LONG_ID = new BigInteger("12345678901234567890");
    private static final Map<String, Object> BODY = Map.of(
            "id", LONG_ID,
            "price", new BigDecimal("10.10"),
            "items",
            List.of(Map.of("sku", "a", "price", new BigDecimal("0.10")), Map.of("sku", "b", "price", new BigDecimal("7"))),
            "empty", List.of());

    @Test
    void keepsEveryDigitOfANumber() {
        assertThat(read("$.id")).isEqualTo(LONG_ID);
        assertThat(read("$.price")).isEqualTo(new BigDecimal("10.10"));
    }

    @Test
    void definitePathWithoutAValueIsUndefined() {
        assertThat(read("$.nothing.here")).isEqualTo(Undefined.UNDEFINED);
        assertThat(read("$.items[7].sku")).isEqualTo(Undefined.UNDEFINED);
    }

    @Test
    void indefinitePathGivesAList() {
        assertThat(read("$.items[*].sku")).isEqualTo(List.of("a", "b"));
        assertThat(read("$..sku")).isEqualTo(List.of("a", "b"));
        assertThat(read("$.items[?(@.price > 5)].sku")).isEqualTo(List.of("b"));
        assertThat(read("$.items[?(@.sku == 'z')]")).isEqualTo(List.of());
    }

    @Test
    void filterComparesNumbersExactly() {
        assertThat(read("$.items[?(@.price == 0.1)].sku")).isEqualTo(List.of("a"));
    }

    @Test
    void listOfAnIndefinitePathCannotBeChanged() {
        List<?> found = (List<?>) read("$.items[*].sku");

        assertThatThrownBy(() -> found.remove(0)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void nullInTheAnswerIsNullAndNotUndefined() {
        java.util.HashMap<String, Object> body = new java.util.HashMap<>();
        body.put("nickname", null);

        assertThat(ResponseRoots.compile("jsonpath", "$.nickname").evaluate(ResponseRoots.body(body))).isNull();
    }

    @Test
    void readsTheEventWhereThereIsNoAnswer() {
        Object value = ResponseRoots.compile("jsonpath", "$.contact.id")
                .evaluate(ResponseRoots.roots(Map.of("event", Map.of("contact", Map.of("id", 7L)))));

        assertThat(value).isEqualTo(7L);
    }

    @Test
    void textIsNotParsedAgain() {
        assertThat(ResponseRoots.compile("jsonpath", "$.id").evaluate(ResponseRoots.body("{\"id\": 7}")))
                .isEqualTo(Undefined.UNDEFINED);
    }

    @ParameterizedTest
    @ValueSource(strings = { "$.items[", "$..", "", "$.a[?(@.b ==)]" })
    void whatIsNoPathFailsWhenItIsCompiled(String text) {
        assertThatThrownBy(() -> ResponseRoots.compile("jsonpath", text)).isInstanceOf(TemplateException.class);
    }

    @Test
    void changesNothingInTheAnswer() {
        assertThatThrownBy(() -> read("$.items.append( 'x')")).isInstanceOf(TemplateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "$.items[*].price.sum()", "$.items[*].price.avg()", "$.items[*].price.min()",
            "$.items[*].price.max()", "$.items[*].price.stddev()" })
    void refusesFunctionsThatRoundNumbers(String text) {
        assertThatThrownBy(() -> ResponseRoots.compile("jsonpath", text)).isInstanceOf(TemplateException.class)
                .satisfies(e -> assertThat(((TemplateException) e).problem()).contains("floating point"));
    }

    @Test
    void countsWithLength() {
        assertThat(read("$.items.length()")).isEqualTo(2L);
    }

    private static Object read(String path) {
        return ResponseRoots.compile("jsonpath", path).evaluate(ResponseRoots.body(BODY));
    }
}
