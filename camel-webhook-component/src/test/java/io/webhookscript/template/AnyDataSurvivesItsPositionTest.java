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

import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Element;

import org.xml.sax.InputSource;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookscript.template.Templates.Event;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the data holds, a parser of the format reads it back unchanged, or the rendering is refused. */
@Tag("slow")
class AnyDataSurvivesItsPositionTest {

    private static final List<String> WORDS
            = List.of("{{ ", " }}", "{% if ", " %}", "{% endif %}", "{% for x in ", "{% endfor %}", "{% set a = ",
                    "a", "b.c", "x", "15", "1.5", "'t'", "\"", "'", "|upper", "|join(", "|map('", "|default(", ")", "(", "[",
                    "]", ":", "-1", " + ",
                    " ~ ", " in ", " is ", "not ", "defined", " and ", " if ", " else ", "{# ", " #}", "{% raw %}",
                    "{% endraw %}", "loop.index", "{",
                    "}", "%", "\\", "\ud800", " ", "\n", "//", "{% else %}", "{% elif ", "|", ".", ",", "**", "*", "/", "%}",
                    "-%}", "{%-");

    @Property(tries = 1000)
    void anyTemplateAndEventGiveAResultOrAPlacedError(
            @ForAll("templates") String text, @ForAll Position position,
            @ForAll("values") Object value) {
        Map<String, Object> data = new HashMap<>(Map.of("a", value, "x", "t", "b", Map.of("c", value)));
        Map<String, Object> before = Map.copyOf(data);
        try {
            Template template = Templates.compile(text, position);
            template.references();
            assertThat(template.render(Event.of(data))).isNotNull();
        } catch (TemplateException e) {
            assertThat(e.line()).isPositive();
            assertThat(e.column()).isPositive();
            assertThat(e.getMessage()).isNotBlank();
        }
        assertThat(data).isEqualTo(before);
    }

    @Property(tries = 500)
    void jsonGivesBackEveryValue(@ForAll("values") Object value) throws Exception {
        String json = Templates.render("{\"bare\": {{ v }}, \"text\": \"{{ s }}\", \"tojson\": {{ v|tojson }}}", Position.JSON,
                Event.of(Map.of("v", value, "s", String.valueOf(value))));

        JsonNode tree = Templates.JSON.readTree(json);

        assertThat(tree.get("bare")).isEqualTo(tree.get("tojson"))
                .isEqualTo(Templates.JSON.readTree(Templates.JSON.writeValueAsBytes(value)));
        assertThat(tree.get("text").asText()).isEqualTo(String.valueOf(value));
    }

    @Property(tries = 500)
    void jsonGivesBackEveryText(@ForAll String text) throws Exception {
        JsonNode tree = Templates.JSON.readTree(
                Templates.render("[{{ v }}, \"{{ v }}\"]", Position.JSON, Event.of(Map.of("v", text))));

        assertThat(tree.get(0).asText()).isEqualTo(text);
        assertThat(tree.get(1).asText()).isEqualTo(text);
    }

    @Property(tries = 500)
    void urlsFormsHeadersAndXmlGiveBackEveryTextOrRefuseIt(@ForAll String text) {
        Event event = Event.of(Map.of("v", text));

        check(() -> {
            URI uri = URI.create(Templates.render("https://h.example/a/{{ v }}/b?q={{ v }}", Position.URL, event));
            assertThat(uri.getHost()).isEqualTo("h.example");
            assertThat(uri.getRawPath().split("/", -1)).hasSize(4);
            assertThat(decode(uri.getRawPath().split("/", -1)[2])).isEqualTo(text);
            assertThat(decode(uri.getRawQuery().substring(2))).isEqualTo(text);
        }, isEncodable(text) && !text.isEmpty() && !text.equals(".") && !text.equals(".."));
        check(() -> assertThat(decode(Templates.render("{{ v }}", Position.FORM, event))).isEqualTo(text), isEncodable(text));
        check(() -> assertThat(Templates.render("{{ v }}", Position.HEADER, event)).isEqualTo(text),
                text.chars().allMatch(c -> c >= ' ' && c <= '~'));
        check(() -> {
            Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(
                    new StringReader(
                            Templates.render("<r a=\"{{ v }}\" b='{{ v }}'>{{ v }}</r>", Position.XML, event))))
                    .getDocumentElement();
            assertThat(root.getTextContent()).isEqualTo(text);
            assertThat(root.getAttribute("a")).isEqualTo(text);
            assertThat(root.getAttribute("b")).isEqualTo(text);
        }, text.codePoints().allMatch(AnyDataSurvivesItsPositionTest::isXml));
    }

    @FunctionalInterface
    private interface Check {
        void run() throws Exception;
    }

    /** The check holds when the text is accepted, and it is accepted exactly when it should be. */
    private static void check(Check check, boolean accepted) {
        boolean refused = false;
        try {
            check.run();
        } catch (TemplateException e) {
            refused = true;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        assertThat(refused).isEqualTo(!accepted);
    }

    private static boolean isEncodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static boolean isXml(int c) {
        return c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c < 0xD800) || (c > 0xDFFF && c < 0xFFFE) || c >= 0x10000;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<String> templates() {
        return Arbitraries.of(WORDS).list().ofMaxSize(25).map(words -> String.join("", words));
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> scalars = Arbitraries
                .oneOf(List.<Arbitrary<? extends Object>> of(Arbitraries.strings(), Arbitraries.longs(),
                        Arbitraries.of(true, false),
                        Arbitraries.bigIntegers().between(BigInteger.TEN.pow(30).negate(), BigInteger.TEN.pow(30)),
                        Arbitraries.bigDecimals().between(BigDecimal.TEN.pow(20).negate(), BigDecimal.TEN.pow(20)).ofScale(5)))
                .map(value -> value);
        // bounded in depth: a lazy recursion now and then makes a value of millions of parts
        return Arbitraries.recursive(() -> scalars, AnyDataSurvivesItsPositionTest::oneLevelMore, 0, 4);
    }

    private static Arbitrary<Object> oneLevelMore(Arbitrary<Object> value) {
        return Arbitraries.oneOf(
                value, value.list().ofMaxSize(3).map(list -> list),
                Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), value).ofMaxSize(3).map(map -> map));
    }
}
