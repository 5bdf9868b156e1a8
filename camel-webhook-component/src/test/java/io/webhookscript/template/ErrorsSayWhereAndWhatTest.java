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

import io.webhookscript.template.Templates.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Errors name the line and column in the file, quote the line with a caret, and suggest what was meant. */
class ErrorsSayWhereAndWhatTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "{{ a|uper }}; 6; upper", "{{ a is defind }}; 9; defined", "{% iff a %}; 4; if",
            "{{ a|replace(old='x', nw='y') }}; 23; new",
            "{% for x in l %}{{ loop.idnex }}{% endfor %}; 25; index", "{% if a %}{% endfi %}; 14; endif",
            "{{ l|map('uper') }}; 6; upper", "{{ l|select('===', 1) }}; 6; ==", "{{ l is iterabel }}; 9; iterable",
            "{{ a | UPPER }}; 8; upper", "{{ a | ppuer }}; 8; upper",
            "{{ l is equalsto(1) }}; 9; equalto", "{{ l is null }}; 9; none" })
    void aMisspeltNameIsPointedAtAndCorrected(String template, int column, String suggestion) {
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> Templates.compile(template, Position.TEXT))
                .satisfies(e -> assertThat(e.column()).isEqualTo(column))
                .satisfies(e -> assertThat(e.suggestions()).contains(suggestion).hasSizeLessThanOrEqualTo(3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "{% if a && b %}{% endif %}; 9; and", "{% if a || b %}{% endif %}; 10; or", "{% if !a %}{% endif %}; 7; not",
            "{% if a = b %}{% endif %}; 9; ==", "{{ a ? b : c }}; 6; a if b else c", "{% set a 1 %}; 10; =",
            "{{ a is == b }}; 9; ==", "{{ a is not < b }}; 13; <",
            "{% if a %}{% else if b %}{% endif %}; 19; elif", "{{ a }; 6; }}", "{% if a }}{% endif %}; 9; %}" })
    void whatOtherLanguagesWriteIsAnsweredWithWhatThisOneWrites(String template, int column, String meant) {
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> Templates.compile(template, Position.TEXT))
                .satisfies(e -> assertThat(e.column()).isEqualTo(column))
                .satisfies(e -> assertThat(e.expected()).contains("`" + meant + "`"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "{{ a is callable }}; 9; nothing in a template can be called", "{{ a is escaped }}; 9; escaped for the position",
            "{{ 'upper' is filter }}; 15; the filter itself", "{{ 'odd' is not test }}; 17; the test itself",
            "{{ l|select('callable') }}; 6; nothing in a template can be called" })
    void aTestOfJinja2ThatHasNothingToAskIsAnsweredWithWhatToWriteInstead(String template, int column, String instead) {
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> Templates.compile(template, Position.TEXT))
                .satisfies(e -> assertThat(e.column()).isEqualTo(column))
                .satisfies(e -> assertThat(e.expected()).contains(instead));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "|{% if a %}|{% for x in l %}|{{ x }}|{% endif %}; 5", "{% if a %}||{% for x in l %}||.; 5",
            "{% if a %}||{% for x in l %}{% else %}|{% endset %}; 4" })
    void aTagThatIsNotClosedIsNamedWithItsLine(String template, int line) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Templates.compile(template.replace('|', '\n'), Position.TEXT))
                .satisfies(e -> assertThat(e.line()).isEqualTo(line))
                .satisfies(e -> assertThat(e.expected()).contains("`{% endfor %}` for the `for` of line 3"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "{'a': }; 1; 7", "{'a': 1,}; 1; 9", "{'a': [1, 2}; 1; 12", "{|  'a': {{ n }},|  'b': tru,|  'c': 1|}; 3; 11",
            "{'a': {{ n }} {{ n }}}; 1; 15", "{% set x %}some text{% endset %}|{'a': '{{ x }}', 2}; 2; 18" })
    void whereARenderedTextIsNoJsonIsFoundInTheTemplate(String template, int line, int column) {
        String json = template.replace('\'', '"').replace('|', '\n');

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Templates.render(json, Position.JSON, Event.of(Map.of("n", 5L))))
                .satisfies(e -> assertThat(e.line()).isEqualTo(line))
                .satisfies(e -> assertThat(e.column()).isEqualTo(column));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "{{ a|date('yyyy-mm-bb') }}; yyyy-MM-dd", "{{ a|date('%d.%m.%Y') }}; yyyy-MM-dd", "{{ a|date('') }}; yyyy-MM-dd",
            "{{ a|date('pmH') }}; yyyy-MM-dd",
            "{{ a|date('yyyy', 'Europe/Berln') }}; Europe/Berlin", "{{ a|date(zone='CEST!', pattern='yyyy') }}; Europe/Berlin",
            "{{ a|hash('sha-256') }}; sha256", "{{ a|hmac('k', 'sha265') }}; sha256", "{{ a|hash('md5', 'hx') }}; base64",
            "{{ a|hmac('k', encoding='b64') }}; base64", "{{ a|round(1, 'up') }}; ceil", "{{ a|map('hash', 'x') }}; sha256" })
    void aLiteralThatIsNeverRightIsFoundWithoutAnEvent(String template, String expected) {
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> Templates.compile(template, Position.TEXT))
                .satisfies(e -> assertThat(e.column()).isEqualTo(6))
                .satisfies(e -> assertThat(e.expected()).contains("`" + expected + "`"));
    }

    @Test
    void theMessageHoldsTheWholeAnatomy() {
        TemplateSource source = new TemplateSource(
                "crm.webhookscript.yaml", "request.body.json.name", "first\n{{ a | uper }}",
                offset -> new TemplateSource.FilePosition(14, 30 + offset));

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> new TemplateCompiler(Map.of(), java.util.Set.of(), false).compile(source, Position.TEXT))
                .satisfies(e -> assertThat(e.getMessage()).isEqualTo("""
                        crm.webhookscript.yaml:14:43  request.body.json.name: unknown filter `uper`
                            expected a filter; did you mean `upper`?
                            {{ a | uper }}
                                   ^"""));
    }

    @Test
    void aDayThatTheCalendarDoesNotHaveIsNoMoment() {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Templates.render("{{ '2024-02-30'|date('yyyy') }}", Position.TEXT, Event.of(Map.of())))
                .satisfies(e -> assertThat(e.problem()).contains("not a moment"))
                .satisfies(e -> assertThat(e.expected()).contains("ISO 8601"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "nope", "none", "''", "'no pattern'", "'%Y-%m-%d'" })
    void aMomentIsNotShownWithoutAPattern(String pattern) {
        String template = "{{ '2024-02-29'|date(" + pattern + ") }}";

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Templates.render(template, Position.TEXT, Event.of(Map.of())))
                .satisfies(e -> assertThat(e.column()).isEqualTo(17))
                .satisfies(e -> assertThat(e.expected()).contains("yyyy-MM-dd"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "{{ secret.k + 1 }}", "{{ secret.k|round }}", "{{ 1 // secret.k }}", "{{ secret.k < 1 }}",
            "{{ secret.k|b64decode }}", "{{ secret.k|date('yyyy') }}", "{{ 'x'|hash(secret.k) }}", "{{ 'x'|date(secret.k) }}" })
    void aValueOfASecretIsNeverQuoted(String template) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Templates.render(template, Position.TEXT, Event.of(Map.of("secret", Map.of("k", "s3cr3t!")))))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cr3t"));
    }

    @Test
    void referencesListWhatIsReadFromTheDataWithLiteralPaths() {
        Template template = Templates.compile(
                "{% set a = contact.name %}{% for t in contact.tags[0]['k'].x[i].y %}{{ t.id }}{{ loop.index }}{% endfor %}"
                                              + "{{ a }}{{ fb.x is defined }}{{ b }}{% set b = 1 %}{{ b }}",
                Position.TEXT);

        assertThat(template.references()).extracting(read -> read.root() + "." + String.join(".", read.fields()))
                .containsExactlyInAnyOrder("contact.name", "contact.tags.0.k.x", "i.", "fb.x", "b.");
        assertThat(Templates.expression("contact.tier == 'gold' and email is defined").references())
                .extracting(Reference::root, Reference::fields, Reference::offset)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("contact", List.of("tier"), 0),
                        org.assertj.core.groups.Tuple.tuple("email", List.of(), 27));
    }
}
