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
package io.webhookscript.request.render;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.EventSnapshot;
import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.RequestDefinition.Absent;
import io.webhookscript.script.RequestDefinition.Body;
import io.webhookscript.script.ValueTree;
import io.webhookscript.script.yaml.FieldPositions;
import io.webhookscript.secret.Masker;
import io.webhookscript.template.Undefined;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The tree is written without being made; what it would have been is made here, and written as any value is. */
class JsonBodyIsWrittenAsItsValueTest {

    private static final Object DROPPED = Undefined.UNDEFINED;

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void bytesAreThoseOfTheFilledTree(
            @ForAll("trees") ValueTree tree, @ForAll("absences") Absent absent, @ForAll("lengths") int usualLength)
            throws Exception {
        byte[] written = bytes(tree, absent, usualLength);

        Object filled = filled(tree, absent);
        assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo(Json.write(filled));
    }

    @Test
    void aValueThatJsonCannotSayIsToldAtItsField() {
        Map<String, ValueTree> members = new LinkedHashMap<>();
        members.put("good", leaf(1L));
        members.put("bad", new ValueTree.Items(List.of(new ValueTree.Leaf(roots -> Double.NaN, "request.body.json.bad[0]"))));

        assertThatThrownBy(() -> bytes(new ValueTree.Members(members), Absent.DROP, 10)).isInstanceOf(NotSentException.class)
                .hasMessageContaining("request.body.json.bad[0]").hasMessageContaining("NaN");
    }

    private static byte[] bytes(ValueTree tree, Absent absent, int usualLength) throws Exception {
        Evaluation evaluation = new Evaluation(root -> DROPPED, new Masker(), FieldPositions.NONE);
        BodyRenderer renderer = new BodyRenderer(evaluation, EventSnapshot.of(Map.of()), new Random(1), usualLength);
        BodyRenderer.RenderedBody body = renderer.render(new Body.Json(tree, absent));
        byte[] bytes = body.bytes().open().readAllBytes();
        assertThat(body.bytes().length()).isEqualTo(bytes.length);
        assertThat(body.bytes().open().readAllBytes()).isEqualTo(bytes);
        return bytes;
    }

    private static Object filled(ValueTree tree, Absent absent) {
        if (tree instanceof ValueTree.Constant constant) {
            return constant.value();
        }
        if (tree instanceof ValueTree.Leaf leaf) {
            Object value = leaf.expression().evaluate(root -> DROPPED);
            return value == DROPPED && absent == Absent.NULL ? null : value;
        }
        if (tree instanceof ValueTree.AsList list) {
            Object value = filled(list.value(), absent);
            return value == DROPPED || value instanceof List<?> ? value : listOf(value);
        }
        if (tree instanceof ValueTree.Members members) {
            Map<String, Object> map = new LinkedHashMap<>();
            members.members().forEach((key, member) -> map.put(key, filled(member, absent)));
            map.values().removeIf(value -> value == DROPPED);
            return map;
        }
        List<Object> items = new ArrayList<>();
        ((ValueTree.Items) tree).items().forEach(item -> items.add(filled(item, absent)));
        items.replaceAll(value -> value == DROPPED ? null : value);
        return items;
    }

    private static List<Object> listOf(Object value) {
        List<Object> one = new ArrayList<>();
        one.add(value);
        return one;
    }

    private static ValueTree.Leaf leaf(Object value) {
        return new ValueTree.Leaf(roots -> value, "request.body.json");
    }

    @Provide
    Arbitrary<Absent> absences() {
        return Arbitraries.of(Absent.DROP, Absent.NULL);
    }

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.of(0, 1, 20, 1_000);
    }

    @Provide
    Arbitrary<ValueTree> trees() {
        Arbitrary<Object> values = values();
        Arbitrary<ValueTree> leaves = Arbitraries.oneOf(
                values.map(JsonBodyIsWrittenAsItsValueTest::leaf),
                values.map(value -> new ValueTree.AsList(leaf(value))),
                scalars().map(ValueTree.Constant::new));
        return Arbitraries.recursive(() -> leaves, inner -> Arbitraries.oneOf(
                leaves,
                Arbitraries.maps(keys(), inner).ofMaxSize(4).map(ValueTree.Members::new),
                inner.list().ofMaxSize(3).map(ValueTree.Items::new)), 0, 3);
    }

    private static Arbitrary<String> keys() {
        return Arbitraries.of("id", "", "a\"b", "\u00e4\u20ac\ud83d\ude00", "back\\slash", "\n\u0001", "\ud800");
    }

    /** Undefined often, lists and maps of an event, which may hold undefined values, too. */
    private static Arbitrary<Object> values() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, scalars()),
                Tuple.of(2, Arbitraries.just(DROPPED)),
                Tuple.of(1, scalars().list().ofMaxSize(3).map(Object.class::cast)),
                Tuple.of(1, Arbitraries.maps(keys(), Arbitraries.oneOf(scalars(), Arbitraries.just(DROPPED))).ofMaxSize(3)
                        .map(Object.class::cast)));
    }

    private static Arbitrary<Object> scalars() {
        return Arbitraries.oneOf(
                Arbitraries.of(true, 0L, -1L, Long.MIN_VALUE, new BigDecimal("1.10"), 7, new byte[] { 1, 2 })
                        .map(Object.class::cast),
                keys().map(Object.class::cast), Arbitraries.strings().ofMaxLength(50).map(Object.class::cast)).injectNull(0.1);
    }
}
