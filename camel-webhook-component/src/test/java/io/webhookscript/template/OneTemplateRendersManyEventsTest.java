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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.webhookscript.template.Templates.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A template works with the same buffers again and again: nothing of one event shows in what another's becomes. */
class OneTemplateRendersManyEventsTest {

    @Test
    void aShorterTextFollowsALongerOne() {
        Template template = Templates.compile("[{% for x in l %}\"{{ x }}\"{% if not loop.last %}, {% endif %}{% endfor %}]",
                Position.JSON);

        assertThat(template.render(Event.of(Map.of("l", List.of("a\"b", "long".repeat(100)))))).contains("a\\\"b", "longlong");
        assertThat(template.render(Event.of(Map.of("l", List.of("c"))))).isEqualTo("[\"c\"]");
        assertThat(template.render(Event.of(Map.of()))).isEqualTo("[]");
    }

    @Test
    void aVariableOfOneEventIsUnsetInTheNext() {
        Template template = Templates.compile("{% if a %}{% set x = a %}{% endif %}<{{ x }}>", Position.TEXT);

        assertThat(template.render(Event.of(Map.of("a", "1")))).isEqualTo("<1>");
        assertThat(template.render(Event.of(Map.of()))).isEqualTo("<>");
    }

    @Test
    void theLimitsAreThoseOfOneRendering() {
        Template template = Templates.compile("{% for x in l %}{% endfor %}.", Position.TEXT);
        Event event = Event.of(Map.of("l", LongStream.range(0, Limits.LOOP_STEPS).boxed().toList()));

        assertThat(template.render(event)).isEqualTo(".");
        assertThat(template.render(event)).isEqualTo(".");
    }

    @Test
    void anErrorLeavesNothingBehind() {
        Template template = Templates.compile("https://example.com/{{ a }}/x", Position.URL);

        assertThat(template.render(Event.of(Map.of("a", ".hidden")))).isEqualTo("https://example.com/.hidden/x");
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> template.render(Event.of(Map.of("a", ".."))));
        assertThat(template.render(Event.of(Map.of("a", "b")))).isEqualTo("https://example.com/b/x");
    }

    @Test
    void aFilterMayRenderTheTemplateThatCallsIt() {
        AtomicReference<Template> itself = new AtomicReference<>();
        FilterFunction nested = (value, arguments) -> itself.get()
                .render(root -> root.equals("depth") ? (Long) value - 1 : Undefined.UNDEFINED);
        itself.set(new TemplateCompiler(Map.of("nested", nested), Set.of(), false).compile(
                TemplateSource.of("({{ depth }}{% if depth > 0 %}{{ depth | nested }}{% endif %})"), Position.TEXT));

        assertThat(itself.get().render(Event.of(Map.of("depth", 2L)))).isEqualTo("(2(1(0)))");
    }

    @Test
    void manyThreadsGetTheirOwnTexts() {
        Template template = Templates.compile("{\"n\": {{ n }}, \"t\": \"{{ t }}\"}", Position.JSON);

        assertThat(IntStream.range(0, 20_000).parallel().filter(
                n -> !template.render(Event.of(Map.of("n", n, "t", "\n" + n)))
                        .equals("{\"n\": " + n + ", \"t\": \"\\n" + n + "\"}")))
                .isEmpty();
    }

    @Test
    void aClearedBufferHoldsNoText() {
        SourcePosition start = new SourcePosition(TemplateSource.of(""), 0);
        Output out = new Output(start);
        out.append("secret of an event");
        out.deleteCharAt(3);
        out.clear(start);

        assertThat(out.toString()).isEmpty();
        assertThat(out.chars()).containsOnly('\0');
    }

    @ParameterizedTest
    @ValueSource(longs = {
            0, 9, 10, Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, 3_000_000_000L, 3_000_000_007L,
            1718752956560L, 999_999_999_999_999_999L, 1_000_000_000_000_000_000L, Long.MAX_VALUE, -1, Long.MIN_VALUE })
    void numbersAreWrittenDigitByDigit(long number) {
        assertThat(Templates.render("[{{ n }}, \"{{ n }}\"]", Position.JSON, Event.of(Map.of("n", number))))
                .isEqualTo("[" + number + ", \"" + number + "\"]");
    }
}
