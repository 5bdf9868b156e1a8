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

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import io.webhookscript.template.Undefined;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A path in brackets means the same and always goes through the library. */
class JsonPathOfNamesAgreesWithTheLibraryTest {

    @Property(tries = 5_000)
    void bothSpellingsOfAPathGiveTheSame(@ForAll("documents") Object document, @ForAll("paths") List<String> names) {
        Object byNames = read("$." + String.join(".", names), document);
        Object byLibrary = read("$['" + String.join("']['", names) + "']", document);

        assertThat(byNames).isEqualTo(byLibrary);
    }

    @ParameterizedTest
    @ValueSource(strings = { "$.length", "$.a.length", "$.keys", "$.a.size", "$.concat", "$.$ref", "$.a-b", "$.a.*", "$.a.0" })
    void namesThatMeanSomethingElsewhereGiveTheSame(String path) {
        Object document = Map.of(
                "length", 1L, "keys", 2L, "concat", 3L, "$ref", 4L, "a-b", 5L, "a", Map.of("length", 6L, "size", 7L, "0", 8L));
        String inBrackets = "$" + path.substring(1).replaceAll("\\.([^.*]+)", "['$1']").replace(".*", "[*]");

        assertThat(read(path, document)).isEqualTo(read(inBrackets, document)).isNotEqualTo(Undefined.UNDEFINED);
    }

    private static Object read(String path, Object document) {
        return ResponseRoots.compile("jsonpath", path).evaluate(ResponseRoots.body(document));
    }

    @Provide
    Arbitrary<List<String>> paths() {
        return names().list().ofMinSize(1).ofMaxSize(4);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of("a", "b", "_c", "D4");
    }

    /** Maps and lists of few names, so that most paths find something; null and text at every depth, too. */
    @Provide
    Arbitrary<Object> documents() {
        Arbitrary<Object> scalars = Arbitraries.of(1L, new BigDecimal("1.50"), "text", "", true, Undefined.UNDEFINED)
                .map(Object.class::cast).injectNull(0.2);
        return Arbitraries.recursive(() -> scalars, inner -> Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.maps(names(), inner).ofMaxSize(4).map(Object.class::cast)),
                Tuple.of(1, inner.list().ofMaxSize(3).map(Object.class::cast)),
                Tuple.of(1, scalars)), 0, 4);
    }
}
