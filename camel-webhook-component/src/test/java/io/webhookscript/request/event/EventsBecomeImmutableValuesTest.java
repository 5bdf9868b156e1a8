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
package io.webhookscript.request.event;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class EventsBecomeImmutableValuesTest {

    private static final String NONE = null;
    private static final String JSON = "application/json";

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void readsEveryKindOfBody(String name, Object body, String contentType, Object expected) throws Exception {
        assertThat(EventSnapshot.of(body, contentType).data()).isEqualTo(expected);
    }

    static Stream<Arguments> readsEveryKindOfBody() {
        String json = "{\"a\":1}";
        Map<String, Object> map = Map.of("a", 1L);
        return Stream.of(
                arguments("null", null, NONE, Map.of()), arguments("JSON null", "null", JSON, Map.of()),
                arguments("JSON text", json, NONE, map), arguments("JSON text with a type", " \n" + json, JSON, map),
                arguments("JSON after a byte order mark", "\uFEFF" + json, JSON, map),
                arguments("a type that says nothing", json, "text/plain; charset=utf-8", map),
                arguments("a type that says XML is believed", json, "application/xml", json),
                arguments("JSON bytes", json.getBytes(UTF_8), NONE, map),
                arguments("JSON bytes in UTF-16", json.getBytes(StandardCharsets.UTF_16), JSON, map),
                arguments("JSON bytes in a charset", "{\"ä\":1}".getBytes(StandardCharsets.ISO_8859_1),
                        "application/problem+json; charset=iso-8859-1", Map.of("ä", 1L)),
                arguments("a stream of JSON", new ByteArrayInputStream(json.getBytes(UTF_8)), NONE, map),
                arguments("a JSON list", "[1,[2]]", NONE, List.of(1L, List.of(2L))),
                arguments("a JSON scalar with a type", "\"x\"", JSON, "x"), arguments("a scalar without", "5", NONE, "5"),
                arguments("text that only looks like JSON", "{no}", NONE, "{no}"),
                arguments("text bytes", "hällo".getBytes(UTF_8), "text/csv", "hällo"),
                arguments("bytes", new byte[] { 1, 2 }, NONE, new byte[] { 1, 2 }),
                arguments("text bytes that are no UTF-8 stay bytes", new byte[] { (byte) 0xFF }, "text/csv",
                        new byte[] { (byte) 0xFF }),
                arguments("a tree", tree("{\"a\":[1.50,12345678901234567890]}"), NONE,
                        Map.of("a", List.of(new BigDecimal("1.50"), new BigInteger("12345678901234567890")))),
                arguments("a bean", new Order(7, new BigDecimal("1.10"), LocalDate.of(2026, 1, 2)), NONE,
                        Map.of("id", 7L, "price", new BigDecimal("1.10"), "day", "2026-01-02")));
    }

    record Order(int id, BigDecimal price, LocalDate day) {
    }

    private static Object tree(String json) {
        try {
            return new ObjectMapper()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true))
                    .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false)
                    .readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void keepsNumbersExactAndKeysInOrder() throws Exception {
        String json = "{\"z\":12345678901234567890123,\"a\":0.10,\"m\":9007199254740993,\"e\":1e3,\"n\":null}";

        Map<?, ?> data = (Map<?, ?>) EventSnapshot.of(json, NONE).data();

        assertThat(data.keySet().toString()).isEqualTo("[z, a, m, e, n]");
        assertThat(Json.write(data))
                .isEqualTo("{\"z\":12345678901234567890123,\"a\":0.10,\"m\":9007199254740993,\"e\":1000,\"n\":null}");
    }

    @Test
    void convertsWhatJavaMapsHold() throws Exception {
        Map<Object, Object> body = new LinkedHashMap<>();
        body.put(15, 1);
        body.put("f", 0.1f);
        body.put("when", new Date(0));
        body.put("zoned", OffsetDateTime.parse("2024-06-18T23:22:36.560+02:00"));
        body.put("array", new int[] { 1, 2 });
        body.put("kind", Thread.State.NEW);
        body.put("maybe", Optional.empty());

        assertThat(EventSnapshot.of(body, NONE).data()).isEqualTo(mapOf("15", 1L, "f", new BigDecimal("0.1"), "when",
                Instant.EPOCH, "zoned", Instant.parse("2024-06-18T21:22:36.560Z"), "array", List.of(1L, 2L), "kind", "NEW",
                "maybe", null));
    }

    private static Map<String, Object> mapOf(Object... pairs) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    @Test
    void seesNoLaterChangeAndAllowsNone() throws Exception {
        List<Object> list = new ArrayList<>(List.of(1));
        Map<String, Object> body = new HashMap<>(Map.of("list", list));

        EventSnapshot event = EventSnapshot.of(body, NONE);
        list.add(2);
        body.clear();

        assertThat(event.data()).isEqualTo(Map.of("list", List.of(1L)));
        assertThatThrownBy(() -> ((Map<?, ?>) event.data()).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "{", "{\"a\":1} x", "nonsense", "{\"a\":NaN}", "{\"a\":1e2147483649}",
            "[1e-99999999999]", "[1e1001]", "[1e-1001]", "{\"a\":1,\"a\":2}", "[{\"a\":{\"b\":1,\"c\":[],\"b\":null}}]" })
    void refusesWhatIsNotTheJsonThatItsTypeClaims(String body) {
        assertThatThrownBy(() -> EventSnapshot.of(body, JSON)).isInstanceOf(NotSentException.class);
        assertThatThrownBy(() -> EventSnapshot.of(body.getBytes(UTF_8), JSON)).isInstanceOf(NotSentException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'a':1,'a':2}|column 11", "{'a':{'b':1,'c':2,'b':3}}|column 22", "[{},{'a':null,'b':1,'a':null}]|column 24",
            "{'a':1,'a':2,'b':1,'b':2}|column 11" })
    void saysWhereAKeyFirstStandsTwice(String json, String place) {
        String text = json.replace('\'', '"');

        for (Object body : List.of(text, text.getBytes(UTF_8))) {
            assertThatThrownBy(() -> EventSnapshot.of(body, NONE)).isInstanceOf(NotSentException.class)
                    .hasMessageStartingWith("the event cannot be read (line 1, " + place)
                    .hasMessageEndingWith("an object has the same key twice");
        }
    }

    /** Any reader finds the damage, and text that is not JSON is no event of keys. */
    @Test
    void textThatIsNotJsonStaysTextWhateverStandsTwiceInIt() throws Exception {
        String text = "{\"a\":1,\"a\":2} and so on";

        assertThat(EventSnapshot.of(text, NONE).data()).isEqualTo(text);
    }

    @Test
    void refusesANumberThatNobodyCouldPrint() {
        assertThatThrownBy(() -> EventSnapshot.of("[" + "1".repeat(1_001) + "]", NONE)).isInstanceOf(NotSentException.class)
                .hasMessageContaining("a number has more than 1000 digits");
    }

    @Test
    void readsNumbersAndLevelsUpToTheLimit() throws Exception {
        String digits = "1".repeat(1_000);
        String deep = "[".repeat(1_000) + "]".repeat(1_000);

        assertThat(EventSnapshot.of("[" + digits + ",1e999]", NONE).data())
                .isEqualTo(List.of(new BigInteger(digits), new BigDecimal("1E+999")));
        assertThat(Json.write(EventSnapshot.of(deep, NONE).data())).isEqualTo(deep);
    }

    @Test
    void refusesNestingThatWouldOverflowTheStack() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        Map<String, Object> cyclic = new HashMap<>();
        cyclic.put("self", cyclic);
        ArrayNode tree = new ObjectMapper().createArrayNode();
        ArrayNode inner = tree;
        for (int i = 0; i < 100_000; i++) {
            inner = inner.addArray();
        }

        for (Object body : Arrays.asList(deep, deep.getBytes(UTF_8), cyclic, tree, "{\"a\":" + deep + "}")) {
            assertThatThrownBy(() -> EventSnapshot.of(body, NONE)).isInstanceOf(NotSentException.class)
                    .hasMessageContaining("1000").hasMessageStartingWith("the event cannot be read: ");
        }
    }

    @Test
    void refusesABeanThatCannotBeRead() {
        Object bean = new Object() {
            @SuppressWarnings("unused")
            public String getName() {
                throw new IllegalStateException("no");
            }
        };

        assertThatThrownBy(() -> EventSnapshot.of(bean, NONE)).isInstanceOf(NotSentException.class);
    }

    @ParameterizedTest
    @CsvSource({
            "0, 0", "10, 0", "10, 1", "10, 9", "10, 10", "10, 11", "10, 1000000000", "10, -1", "100000, 8192",
            "4194304, 4194304", "4194305, 0", "4194305, 4194304", "4194305, 4194305", "5000000, 2147483647" })
    void readsAStreamWholeWhateverItAnnounces(int length, int announced) throws Exception {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        InputStream stream = new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int available() {
                return announced;
            }
        };

        Object read = SpooledBytes.read(stream);

        assertThat(read instanceof SpooledBytes).isEqualTo(length > SpooledBytes.IN_MEMORY);
        assertThat(read instanceof SpooledBytes spooled ? spooled.toByteArray() : (byte[]) read).isEqualTo(bytes);
    }

    @Test
    void aFileOfAnEventThatWasReadIsLetGoOfAndOneOfAnEventThatIsBytesIsKept() throws Exception {
        byte[] json = ("[\"" + "x".repeat(SpooledBytes.IN_MEMORY) + "\"]").getBytes(UTF_8);
        RawEvent raw = RawEvent.of(new ByteArrayInputStream(json));

        EventSnapshot bytes = raw.read("application/octet-stream+x", null);
        raw.releaseAllBut(bytes);
        assertThat(((SpooledBytes) bytes.data()).toByteArray()).isEqualTo(json);
        EventSnapshot read = raw.read(JSON, null);
        raw.releaseAllBut(read);

        assertThat((List<?>) read.data()).hasSize(1);
        assertThatThrownBy(((SpooledBytes) bytes.data())::toByteArray).isInstanceOf(IOException.class);
    }

    @Test
    void spoolsALongStreamAndReadsItAgainAndAgain(@TempDir Path folder) throws Exception {
        byte[] bytes = new byte[SpooledBytes.IN_MEMORY + 12_345];
        Arrays.fill(bytes, (byte) 0x81);
        File file = Files.write(folder.resolve("file"), bytes).toFile();

        EventSnapshot event = EventSnapshot.of(Map.of("file", file), NONE);
        Files.delete(file.toPath());

        SpooledBytes spooled = (SpooledBytes) ((Map<?, ?>) event.data()).get("file");
        assertThat(spooled.length()).isEqualTo(bytes.length);
        try (InputStream first = spooled.open(); InputStream second = spooled.open()) {
            assertThat(first.read()).isEqualTo(0x81);
            assertThat(second.readAllBytes()).isEqualTo(bytes);
        }
        event.release();
        assertThatThrownBy(() -> spooled.open().read()).isInstanceOf(IOException.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void comesBackFromADeadLetter(String name, Object body) throws Exception {
        EventSnapshot event = EventSnapshot.of(body, NONE);

        byte[] document = Json.writeBytes(event.toDeadLetterValue());
        EventSnapshot replayed = EventSnapshot.ofDeadLetterValue(Json.read(document));

        assertThat(replayed.data()).isEqualTo(event.data());
    }

    static Stream<Arguments> comesBackFromADeadLetter() {
        return Stream.of(arguments("nothing", null), arguments("an object", Map.of("a", Map.of("b", List.of(1, 2.50)))),
                arguments("bytes", new byte[] { 0, (byte) 0xFF }), arguments("text", "no JSON"), arguments("a list", "[1]"),
                arguments("an object that looks like bytes", Map.of("base64", "no base64!")),
                arguments("one that looks like a wrapped one", Map.of("base64", "AA==", "contentType", "application/json")));
    }

    @Test
    void refusesADeadLetterWhoseBytesAreDamaged() {
        assertThatThrownBy(() -> EventSnapshot.ofDeadLetterValue(Map.of("base64", "***"))).isInstanceOf(NotSentException.class);
        assertThatThrownBy(() -> EventSnapshot.ofDeadLetterValue(Map.of("base64", 5L))).isInstanceOf(NotSentException.class);
    }
}
