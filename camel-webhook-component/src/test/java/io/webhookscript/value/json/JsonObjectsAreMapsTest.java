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
package io.webhookscript.value.json;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.value.Members;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Objects of few members and of many are the same to whoever reads them. */
class JsonObjectsAreMapsTest {

    @Property(tries = 500)
    void anObjectIsTheMapOfItsMembersInTheirOrder(@ForAll("names") List<String> names) throws Exception {
        Map<String, Object> expected = new LinkedHashMap<>();
        List<Object> pairs = new ArrayList<>();
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            Long value = i % 5 == 0 ? null : (long) i;
            expected.put(names.get(i), value);
            pairs.addAll(Arrays.asList(names.get(i), value));
            json.append(json.isEmpty() ? "{" : ",").append(new ObjectMapper().writeValueAsString(names.get(i))).append(':')
                    .append(value);
        }
        String text = json.isEmpty() ? "{}" : json.append('}').toString();
        if (expected.size() < names.size()) {
            assertThatThrownBy(() -> read(text)).isInstanceOf(JsonLimitException.class);
        } else {
            assertThat(read(text)).isEqualTo(expected);
        }
        Map<?, ?> read = Members.of(pairs.toArray());

        assertThat(read).isEqualTo(expected).hasSameHashCodeAs(expected).hasToString(expected.toString());
        assertThat(expected.equals(read)).isTrue();
        assertThat(new ArrayList<Object>(read.keySet())).isEqualTo(new ArrayList<Object>(expected.keySet()));
        assertThat(new ArrayList<Object>(read.values())).isEqualTo(new ArrayList<Object>(expected.values()));
        assertThat(read.size()).isEqualTo(expected.size());
        for (Object name : Arrays.asList("a", "", "Aa", "BB", "nobody", null, 1L)) {
            assertThat(read.containsKey(name)).isEqualTo(expected.containsKey(name));
            assertThat((Object) read.get(name)).isEqualTo(expected.get(name));
        }
    }

    /** Few and many, with names that stand twice and names of one hash code. */
    @Provide
    Arbitrary<List<String>> names() {
        Arbitrary<String> few = Arbitraries.of("a", "", "Aa", "BB", "AaAa", "BBBB", "AaBB", "x", "y", "z");
        Arbitrary<String> many = Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(3);
        return Arbitraries.oneOf(few.list().uniqueElements().ofMaxSize(9), few.list().ofMaxSize(12), many.list().ofMaxSize(80));
    }

    @Test
    void nobodyCanChangeThem() throws Exception {
        Map<String, Object> read = read("{\"a\":1,\"b\":[1,2]}");

        assertThatThrownBy(() -> read.put("a", 2)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> read.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(read::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> read.entrySet().iterator().next().setValue(2L))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) read.get("b")).set(0, null)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anIterationEnds() throws Exception {
        var entries = read("{\"a\":1}").entrySet().iterator();
        entries.next();

        assertThat(entries.hasNext()).isFalse();
        assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
    }

    /** As a variable of an exchange that a broker carries. */
    @Test
    void theyCanBeSerialized() throws Exception {
        Map<String, Object> read = read("{\"a\":{\"b\":[1,null]},\"c\":1.50}");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(read);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(read);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read(String json) throws IOException {
        return (Map<String, Object>) JsonReader.read(json.getBytes(StandardCharsets.UTF_8), null);
    }
}
