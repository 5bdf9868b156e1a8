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

import java.util.Map;

import io.webhookscript.template.Templates.Event;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** {@code split}, {@code escape}, {@code format}, {@code dictsort}, and what is said of those that are missing. */
class FiltersOfEverydayTextsTest {

    private static final Event EVENT
            = Event.of(Map.of("commit", "Fix <it> & \"go\"\n\nLonger\n", "amount", new java.math.BigDecimal("16.8"),
                    "labels", new java.util.TreeMap<>(Map.of("severity", "high", "Alertname", "Down")), "n", 42L));

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', value = {
            "{{ commit | split('\\n') | first }}§ Fix <it> & \"go\"", "{{ 'a,b,,c' | split(',') }}§ [\"a\",\"b\",\"\",\"c\"]",
            "{{ 'a b' | split | last }}§ b", "{{ '' | split(',') }}§ [\"\"]", "{{ '  ' | split }}§ []",
            "{{ 'a/b/c' | split('/', 1) }}§ [\"a\",\"b/c\"]", "{{ 'a b c' | split(none, 1) }}§ [\"a\",\"b c\"]",
            "{{ 'refs/heads/main' | split('/') | last }}§ main", "{{ nope | split(',') }}§ [\"\"]",
            "{{ commit | split('\\n') | first | escape }}§ Fix &lt;it&gt; &amp; &#34;go&#34;",
            "{{ \"it's <b>\" | escape(quotes=false) }}§ it's &lt;b&gt;", "{{ \"it's\" | e }}§ it&#39;s", "{{ n | escape }}§ 42",
            "{{ '%.2f EUR' | format(amount) }}§ 16.80 EUR", "{{ '%s/%s' | format('a', n) }}§ a/42",
            "{{ '%05.1f|%-4d|%+d|%x|%X' | format(2.25, 7, 7, 255, 255) }}§ 002.2|7   |+7|ff|FF",
            "{{ '%d%%' | format(99.9) }}§ 99%", "{{ '%5s|%-5s|%.2s' | format('ab', 'ab', 'abcd') }}§ `   ab|ab   |ab`",
            "{{ '%.2f' | format(-0.005) }}§ -0.00", "{{ '%f' | format(1) }}§ 1.000000", "{{ '%i' | format(-7) }}§ -7",
            "{{ '%04d' | format(-7) }}§ -007",
            "{{ '%s' | format(nope) }}§ ``", "{{ 'none' | format }}§ none",
            "{{ labels | dictsort }}§ [[\"Alertname\",\"Down\"],[\"severity\",\"high\"]]",
            "{% for k, v in labels | dictsort(reverse=true) %}{{ k }}={{ v }} {% endfor %}§ `severity=high Alertname=Down `",
            "{{ {'b': 1, 'A': 3, 'c': 2} | dictsort(by='value') }}§ [[\"b\",1],[\"c\",2],[\"A\",3]]",
            "{{ {'b': 1, 'A': 3} | dictsort(case_sensitive=true) | map('first') | join }}§ Ab" })
    void filtersGiveTheirResult(String template, String expected) {
        assertThat(Templates.render(template, Position.TEXT, EVENT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{{ 'a' | split('') }}", "{{ '%5000d' | format(1) }}", "{{ '%.99999f' | format(1) }}", "{{ '%q' | format(1) }}",
            "{{ '%' | format(1) }}",
            "{{ '%d' | format('x') }}", "{{ '%d' | format(nope) }}", "{{ 'x' | format(1) }}", "{{ '%(name)s' | format(1) }}",
            "{{ n | dictsort }}", "{{ labels | dictsort(by='size') }}",
            "{{ ('a,' * 500000 ~ 'a,' * 500000 ~ 'a,' * 50000) | split(',') }}" })
    void filtersRefuseWhatTheyCannotRead(String template) {
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> Templates.render(template, Position.TEXT, EVENT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', value = {
            "title§ capitalize", "groupby§ selectattr", "wordcount§ split", "striptags§ without tags", "indent§ replace",
            "center§ format", "batch§ slices",
            "slice§ slices", "attr§ value.name", "random§ message.id", "urlize§ URL", "wordwrap§ truncate",
            "xmlattr§ written out", "pprint§ tojson",
            "filesizeformat§ format", "forceescape§ escape" })
    void aFilterThatIsMissingOnPurposeSaysWhatToWrite(String filter, String instead) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Templates.compile("{{ n | " + filter + " }}", Position.TEXT))
                .satisfies(e -> assertThat(e.expected()).contains(instead));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', value = {
            "commit.split('\\n')[0]§ value | split", "commit.upper()§ value | upper", "commit.strip()§ trim",
            "labels.items()§ value | items", "labels.get('a', 1)§ default", "labels.a.startswith('x')§ [0:3]",
            "now().isoformat()§ without parentheses", "now.isoformat()§ date", "range(3)§ [1, 2, 3]",
            "labels['items']()§ a path", "foo(1)§ a path", "(commit)()§ operator" })
    void aCallSaysWhatToWriteInstead(String expression, String instead) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Templates.compile("{{ " + expression + " }}", Position.TEXT))
                .withMessageContaining("nothing can be called in a template")
                .satisfies(e -> assertThat(e.expected()).contains(instead));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', value = {
            "<a>{{ commit | split('\\n') | first | escape }}</a>§ <a>Fix &lt;it&gt; &amp; \"go\"</a>",
            "<a><![CDATA[{{ 'x]]>y' }}]]></a>§ <a><![CDATA[x]]]]><![CDATA[>y]]></a>",
            "<a><![CDATA[{{ '<&>' }}]]></a>§ <a><![CDATA[<&>]]></a>",
            "<a><![CDATA[{{ 'a]]' }}>]]></a>§ <a><![CDATA[a]]]]><![CDATA[>]]></a>" })
    void nothingIsEscapedTwiceInXml(String template, String expected) {
        assertThat(Templates.render(template, Position.XML, EVENT)).isEqualTo(expected);
    }
}
