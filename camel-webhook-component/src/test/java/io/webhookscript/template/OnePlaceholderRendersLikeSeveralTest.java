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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.webhookscript.template.Templates.Event;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** One placeholder with text around it, which has a short path, renders like a template of several. */
class OnePlaceholderRendersLikeSeveralTest {

    private static final String NOTHING = "{{ '' }}";

    @Property
    void asAHeaderAndAsText(
            @ForAll @CharRange(from = ' ', to = 'z') @StringLength(max = 5) String before,
            @ForAll("values") @Nullable Object value,
            @ForAll @CharRange(from = ' ', to = 'z') @StringLength(max = 5) String after) {
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("v", value);
        data.put("o", Map.of("v", "inner"));
        for (Position position : List.of(Position.HEADER, Position.TEXT, Position.VALUE, Position.FORM)) {
            for (String path : List.of("v", "o.v", "o.missing", "missing")) {
                String one = before + "{{ " + path + " }}" + after;
                String several = one + NOTHING;
                assertThat(outcome(one, position, data))
                        .isEqualTo(outcome(several, position, data).replace(several, one));
            }
        }
    }

    @Provide
    Arbitrary<@Nullable Object> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8), Arbitraries.strings().ascii().ofMaxLength(8),
                Arbitraries.longs(), Arbitraries.integers(), Arbitraries.doubles(), Arbitraries.of(true, false),
                Arbitraries.just(List.of("a", 1L)), Arbitraries.just(Map.of("k", "v"))).injectNull(0.1);
    }

    /** Returns the text, or the message of the error. */
    private static String outcome(String template, Position position, Map<String, @Nullable Object> data) {
        try {
            return "text " + Templates.render(template, position, Event.of(data));
        } catch (TemplateException e) {
            return "error " + e.getMessage();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Position.class, names = { "HEADER", "TEXT" })
    void upToTheSameLength(Position position) {
        TemplateCompiler compiler = new TemplateCompiler(Map.of(), Set.of(), false);
        Template template = compiler.compile(TemplateSource.of("id={{ v }};"), position);

        assertThat(template.render(Event.of(Map.of("v", "x".repeat(Limits.TEXT - 4))))).hasSize(Limits.TEXT);
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> template.render(Event.of(Map.of("v", "x".repeat(Limits.TEXT - 3)))))
                .withMessageContaining("more than " + Limits.TEXT + " characters");
    }

    @Test
    void andASecretIsToldToTheEvent() {
        Event event = Event.of(Map.of("secret", "s3cret"));

        assertThat(Templates.render("Bearer {{ secret }}", Position.HEADER, event)).isEqualTo("Bearer s3cret");
        assertThat(event.revealed()).contains("s3cret");
    }

    @Test
    void andAStrictScriptFailsWithoutTheValue() {
        TemplateCompiler strict = new TemplateCompiler(Map.of(), Set.of(), true);
        Template template = strict.compile(TemplateSource.of("tenant={{ tenant }}"), Position.HEADER);

        assertThat(template.render(Event.of(Map.of("tenant", "acme")))).isEqualTo("tenant=acme");
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> template.render(Event.of(Map.of())))
                .withMessageContaining("undefined").withMessageContaining("strict");
    }
}
