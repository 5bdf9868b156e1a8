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
import java.util.AbstractSequentialList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.webhookscript.template.Templates.Event;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A template or an event can be too much, but the response is always a TemplateException, and the work is bounded. */
@Tag("slow")
class LimitsHoldForAnyTemplateAndEventTest {

    static List<String> tooMuch() {
        return List.of(
                "{{ 'x' * 2000000 }}", "{{ [1] * 2000000 }}", "{{ 'x' * 99999999999999999999 }}",
                "{% for a in big %}{% for b in big %}x{% endfor %}{% endfor %}",
                "{% set s = 'xxxxxxxxxx' %}" + "{% set s = s ~ s ~ s ~ s ~ s ~ s ~ s ~ s ~ s ~ s %}".repeat(7) + "{{ s }}",
                "{% set n = 99999999999 %}" + "{% set n = n * n %}".repeat(40) + "{{ n }}",
                "{{ text|replace('', text) }}", "{{ big|join(text) }}", "{{ huge + 1 }}", "{{ huge|int }}",
                "{{ 99e99999999999999999999 }}",
                "{{ 1.0e-99999999999 + 1 }}", "{{ huge % 7 }}",
                "{{ huge|round }}", "{{ deep|tojson }}", "{{ deep == deep2 }}", "{{ deep }}", "{{ [deep, deep2]|sort }}",
                "{% for a in big %}{{ text|upper|lower|upper|lower|length }}{% endfor %}", "{{ [deep, deep2]|unique|list }}");
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void whatIsTooMuchEndsInAnError(String template) {
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> Templates.render(template, Position.TEXT, event()))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "(", "[", "{", "-", "not ", "a.b[", "a if b else ", "x|default(", "a + ", "a and ", "a or ", "a|d", "{% if a %}",
            "a == ", "a ~ ", "a * ", "+", "a[0]", ".a", "{'a':", "{% for a in b %}", "a is defined and " })
    void deepTemplatesNeverOverflowTheStack(String part) {
        String repeated = part.repeat(60_000 / part.length());
        for (String text : List.of("{{ " + repeated + " }}", "{{ a" + repeated + "a }}", repeated, "{{ " + repeated + "a }}")) {
            String result;
            try {
                result = Templates.render(text, Position.TEXT, Event.of(Map.of("a", 1L)));
            } catch (TemplateException e) {
                result = e.problem();
            }
            assertThat(result).isNotNull();
        }
    }

    @Test
    void manyOperandsOfTheSameOperatorAreFineWhereTheyAreFlat() {
        String text = "{{ a" + " ~ a".repeat(5000) + " }}";

        assertThat(Templates.render(text, Position.TEXT, Event.of(Map.of("a", 1L)))).hasSize(5001);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{{ text is upper }}", "{{ text is lower }}", "{{ text.0 }}", "{{ text[0] }}", "{{ text|length }}",
            "{{ text|first }}",
            "{{ text|hash }}", "{{ text|b64encode }}", "{{ text == text ~ '' }}", "{{ 'q' in text }}" })
    void whatLooksAtAWholeTextIsChargedForItsLength(String template) {
        assertThat(Templates.compile(template, Position.TEXT).work(event())).isGreaterThan(100_000 / 64);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{% for x in l %}{{ x }}{{ loop.previtem }}{% endfor %}", "{{ l|join }}", "{{ l[::-1] }}", "{{ l|sort }}",
            "{{ l|unique }}",
            "{% for x in l|reverse if x %}{{ loop.last }}{% endfor %}", "{{ l|map('string')|max }}", "{{ l|last }}" })
    void aLinkedListIsWalkedOnceAndNotForEachItem(String template) {
        long steps = steps(template, 500);

        assertThat(steps(template, 5000)).isBetween(steps, 11 * steps);
    }

    @Test
    void indexesOfALinkedListAreChargedForTheWay() {
        String template = "{% for i in n %}{{ l[i] }}{% endfor %}";

        assertThat(Templates.compile(template, Position.TEXT).work(Event.of(Map.of("l", linked(10_000), "n", List.of(1L, 2L)))))
                .isGreaterThan(2 * 10_000 / 8);
    }

    /** How many items are handed out by a list that can only be walked. */
    private static long steps(String template, int size) {
        Walked list = new Walked(linked(size));
        Templates.render(template, Position.TEXT, Event.of(Map.of("l", list)));
        return list.steps.get();
    }

    private static LinkedList<Long> linked(int size) {
        return LongStream.range(0, size).boxed().collect(Collectors.toCollection(LinkedList::new));
    }

    private static final class Walked extends AbstractSequentialList<Long> {

        private final LinkedList<Long> items;
        private final AtomicLong steps = new AtomicLong();

        Walked(LinkedList<Long> items) {
            this.items = items;
        }

        @Override
        public ListIterator<Long> listIterator(int index) {
            steps.addAndGet(index + 1L);
            return items.listIterator(index);
        }

        @Override
        public Object[] toArray() {
            steps.addAndGet(size());
            return items.toArray();
        }

        @Override
        public int size() {
            return items.size();
        }
    }

    private static Event event() {
        Map<String, Object> data = new HashMap<>();
        data.put("big", Collections.nCopies(5000, 1L));
        data.put("text", "ab".repeat(50_000));
        data.put("huge", new BigDecimal("1E+900000000"));
        data.put("deep", deep());
        data.put("deep2", deep());
        return Event.of(data);
    }

    private static Object deep() {
        Object value = "x";
        for (int i = 0; i < 100_000; i++) {
            value = i % 2 == 0 ? Map.of("a", value) : new ArrayList<>(List.of(value));
        }
        return value;
    }
}
