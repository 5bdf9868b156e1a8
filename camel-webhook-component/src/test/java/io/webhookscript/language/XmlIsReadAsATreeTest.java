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

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.xml.stream.XMLStreamException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class XmlIsReadAsATreeTest {

    @Test
    void elementsAttributesAndTextBecomeATree() throws Exception {
        assertThat(tree("<order id='7'><name>A</name><item>x</item><item q='2'>y</item><note/></order>")).isEqualTo(
                Map.of("order",
                        Map.of("@id", "7", "name", "A", "item", List.of("x", Map.of("@q", "2", "#text", "y")), "note", "")));
    }

    @Test
    void mixedTextIsJoined() throws Exception {
        assertThat(tree("<p>one <b>two</b> three</p>")).isEqualTo(Map.of("p", Map.of("b", "two", "#text", "one  three")));
    }

    @Test
    void namesAreLocal() throws Exception {
        assertThat(tree("<a:r xmlns:a='urn:a' xmlns='urn:b' a:k='v'><x>1</x></a:r>"))
                .isEqualTo(Map.of("r", Map.of("@k", "v", "x", "1")));
    }

    @Test
    void whitespaceOfALeafStays() throws Exception {
        assertThat(tree("<a>\n <b> x </b>\n</a>")).isEqualTo(Map.of("a", Map.of("b", " x ")));
    }

    @Test
    void cdataIsText() throws Exception {
        assertThat(tree("<a>1<![CDATA[<2>]]>&#51;<!-- no --></a>")).isEqualTo(Map.of("a", "1<2>3"));
    }

    @Test
    void documentTypeIsSkipped() throws Exception {
        assertThat(tree("<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a>1</a>")).isEqualTo(Map.of("a", "1"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '`', value = {
            "external entity, `<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>`",
            "internal entity, `<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>`",
            "in an attribute, `<!DOCTYPE a [<!ENTITY e 'x'>]><a b='&e;'/>`",
            "parameter entity, `<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/hostname'> %p;]><a>&q;</a>`",
            "unclosed, `<a><b></a>`", "two roots, `<a/><b/>`", "nothing, ` `" })
    void documentsThatAreNotWellFormedAreRefused(String name, String text) {
        assertThatThrownBy(() -> tree(text)).isInstanceOf(XMLStreamException.class);
    }

    @Test
    void refusesHundredThousandLevels() {
        assertThatThrownBy(() -> tree("<a>".repeat(100_000) + "</a>".repeat(100_000))).isInstanceOf(XMLStreamException.class);
    }

    @Test
    void readsAThousandLevels() throws Exception {
        assertThat(tree("<a>".repeat(1_000) + "</a>".repeat(1_000))).containsKey("a");
    }

    /** More than some JDKs take by default. */
    @Test
    void readsAThousandAttributes() throws Exception {
        String attributes = IntStream.range(0, 1_000).mapToObj(i -> " a" + i + "='1'").collect(Collectors.joining());

        assertThat(tree("<r" + attributes + "/>")).containsKey("r");
    }

    private static Map<String, Object> tree(String text) throws XMLStreamException {
        return XmlDocument.parse(text).tree();
    }
}
