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
package io.webhookscript.script.usecase;

import java.util.List;
import java.util.Map;

import io.webhookscript.script.ValueTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Fields with dotted keys fill one tree, in which each place is filled once. */
class FieldsArePutIntoOneTreeTest {

    private final FieldsTree fields = new FieldsTree();

    @Test
    void membersOfOneObjectStandTogether() {
        put("a.x", "b", "a.y");

        assertThat(fields.tree())
                .isEqualTo(members("a", forFields(Map.of("x", value("a.x"), "y", value("a.y"))), "b", value("b")));
    }

    @ParameterizedTest
    @CsvSource({ "a, true", "a.b, true", "a.b.c, true", "a.c, false", "b, false", "ab, false" })
    void aPlaceIsTakenByWhatStandsThereAboveAndBelow(String key, boolean taken) {
        put("a.b");

        assertThat(fields.conflicts(List.of(key.split("\\.")))).isEqualTo(taken);
    }

    @Test
    void aFieldTakesThePlaceOfThoseItOverlaps() {
        put("a.x", "a.y", "b", "a", "b.z");

        assertThat(fields.tree()).isEqualTo(members("a", value("a"), "b", forFields(Map.of("z", value("b.z")))));
    }

    @Test
    void nothingIsLeftOfAnObjectWhoseLastMemberIsRemoved() {
        put("a.x.y", "b.x", "b.y", "c");

        assertThat(fields.remove(List.of("a", "x", "y"))).isTrue();
        assertThat(fields.remove(List.of("b"))).isTrue();
        assertThat(fields.remove(List.of("c", "x"))).isFalse();
        assertThat(fields.remove(List.of("d"))).isFalse();
        assertThat(fields.tree()).isEqualTo(members("c", value("c")));
        assertThat(fields.remove(List.of("c"))).isTrue();
        assertThat(fields.isEmpty()).isTrue();
    }

    private void put(String... keys) {
        for (String key : keys) {
            fields.put(List.of(key.split("\\.")), value(key));
        }
    }

    private static ValueTree value(String key) {
        return new ValueTree.Constant(key);
    }

    private static ValueTree forFields(Map<String, ValueTree> fields) {
        return new ValueTree.Members(fields, true);
    }

    private static ValueTree members(String name, ValueTree value) {
        return new ValueTree.Members(Map.of(name, value));
    }

    private static ValueTree members(String name, ValueTree value, String other, ValueTree otherValue) {
        return new ValueTree.Members(Map.of(name, value, other, otherValue));
    }
}
