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
package io.webhookscript.kamelets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PropertiesBecomeTemplatesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain text                             | plain text
            a ${ contact.id } b                    | a {{ contact.id }} b
            ${a}${b}                               | {{ a }}{{ b }}
            ${ {'a': '}'}.a }                      | {{ {'a': '}'}.a }}
            ${ "\\"}" }                            | {{ "\\"}" }}
            {"a": {"b": ${ c }}}                   | {"a": {"b": {{ c }}}}
            {% if a %}${ b }{% endif %}            | {% if a %}{{ b }}{% endif %}
            {% set a = '${ no }' %}                | {% set a = '${ no }' %}
            $${ not.a.placeholder }                | ${ not.a.placeholder }
            {# no comment #}                       | {% raw %}{{% endraw %}# no comment #}
            {${ a }}                               | {% raw %}{{% endraw %}{{ a }}}
            {{{                                    | {% raw %}{{% endraw %}{% raw %}{{% endraw %}{
            $${{ a }}                              | ${% raw %}{{% endraw %}{ a }}
            costs 5$ {                             | costs 5$ {
            """)
    void placeholdersChangeTheirSignsAndTextStaysText(String text, String template) {
        assertThat(PropertyText.asTemplate("body", text)).isEqualTo(template);
    }

    @ParameterizedTest
    @ValueSource(strings = { "a ${ b", "${ '}' ", "{% if a ", "${ {'a': 1 }" })
    void whatHasNoEndIsRefusedWithItsProperty(String text) {
        assertThatThrownBy(() -> PropertyText.asTemplate("body", text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("body: ");
    }
}
