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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webhookscript.template.DataRoots;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;
import io.webhookscript.template.TemplateSource.FilePosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class MvelReadsTheDataRootsTest {

    private static final BigInteger LONG_ID = new BigInteger("12345678901234567890");

    @Test
    void computesOverTheAnswer() {
        assertThat(evaluate("response.body.items.size() * 2")).isEqualTo(4L);
        assertThat(evaluate("response.status == 200 && contact.tier == 'gold'")).isEqualTo(true);
        assertThat(evaluate("response.body.items[1].sku")).isEqualTo("b");
    }

    @Test
    void numbersStayExact() {
        assertThat(evaluate("response.body.id")).isEqualTo(LONG_ID);
        assertThat(evaluate("response.body.id + 1")).isEqualTo(LONG_ID.add(BigInteger.ONE));
        assertThat(evaluate("response.body.price")).isEqualTo(new BigDecimal("10.10"));
        assertThat((BigDecimal) evaluate("response.body.price * 3")).isEqualByComparingTo("30.30");
    }

    @Test
    void resultIsPlainAndCannotBeChanged() {
        Map<?, ?> map = (Map<?, ?>) evaluate("['n': 1, 'list': [1, 2]]");

        assertThat(map).isEqualTo(Map.of("n", 1L, "list", List.of(1L, 2L)));
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void ownVariablesLastForOneEvaluation() {
        assertThat(evaluate("x = response.body.items.size(); y = x + 1; y * 2")).isEqualTo(6L);
        assertThatThrownBy(() -> evaluate("y")).isInstanceOf(TemplateException.class);
    }

    @Test
    void theDataCannotBeChanged() {
        DataRoots roots = roots();

        assertThatThrownBy(() -> ResponseRoots.compile("mvel", "contact.clear()").evaluate(roots))
                .isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> ResponseRoots.compile("mvel", "contact.tier = 'x'").evaluate(roots))
                .isInstanceOf(TemplateException.class);
        assertThat(ResponseRoots.compile("mvel", "contact.tier").evaluate(roots)).isEqualTo("gold");
    }

    @Test
    void resultThatIsNoDataIsAnError() {
        TemplateException e
                = catchThrowableOfType(TemplateException.class, () -> evaluate("new java.util.concurrent.CountDownLatch(1)"));

        assertThat(e.problem()).contains("CountDownLatch");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
            "unknown root, nobody.id", "null receiver, contact.nobody.id", "unknown method, contact.tier.explode()",
            "endless, def f(x) { f(x) } f(1)" })
    void evaluationThatFailsIsATemplateException(String name, String text) {
        assertThatThrownBy(() -> evaluate(text)).isInstanceOf(TemplateException.class);
    }

    @Test
    void anErrorNamesTheLineOfTheScript() {
        TemplateSource source = new TemplateSource(
                "crm.webhookscript.yaml", "response.variables.total.mvel", "1 + (2",
                offset -> new FilePosition(41, 20 + offset));

        TemplateException e = catchThrowableOfType(
                TemplateException.class, () -> ResponseRoots.LANGUAGES.compile("mvel", source, Map.of()));

        assertThat(e.line()).isEqualTo(41);
        assertThat(e.source().field()).isEqualTo("response.variables.total.mvel");
    }

    @Test
    void sameExpressionReadsReceiversOfAnyType() {
        var expression = ResponseRoots.compile("mvel", "response.body.x");
        for (int i = 0; i < 50; i++) {
            assertThat(expression.evaluate(ResponseRoots.body(Map.of("x", 1L)))).isEqualTo(1L);
            assertThat(expression.evaluate(ResponseRoots.body(new java.util.TreeMap<>(Map.of("x", "t"))))).isEqualTo("t");
            assertThat(expression
                    .evaluate(ResponseRoots.body(Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("x", List.of(1L)))))))
                    .isEqualTo(List.of(1L));
            assertThatThrownBy(() -> expression.evaluate(ResponseRoots.body(List.of("x"))))
                    .isInstanceOf(TemplateException.class);
        }
    }

    private static Object evaluate(String text) {
        return ResponseRoots.compile("mvel", text).evaluate(roots());
    }

    private static DataRoots roots() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", LONG_ID);
        body.put("price", new BigDecimal("10.10"));
        body.put("items", List.of(Map.of("sku", "a"), Map.of("sku", "b")));
        return ResponseRoots.roots(Map.of("contact", Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("tier", "gold"))),
                "response", Map.of("status", 200L, "body", Collections.unmodifiableMap(body))));
    }
}
