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

import java.util.Map;
import java.util.Set;

import io.webhookscript.template.Expression;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.TemplateSource;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("slow")
class LanguagesAreAllowedOnPurposeTest {

    private CamelContext camelContext;

    @BeforeEach
    void start() {
        camelContext = new DefaultCamelContext();
        camelContext.start();
    }

    @AfterEach
    void stop() {
        camelContext.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = { "simple", "groovy", "mvel", "nonsense" })
    void whatIsNotAllowedIsRefused(String language) {
        ExpressionLanguages languages = new ExpressionLanguages(Set.of("jsonpath"), camelContext);

        assertThatThrownBy(() -> languages.compile(language, TemplateSource.of("x"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("jsonpath");
    }

    @Test
    void simpleReadsTheAnswerAndTheRoots() {
        assertThat(allowed("simple", "${body[id]}-${header.ETag}-${variable.response[status]}")
                .evaluate(ResponseRoots.body(Map.of("id", 7L))))
                .isEqualTo("7-v1-200");
    }

    @Test
    void groovyKeepsNumbersExact() {
        assertThat(allowed("groovy", "body.id * 2").evaluate(ResponseRoots.body(Map.of("id", 7L)))).isEqualTo(14L);
    }

    @ParameterizedTest
    @ValueSource(strings = { "jsonpath", "xpath", "mvel", "simple", "groovy" })
    void resourceIsRefusedInEveryLanguage(String language) {
        assertThatThrownBy(() -> allowed(language, " resource:file:/etc/hostname")).isInstanceOf(TemplateException.class);
    }

    @Test
    void textThatIsNoExpressionFailsWhenItIsCompiled() {
        assertThatThrownBy(() -> allowed("simple", "${nonsense}")).isInstanceOf(TemplateException.class);
    }

    @Test
    void textThatIsNoGroovyIsATemplateExceptionWhenItIsEvaluated() {
        assertThatThrownBy(() -> allowed("groovy", "1 + (").evaluate(ResponseRoots.body(Map.of())))
                .isInstanceOf(TemplateException.class);
    }

    @Test
    void knowsWhatCamelKnows() {
        ExpressionLanguages languages = new ExpressionLanguages(Set.of("jsonpath"), camelContext);

        assertThat(languages.isKnown("mvel")).isTrue();
        assertThat(languages.isKnown("simple")).isTrue();
        assertThat(languages.isKnown("nonsense")).isFalse();
    }

    private Expression allowed(String language, String text) {
        Set<String> all = Set.of("jsonpath", "xpath", "mvel", "simple", "groovy");
        return new ExpressionLanguages(all, camelContext).compile(language, TemplateSource.of(text), Map.of());
    }
}
