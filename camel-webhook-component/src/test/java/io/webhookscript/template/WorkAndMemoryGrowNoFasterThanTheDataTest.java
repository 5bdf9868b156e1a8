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

import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import io.webhookscript.template.Templates.Event;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Data of 1, 10 and 64 KiB, in texts, lists, maps and levels: the steps that are charged, the items that are read and
 * the bytes that are allocated grow as it does, for every filter, test, operator, tag and position. What is quadratic
 * grows 41 times from 10 to 64 KiB, and 4,096 times from 1. A sort takes n log n steps: twice as many, at most.
 */
@Tag("slow")
class WorkAndMemoryGrowNoFasterThanTheDataTest {

    private static final int KIB = 1024;
    /** What every rendering may take, whatever its data: tables and buffers at their first size. */
    private static final long BYTES = 64 * KIB;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Map<Position, List<String>> TEMPLATES = Map.of(
            Position.TEXT, List.of(
                    // filters of texts
                    "{{ t|default('x') }}", "{{ ''|d(t, true) }}", "{{ t|string }}", "{{ t|safe }}", "{{ t|upper }}",
                    "{{ q|lower }}",
                    "{{ t|capitalize }}", "{{ t|trim }}", "{{ t|trim('ab') }}", "{{ ' '|trim(t) }}", "{{ t|trim(t) }}",
                    "{{ t|replace('a', 'bb') }}", "{{ t|replace(t, 'x') }}", "{{ (t ~ 'b')|replace(t, '') }}",
                    "{{ t|replace('', '-') }}",
                    "{{ w|truncate(9) }}", "{{ w|truncate(500) }}", "{{ t|truncate(w|length) }}", "{{ t|length }}",
                    "{{ t|count }}",
                    "{{ t|first }}", "{{ t|last }}", "{{ t|list }}", "{{ t|reverse }}", "{{ t|join('-') }}",
                    "{{ t|unique|join }}",
                    "{{ t|sort|join }}", "{{ t|min }}", "{{ t|max }}", "{{ t|map('upper')|join }}",
                    "{{ t|select('eq', 'a')|list|length }}",
                    // numbers
                    "{{ t|int }}", "{{ t|float }}", "{{ digits|int }}", "{{ digits|float }}", "{{ number|abs }}",
                    "{{ number|round }}",
                    "{{ number|round(2, 'ceil') }}", "{{ number|int }}", "{{ number|float }}", "{{ l|sum }}",
                    // codes
                    "{{ t|tojson }}", "{{ q|tojson }}", "{{ q|urlencode }}", "{{ m|urlencode }}", "{{ q|path }}",
                    "{{ q|b64encode }}",
                    "{{ code|b64decode }}", "{{ t|hash }}", "{{ t|hmac(t) }}", "{{ bytes|hash }}", "{{ bytes|b64encode }}",
                    "{{ bytes }}",
                    "{% for x in o %}{{ x.at|date('dd.MM.yyyy') }}{% endfor %}",
                    // lists and maps
                    "{{ l|join(', ') }}", "{{ o|join('-', attribute='name') }}", "{{ l|length }}", "{{ l|first }}",
                    "{{ l|last }}",
                    "{{ l|list }}", "{{ m|items }}", "{{ m|list }}", "{{ m|length }}", "{{ l|reverse|list }}", "{{ l|sort }}",
                    "{{ l|sort(reverse=true) }}", "{{ s|sort }}", "{{ o|sort(attribute='name') }}", "{{ l|unique|list }}",
                    "{{ s|unique|list }}", "{{ o|unique(attribute='id')|list }}", "{{ o|sum(attribute='id') }}",
                    "{{ l|min }}", "{{ s|max }}", "{{ o|min(attribute='id') }}", "{{ o|map(attribute='name')|join }}",
                    "{{ s|map('replace', 'a', 'b')|list }}", "{{ l|select('odd')|list }}", "{{ l|reject('gt', 9)|list }}",
                    "{{ o|selectattr('id', 'even')|list }}", "{{ o|rejectattr('on')|list }}", "{{ l|tojson }}",
                    "{{ m|tojson }}",
                    "{{ o|tojson }}", "{{ deep|tojson }}", "{{ deep|length }}",
                    // tests
                    "{{ t is defined }}", "{{ t is undefined }}", "{{ t is none }}", "{{ t is string }}",
                    "{{ number is number }}",
                    "{{ number is integer }}", "{{ number is float }}", "{{ t is boolean }}", "{{ t is true }}",
                    "{{ t is false }}",
                    "{{ m is mapping }}", "{{ l is sequence }}", "{{ l is iterable }}", "{{ l is sameas l }}",
                    "{{ number is odd }}", "{{ number is even }}",
                    "{{ number is divisibleby 7 }}", "{{ 'b' is in t }}", "{{ -1 is in l }}", "{{ 'no' is in m }}",
                    "{{ t is eq t2 }}",
                    "{{ l is eq l2 }}", "{{ m is eq m2 }}", "{{ o is ne o2 }}", "{{ t is lt t2 }}", "{{ l is le l2 }}",
                    "{{ t is gt t2 }}",
                    "{{ l is ge l2 }}", "{{ t is upper }}", "{{ t is lower }}",
                    // operators
                    "{{ l + l2 }}", "{{ t + t2 }}", "{{ number + number }}", "{{ number - 1 }}", "{{ -number }}", "{{ t * 2 }}",
                    "{{ l * 2 }}",
                    "{{ number * 3 }}", "{{ number / 3 }}", "{{ number // 3 }}", "{{ number % 3 }}", "{{ t ~ l ~ m }}",
                    "{{ t == t2 }}", "{{ t == t ~ '' }}",
                    "{{ l == l2 }}", "{{ m == m2 }}", "{{ o == o2 }}", "{{ t != t2 }}", "{{ l != l2 }}", "{{ t < t2 }}",
                    "{{ l < l2 }}",
                    "{{ t <= t2 <= t }}", "{{ t > t2 }}", "{{ l > l2 }}", "{{ t >= t2 }}", "{{ 'aaaaaaaaab' in t }}",
                    "{{ (t ~ 'b') in t }}",
                    "{{ (half ~ 'b' ~ half) in t }}", "{{ 'b' not in t }}", "{{ l2 in [l] }}", "{{ 'x' not in m }}",
                    "{{ t and l }}",
                    "{{ none or m }}", "{{ not l }}", "{{ t if l else m }}", "{{ [t, l, m] }}", "{{ {'a': t, 'b': l} }}",
                    // paths
                    "{{ t.0 }}", "{{ t[-1] }}", "{{ t[1:] }}", "{{ t[::-1] }}", "{{ t[::2] }}", "{{ l[-1] }}", "{{ l[::3] }}",
                    "{{ m.k7 }}",
                    "{{ m['k7'] }}", "{{ m.nope }}", "{{ deep.0.0 }}",
                    // tags
                    "{% if t %}{{ t }}{% elif l %}{% else %}{{ m }}{% endif %}", "{% if l == l2 %}{{ l }}{% endif %}",
                    "{% for x in l %}{{ x }},{% endfor %}",
                    "{% for x in l[::2] if x is odd %}{{ loop.index }}{% else %}none{% endfor %}",
                    "{% for k, v in m|items %}{{ k }}={{ v }}{% if not loop.last %},{% endif %}{% endfor %}",
                    "{% for x in o %}{{ loop.previtem.id }}{{ x.name|upper }}{{ loop.revindex }}{% endfor %}",
                    "{% for k in m %}{{ m[k] }}{% endfor %}", "{% for i in l %}{{ t2 is defined }}{{ l[i] }}{% endfor %}",
                    "{% set x = t %}{{ x }}", "{% set x %}{{ t }}{{ l }}{% endset %}{{ x }}",
                    "{% set x|upper %}{{ t }}{% endset %}{{ x }}",
                    "{% for x in l %}{% set y = x ~ x %}{{ y }}{% endfor %}",
                    "{{ t|split }}", "{{ t|split('a') }}", "{{ q|escape }}", "{{ q|e }}", "{{ hex|hexdecode }}",
                    "{{ m|dictsort }}", "{{ '%s %5s'|format(t, l) }}",
                    "{% raw %}{{ t }}{% endraw %}{# {{ t }} #}"),
            Position.JSON, List.of(
                    "{\"t\": \"{{ q }}\"}", "[{{ l }}, {{ m }}, {{ q }}]", "{{ deep }}", "{{ o }}", "{{ o|tojson }}",
                    "[{% for x in o %}{\"n\": \"{{ x.name }}\", \"i\": {{ x.id }}}{% if not loop.last %}, {% endif %}{% endfor %}]",
                    "{\"t\": {{ t }}} // {{ t }}", "{\"t\": \"{{ t|safe }}\"}"),
            Position.URL, List.of(
                    "https://h.example/{{ q }}", "https://h.example/{{ q|path }}?q={{ q }}",
                    "https://h.example/{{ q|urlencode }}",
                    "https://h.example/x{% for x in l %}/{{ x }}{% endfor %}?q={{ q|urlencode }}"),
            Position.HEADER, List.of("{{ t }}", "x={{ l }}"),
            Position.FORM, List.of("{{ q }}", "{% for k, v in m|items %}{{ k }}={{ v }}&{% endfor %}"),
            Position.XML, List.of("<a b=\"{{ q }}\">{{ q }}</a>", "<a>{% for x in o %}<n>{{ x.name }}</n>{% endfor %}</a>"),
            Position.JSON_LINES, List.of("{% for x in o %}{\"n\": \"{{ x.name }}\"}\n{{ x }}\n{% endfor %}"),
            Position.VALUE, List.of("{{ l }}", "{{ o|map(attribute='name')|list }}"));

    static Stream<Arguments> templates() {
        return TEMPLATES.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .flatMap(position -> position.getValue().stream().map(template -> Arguments.of(position.getKey(), template)));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void stepsGrowAsTheDataDoes(Position position, String template) {
        Template compiled = Templates.compile(template, position);
        int factor = template.contains("|sort") ? 2 : 1;

        long one = compiled.work(event(1));
        assertThat(compiled.work(event(10))).isLessThanOrEqualTo(factor * 11 * one + 20);
        assertThat(compiled.work(event(64))).isLessThanOrEqualTo(factor * 70 * one + 20);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void itemsAreReadAFewTimesEach(Position position, String template) {
        Template compiled = Templates.compile(template, position);
        Event event = event(64);
        compiled.evaluate(event);

        for (Object value : event.data().values()) {
            if (value instanceof CountedList list) {
                assertThat(list.reads).isLessThanOrEqualTo(10L * list.size());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void bytesGrowAsTheDataDoes(Position position, String template) {
        long one = bytes(template, position, event(1));
        long ten = bytes(template, position, event(10));
        long sixtyFour = bytes(template, position, event(64));

        assertThat(ten).isLessThanOrEqualTo(2 * 10 * one + BYTES);
        assertThat(sixtyFour).isLessThanOrEqualTo(2 * 64 * one + BYTES).isLessThanOrEqualTo(2 * 64 * ten / 10 + BYTES);
    }

    /** Of a first rendering, which finds no buffer to use again; the least of some, since some load classes. */
    private static long bytes(String template, Position position, Event event) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            Template compiled = Templates.compile(template, position);
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            compiled.evaluate(event);
            least = Math.min(least, THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        return least;
    }

    @Test
    void nothingOfTheLanguageIsLeftOut() {
        String all = String.join("\n", TEMPLATES.get(Position.TEXT));

        assertThat(BuiltIn.names()).allSatisfy(name -> assertThat(all).containsPattern("\\|" + name + "\\b"));
        assertThat(ValueTest.names()).allSatisfy(name -> assertThat(all).containsPattern(" is " + name + "\\b"));
        assertThat(List.of("==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "//", "%", "~", "in", "not in", "and", "or"))
                .allSatisfy(operator -> assertThat(all).contains(" " + operator + " "));
        assertThat(List.of("if", "elif", "else", "for", "set", "raw")).allSatisfy(tag -> assertThat(all).contains("{% " + tag));
        assertThat(TEMPLATES.keySet()).contains(Position.values());
    }

    /** Data that takes so much in memory, more or less; nested lists and numbers end before a limit does. */
    private static Event event(int kib) {
        int length = kib * KIB;
        int items = length / 8;
        Map<String, Object> data = new HashMap<>();
        data.put("t", "a".repeat(length));
        data.put("t2", "a".repeat(length));
        data.put("half", "a".repeat(length / 3));
        data.put("q", "\"<&\u00e4/a".repeat(length / 6));
        data.put("w", "ab cd, ".repeat(length / 7));
        data.put("hex", "6162".repeat(length / 4));
        data.put("code", "YWJj".repeat(length / 4));
        data.put("bytes", "a".repeat(length).getBytes(StandardCharsets.UTF_8));
        data.put("digits", "7".repeat(length / 80));
        data.put("number", BigInteger.TEN.pow(length / 80).add(BigInteger.ONE));
        data.put("l", new CountedList(items, i -> (i * 7919L) % items));
        data.put("l2", new CountedList(items, i -> (i * 7919L) % items));
        data.put("s", new CountedList(items, i -> "a" + (i * 7919L) % items));
        data.put("o", objects(items));
        data.put("o2", objects(items));
        data.put("m", map(items / 2));
        data.put("m2", map(items / 2));
        data.put("deep",
                IntStream.range(0, length / 70 + 2).<Object> mapToObj(i -> i).reduce("x", (inner, i) -> List.of(inner)));
        return Event.of(data);
    }

    private static List<?> objects(int items) {
        return new CountedList(
                items / 4, i -> Map.of("id", (i * 7919L) % items, "name", "n\"" + i, "on", i % 2 == 0,
                        "at", "2024-06-18T23:22:36Z"));
    }

    private static Map<String, Object> map(int size) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (long i = 0; i < size; i++) {
            map.put("k" + i, i);
        }
        return map;
    }

    /** Counts the items that it hands out. */
    private static final class CountedList extends AbstractList<@Nullable Object> implements RandomAccess {

        private final List<Object> items;
        private long reads;

        CountedList(int size, java.util.function.IntFunction<Object> item) {
            this.items = IntStream.range(0, size).mapToObj(item).toList();
        }

        @Override
        public Object get(int index) {
            reads++;
            return items.get(index);
        }

        @Override
        public int size() {
            return items.size();
        }
    }
}
