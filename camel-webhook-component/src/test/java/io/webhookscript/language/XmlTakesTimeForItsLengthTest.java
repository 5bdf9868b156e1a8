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

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import javax.xml.stream.XMLStreamException;

import io.webhookscript.template.DataRoots;
import io.webhookscript.template.TemplateException;
import io.webhookscript.template.Undefined;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What an XML response costs grows with its length alone, and an XPath ends when the attempt's time is up. */
@Tag("slow")
class XmlTakesTimeForItsLengthTest {

    private final AtomicInteger asked = new AtomicInteger();

    static Stream<Arguments> documents() {
        return Stream.of(
                of("character references", n -> "&#65;".repeat(n)),
                of("comments in text", n -> "x<!---->".repeat(n)),
                of("instructions in text", n -> "x<?p?>".repeat(n)),
                of("sections in text", n -> "x<![CDATA[<]]>".repeat(n)),
                of("elements in text", n -> "x<b/>".repeat(n)),
                of("the same name", n -> "<b>x</b>".repeat(n)));
    }

    private static Arguments of(String name, IntFunction<String> content) {
        return arguments(name, content);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void memoryGrowsWithTheLength(String name, IntFunction<String> content) throws Exception {
        allocated(content, 5_000);
        long once = allocated(content, 20_000);
        long fourTimes = allocated(content, 80_000);

        assertThat(fourTimes).isLessThan(8 * once);
    }

    private static long allocated(IntFunction<String> content, int times) throws XMLStreamException {
        String text = "<a>" + content.apply(times) + "</a>";
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        XmlDocument document = XmlDocument.parse(text);
        assertThat(document.tree()).containsKey("a");
        assertThat(document.dom().getDocumentElement()).isNotNull();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void piecesOfTextAreOneText() throws Exception {
        XmlDocument document = XmlDocument.parse("<a>x&#65;<!-- no --><![CDATA[<]]><?p?>y<b/>z</a>");

        assertThat(document.tree()).isEqualTo(Map.of("a", Map.of("b", "", "#text", "xA<yz")));
        assertThat(xpath("/a/text()", document)).isEqualTo(List.of("xA<y", "z"));
    }

    @Test
    void anElementHasAThousandAttributesAtMost() throws Exception {
        assertThat(((Map<?, ?>) XmlDocument.parse(attributes(1_000, "")).tree().get("a"))).hasSize(1_000);
        assertThat(xpath("count(/a/@*)", XmlDocument.parse(attributes(1_000, "p:")))).isEqualTo(1_000L);
        assertThatThrownBy(() -> XmlDocument.parse(attributes(1_001, ""))).isInstanceOf(XMLStreamException.class);
        assertThatThrownBy(() -> XmlDocument.parse(attributes(9_000, "p:"))).isInstanceOf(XMLStreamException.class);
    }

    private static String attributes(int count, String prefix) {
        StringBuilder text = new StringBuilder("<r xmlns:p='urn:p'><a");
        for (int i = 0; i < count; i++) {
            text.append(' ').append(prefix).append('x').append(i).append("=''");
        }
        return text.append("/></r>").toString().replace("<r xmlns:p='urn:p'><a", "<a xmlns:p='urn:p'").replace("/></r>", "/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "count(//a[not(@i = preceding::a/@i)])", "count(//a[count(following::a) > 5])",
            "count(//a/preceding::a/preceding::a)", "count(//a[preceding-sibling::a = //b])",
            "count(//a[string-length(//r) > //a/@i])", "count( //a [ preceding :: node() ] [ following::text() = 'x]\"[' ])",
            "count(//a[//a[//a]])", "count(//a[following-sibling::*[@i = '-1']])",
            "string(//a[@i][last()]/@i)", "string(/r/a[last() - 1]/@i)", "string(/r/a[position() = last()]/@i)" })
    void aPathThatLooksFarFromEachOfManyEndsWhenTheTimeIsUp(String path) throws Exception {
        assertEnds(path, flat(30_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "count(//a//a//a//a)", "count(//*[.//*[.//*]])", "//a[ancestor::a[ancestor::a/descendant::a]]",
            "count(//a[descendant::a[@i = 'x']])" })
    void aPathThatLooksDeepFromEachOfManyEndsWhenTheTimeIsUp(String path) throws Exception {
        assertEnds(path, XmlDocument.parse("<r>" + "<a i='1'>".repeat(900) + "<a/>".repeat(900) + "</a>".repeat(900) + "</r>"));
    }

    private void assertEnds(String path, XmlDocument document) {
        assertThatThrownBy(() -> xpath(path, timeIsUp(document))).isInstanceOf(TemplateException.class)
                .hasMessageContaining("when the attempt's time was over");
        assertThat(asked).hasValue(1);
    }

    private static XmlDocument flat(int elements) throws XMLStreamException {
        StringBuilder text = new StringBuilder("<r>");
        for (int i = 0; i < elements; i++) {
            text.append("<a i='").append(i).append("'><b>x</b></a>");
        }
        return XmlDocument.parse(text.append("</r>").toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "//a[@i='29999']/@i | 29999", "string(//a[last()]/@i) | 29999", "//a[3]/@i | 2",
            "count(//a[b][b='x'][@i < 10]) | 10",
            "string(/r/a[position()=7]/@i) | 6", "count(//a/b) | 30000", "string((//a)[last()]/b) | x",
            "string(/r/*[last()]/@i) | 29999", "count(//a/b[last()][. = 'x']) | 30000",
            "concat(count(//a[last()]), 'a[last()]') | 1a[last()]", "count(/r[a[last()]/@i = 29999]) | 1",
            "count(//b[..]) | 30000",
            "count(/r/a[@i='5']/following-sibling::a[1]) | 1", "string(//a[@i='5']/preceding-sibling::*[2]/@i) | 3",
            "concat('[', count(//a[@i='1']), '//') | [1//", "count(//a[@i='9']/descendant-or-self::node()) | 3" })
    void anOrdinaryPathIsEvaluatedHoweverLateItIs(String path, String value) throws Exception {
        assertThat(String.valueOf(xpath(path, timeIsUp(flat(30_000))))).isEqualTo(value);
    }

    @Test
    void theTextsOfNestedElementsAreBounded() throws Exception {
        XmlDocument document = XmlDocument.parse("<a>".repeat(900) + "x".repeat(500_000) + "</a>".repeat(900));

        assertThatThrownBy(() -> xpath("//a", document)).isInstanceOf(TemplateException.class)
                .hasMessageContaining("finds far more than the document contains");
        assertThat(xpath("string(//a[last()])", document)).asString().hasSize(500_000);
    }

    @ParameterizedTest
    @ValueSource(strings = { "webhookscript-ticks:tick()", "//a[webhookscript-ticks:tick()]", "f:x()" })
    void noFunctionIsThereForPaths(String path) {
        assertThatThrownBy(() -> xpath(path, XmlDocument.parse("<a/>"))).isInstanceOf(TemplateException.class);
    }

    private static @Nullable Object xpath(String path, XmlDocument document) {
        return xpath(path, roots(document));
    }

    private static @Nullable Object xpath(String path, DataRoots roots) {
        return ResponseRoots.compile("xpath", path).evaluate(roots);
    }

    private static XmlRoots roots(XmlDocument document) {
        return new Roots(document, new AtomicInteger());
    }

    private DataRoots timeIsUp(XmlDocument document) {
        return new Roots(document, asked);
    }

    private record Roots(XmlDocument document, AtomicInteger asked) implements XmlRoots, TimedRoots {

        @Override
        public boolean isTimeUp() {
            asked.incrementAndGet();
            return true;
        }

        @Override
        public @Nullable Object get(String root) {
            return Undefined.UNDEFINED;
        }

        @Override
        public Optional<XmlDocument> xml() {
            return Optional.of(document);
        }
    }
}
