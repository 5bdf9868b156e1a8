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
import java.util.Optional;

import io.webhookscript.template.DataRoots;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.Undefined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class XPathReadsTheResponseTest {

    private static final String XML = """
            <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:c="urn:crm">
              <s:Body><c:Contact id="7"><c:Name>A &amp; B</c:Name><c:Tag>x</c:Tag><c:Tag>y</c:Tag><c:Note/></c:Contact></s:Body>
            </s:Envelope>""";
    private static final Map<String, String> NAMES
            = Map.of("soap", "http://www.w3.org/2003/05/soap-envelope", "crm", "urn:crm");

    @Test
    void oneNodeGivesItsText() throws Exception {
        assertThat(read("/soap:Envelope/soap:Body/crm:Contact/crm:Name")).isEqualTo("A & B");
        assertThat(read("//crm:Contact/@id")).isEqualTo("7");
        assertThat(read("//crm:Note")).isEqualTo("");
    }

    @Test
    void severalNodesGiveAList() throws Exception {
        assertThat(read("//crm:Tag")).isEqualTo(List.of("x", "y"));
    }

    @Test
    void noNodeIsUndefined() throws Exception {
        assertThat(read("//crm:Missing")).isEqualTo(Undefined.UNDEFINED);
    }

    @Test
    void numbersAndConditionsKeepTheirType() throws Exception {
        assertThat(read("count(//crm:Tag)")).isEqualTo(2L);
        assertThat(read("boolean(//crm:Tag)")).isEqualTo(true);
        assertThat(read("string(//crm:Name)")).isEqualTo("A & B");
        assertThat(read("number(//crm:Name)")).isEqualTo(Undefined.UNDEFINED);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "java:java.lang.System.exit(0)", "in:header('X')", "properties('secret')", "document('file:///etc/passwd')",
            "unknown:name", "//[", "" })
    void hasNoFunctionsButItsOwn(String text) {
        assertThatThrownBy(() -> ResponseRoots.compile("xpath", text).evaluate(response()))
                .isInstanceOf(TemplateException.class);
    }

    @Test
    void answerThatIsNotXmlIsUndefined() {
        assertThat(ResponseRoots.compile("xpath", "//a").evaluate(ResponseRoots.body(Map.of("a", 1L))))
                .isEqualTo(Undefined.UNDEFINED);
    }

    private static Object read(String text) throws Exception {
        return ResponseRoots.compile("xpath", text, NAMES).evaluate(response());
    }

    private static XmlRoots response() throws Exception {
        XmlDocument document = XmlDocument.parse(XML);
        DataRoots roots = ResponseRoots.body(document.tree());
        return new XmlRoots() {
            @Override
            public Optional<XmlDocument> xml() {
                return Optional.of(document);
            }

            @Override
            public Object get(String root) {
                return roots.get(root);
            }
        };
    }
}
