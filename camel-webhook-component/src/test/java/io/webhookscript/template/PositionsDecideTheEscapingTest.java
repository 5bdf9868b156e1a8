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
import java.util.stream.Stream;

import io.webhookscript.template.Templates.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.of;

/** Where a placeholder stands decides how it is escaped, and what may not stand there is refused with its place. */
class PositionsDecideTheEscapingTest {

    private static final Event EVENT = Event
            .json("""
                    {"a": "a/b c&d", "q": "O'\\"Neil\\n<x>", "n": 7, "dots": "..", "one": ".", "e": "", "l": [1, 2], "m": {"k": "v"},
                     "z": null, "u": "é", "crlf": "a\\r\\nb", "enc": "%2e%2e", "ctl": "\\u0001", "slack": "T0/B0/x y",
                     "context": {"base": "https://x.example/api", "slash": "https://x.example/api/", "bad": "ftp://x", "q": "https://x.example/?a=1",
                     "user": "https://u@x.example", "rel": "x.example", "dots": "https://x.example/a/../b"}}""");

    static Stream<Arguments> written() {
        return Stream.of(
                of(Position.URL, "https://h.example/{{ a }}?x={{ a }}", "https://h.example/a%2Fb%20c%26d?x=a%2Fb%20c%26d"),
                of(Position.URL, "{{ context.base }}/c/{{ n }}", "https://x.example/api/c/7"),
                of(Position.URL, "{{ context.slash }}/c/{{ n }}", "https://x.example/api/c/7"),
                of(Position.URL, "{{ context.base }}", "https://x.example/api"),
                of(Position.URL, "{{ context.base }}?q={{ z }}", "https://x.example/api?q="),
                of(Position.URL, "https://h.example/{{ slack | path }}", "https://h.example/T0/B0/x%20y"),
                of(Position.URL, "https://h.example/{{ a | urlencode }}", "https://h.example/a%2Fb%20c%26d"),
                of(Position.URL, "https://h.example/?x={{ a | urlencode }}", "https://h.example/?x=a/b%20c%26d"),
                of(Position.URL, "https://h.example/x{{ dots }}", "https://h.example/x.."),
                of(Position.URL, "https://h.example/{{ enc }}", "https://h.example/%252e%252e"),
                of(Position.URL, "https://t-{{ n }}.h.example:8443/", "https://t-7.h.example:8443/"),
                of(Position.URL, "https://[::1]:8080/{{ n }}", "https://[::1]:8080/7"),
                of(Position.FORM, "{{ a }}", "a%2Fb%20c%26d"),
                of(Position.FORM, "x y{{ u }}", "x%20y%C3%A9"),
                of(Position.HEADER, "id {{ n }}", "id 7"),
                of(Position.XML, "<a b=\"{{ q }}\">{{ q }}</a>",
                        "<a b=\"O&apos;&quot;Neil&#10;&lt;x&gt;\">O'\"Neil\n&lt;x&gt;</a>"),
                of(Position.XML, "<a>{{ crlf }}</a>", "<a>a&#13;\nb</a>"),
                of(Position.JSON, "{\"a\": {{ q }}, \"b\": \"{{ q }}!\"}",
                        "{\"a\": \"O'\\\"Neil\\n<x>\", \"b\": \"O'\\\"Neil\\n<x>!\"}"),
                of(Position.JSON, "[{{ z }}, {{ nope }}, {{ m }}, {{ l|tojson }}]", "[null, null, {\"k\":\"v\"}, [1,2]]"),
                of(Position.JSON, "[1/* {{ q }} */,2]// {{ crlf }}", "[1 ,2]"),
                of(Position.JSON, "[{% for x in l %}{{ x }}{% if not loop.last %},{% endif %}{% endfor %}]", "[1,2]"),
                of(Position.JSON, "{\"a\": \"// {{ n }} /* \"}", "{\"a\": \"// 7 /* \"}"),
                of(Position.TEXT, "{{ q }}{{ m }}", "O'\"Neil\n<x>{\"k\":\"v\"}"));
    }

    @ParameterizedTest
    @MethodSource("written")
    void eachIsWrittenForItsPlace(Position position, String template, String expected) {
        assertThat(Templates.render(template, position, EVENT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "URL; https://h.example/{{ e }}", "URL; https://h.example/{{ nope }}/x", "URL; https://h.example/{{ dots }}",
            "URL; https://h.example/{{ one }}/x", "URL; https://h.example/.{{ one }}", "URL; https://h.example/%2e{{ one }}",
            "URL; https://h.example/{{ enc | safe }}", "URL; https://h.example/{{ l }}", "URL; https://h.example/?x={{ m }}",
            "URL; https://{{ a }}.example/", "URL; https://{{ e }}.example/", "URL; {{ context.bad }}",
            "URL; {{ context.q }}/x",
            "URL; {{ context.user }}", "URL; {{ context.rel }}/x", "URL; {{ context.nope }}/x", "URL; {{ context.dots }}/x",
            "URL; https://h.example/../x", "URL; https://h.example/%2E%2e/x", "URL; https://h.example/{% if n %}..{% endif %}",
            "URL; https://h.example/{% if n %}%2e{% endif %}{% if n %}./x{% endif %}",
            "HEADER; {{ crlf }}", "HEADER; {{ u }}",
            "XML; <a>{{ ctl }}</a>", "JSON; {\"a\": {{ n }} {{ n }}}", "JSON; [{% if n %}{{ n }}{% endif %}{{ n }}]",
            "JSON; [{% for x in l %}{{ x }}{% endfor %}]", "JSON; [{% if n %}-{% endif %}{{ n }}]",
            "JSON; [{{ n }}{% if n %}.5{% endif %}]", "JSON; [-{{ q | safe }}]" })
    void whatDoesNotFitIsAnErrorOfTheRendering(Position position, String template) {
        Template compiled = Templates.compile(template, position);

        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> compiled.render(EVENT))
                .satisfies(e -> assertThat(e.line()).isEqualTo(1)).satisfies(e -> assertThat(e.column()).isPositive());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "URL; 1; {{ a }}/x", "URL; 1; /relative", "URL; 11; https://h:{{ n }}/", "URL; 12; https://h/x y",
            "URL; 12; https://u:p@h/", "URL; 11; https://h/#f", "URL; 10; https://u@h/", "URL; 19; {{ context.base }}:80/",
            "URL; 19; {{ context.base }}{{ n }}", "HEADER; 2; a\u00e9", "XML; 6; <a> <{{ n }}>", "XML; 5; <!--{{ n }}-->",
            "XML; 6; <a b={{ n }}/>", "JSON; 3; [-{{ n }}]", "JSON; 3; [1{{ n }}]", "JSON; 9; [{{ n }}0]",
            "JSON; 9; [{{ n }}{{ n }}]",
            "JSON; 18; [{{ n | tojson }}{{ n | tojson }}]", "JSON; 4; {\"a", "JSON; 4; {% if n %}\"{% endif %}",
            "JSON; 4; {% for x in l %}\"{% endfor %}" })
    void whatMayNeverStandThereIsAnErrorWhenCompiled(Position position, int column, String template) {
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> Templates.compile(template, position))
                .satisfies(e -> assertThat(e.line()).isEqualTo(1)).satisfies(e -> assertThat(e.column()).isEqualTo(column));
    }

    @Test
    void theOriginTellsWhatItDependsOn() {
        Template template = Templates.compile(
                "{% set t = event.tenant %}{% if event.eu %}https://{{ t }}.eu{% else %}https://us{% endif %}.example/{{ contact.id }}",
                Position.URL);

        assertThat(template.originReferences()).extracting(Reference::root, Reference::fields).containsExactlyInAnyOrder(
                org.assertj.core.groups.Tuple.tuple("event", List.of("tenant")),
                org.assertj.core.groups.Tuple.tuple("event", List.of("eu")));
        assertThat(Templates.compile("https://x.example/{{ contact.id }}", Position.URL).originReferences()).isEmpty();
        assertThat(Templates.compile("{{ context.base }}/x", Position.URL).originReferences()).extracting(Reference::root)
                .containsOnly("context");
    }

    @Test
    void whatReadsASecretIsRevealedBeforeAndAfterEscapingAndNothingElse() {
        Event event = Event.of(Map.of("secret", Map.of("k", "a b"), "n", 7L, "name", "public"));

        Templates.render("{% set s = secret.k ~ '!' %}https://h.example/{{ n }}/{{ name }}?k={{ s }}&x={{ name }}",
                Position.URL, event);

        assertThat(event.revealed()).containsExactlyInAnyOrder("a b!", "a%20b%21");
    }

    @Test
    void strictMakesPrintingUndefinedAnError() {
        TemplateCompiler strict = new TemplateCompiler(Map.of(), Set.of(), true);

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> strict.compile(TemplateSource.of("a {{ nope }}"), Position.TEXT).render(EVENT))
                .satisfies(e -> assertThat(e.column()).isEqualTo(3));
        assertThat(
                strict.compile(TemplateSource.of("{{ nope|default('d') }}{{ nope is defined }}"), Position.TEXT).render(EVENT))
                .isEqualTo("dfalse");
    }
}
