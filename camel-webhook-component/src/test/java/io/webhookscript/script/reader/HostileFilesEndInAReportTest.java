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
package io.webhookscript.script.reader;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.problem.ProblemReport;
import io.webhookscript.script.repository.ScriptRepository;
import io.webhookscript.script.yaml.Findings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Files and folders that somebody made to confuse the reader give the report, and nothing else. */
class HostileFilesEndInAReportTest {

    private static final String RIGHT = "webhookscript: \"1.0\"\nrequest: { url: \"https://example.com/\" }\n";

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmless")
    void isReadAsItIsMeant(String what, byte[] content) {
        assertThat(read("a.webhookscript.yaml", content).problems()).isEmpty();
    }

    static Stream<Arguments> harmless() {
        return Stream.of(
                arguments("a byte order mark", utf8("\uFEFF" + RIGHT)),
                arguments("Windows line ends", utf8(RIGHT.replace("\n", "\r\n"))),
                arguments("line ends of old Macs", utf8(RIGHT.replace("\n", "\r"))),
                arguments("document marks", utf8("%YAML 1.2\n---\n" + RIGHT + "...\n")),
                arguments("an anchor and its alias", utf8("description: &a text\ntenant: *a\n" + RIGHT)),
                arguments("a status written as a decimal",
                        utf8(RIGHT + "response: { outcomes: [{ status: [200.0, 2e2], is: gone }] }\n")),
                arguments("an empty map for everything", utf8(RIGHT + "context: {}\nlimits: {}\nresponse: {}\ntests: []\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefusedWithItsLine(String what, String word, int line, byte[] content) {
        List<Problem> problems = read("a.webhookscript.yaml", content).problems();

        assertThat(problems).filteredOn(Problem::isError).anySatisfy(p -> {
            assertThat(p.code().code()).isEqualTo(word);
            assertThat(p.line()).isEqualTo(line);
        });
        assertThat(ProblemReport.of(problems)).hasSizeLessThan(20_000);
    }

    /** A name that is right in a file that is called wrongly is no second problem. */
    @Test
    void tellsOfAWrongFileNameOnce() {
        assertThat(read("CRM.webhookscript.yaml", utf8("name: crm\n" + RIGHT)).problems()).singleElement()
                .extracting(Problem::code).isEqualTo(ProblemCode.WRONG_NAME);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("a merge key", "unknown-key", 1, utf8("<<: { tenant: a }\n" + RIGHT)),
                arguments("a tab as indentation", "not-yaml", 4, utf8(RIGHT + "context:\n\ta: b\n")),
                arguments("a NUL", "not-yaml", 3, utf8(RIGHT + "description: \"a\0b\"\n")),
                arguments("a lone surrogate", "not-utf-8", 3,
                        bytes(RIGHT + "description: \u00ED\u00A0\u0080\n", StandardCharsets.ISO_8859_1)),
                arguments("a number beyond all numbers", "out-of-range", 3, utf8(RIGHT + "limits: { hops: 1e999 }\n")),
                arguments("a number of many digits", "out-of-range", 3,
                        utf8(RIGHT + "limits: { hops: " + "9".repeat(999) + " }\n")),
                arguments("a duration of many digits", "wrong-unit", 3,
                        utf8(RIGHT + "limits: { total: " + "9".repeat(999) + " }\n")),
                arguments("a size of 1e999", "wrong-unit", 3, utf8(RIGHT + "limits: { maxRequestSize: 1e999 }\n")),
                arguments("a key that is null", "unknown-key", 3, utf8(RIGHT + "~: a\n")),
                arguments("a key that is a number", "unknown-key", 3, utf8(RIGHT + "7: a\n")),
                arguments("a key that is a list", "wrong-type", 3, utf8(RIGHT + "? [a, b]\n: c\n")),
                arguments("a placeholder that is not in quotes", "wrong-type", 3,
                        utf8(RIGHT + "description: {{ contact.name }}\n")),
                arguments("a key that is empty", "unknown-key", 3, utf8(RIGHT + "\"\": a\n")),
                arguments("a list for a script", "wrong-type", 1, utf8("- " + RIGHT.replace("\n", "\n  "))),
                arguments("a text for a script", "wrong-type", 1, utf8("just text\n")),
                arguments("a directive of another YAML", "not-yaml", 1, utf8("%YAML 3.0\n---\n" + RIGHT)),
                arguments("an escape beyond all characters", "not-yaml", 4,
                        utf8(RIGHT + "tenant: x\nid: \"\\UFFFFFFFF\"\n")),
                arguments("a quote that is never closed", "not-yaml", 3, utf8(RIGHT + "tenant: \"x\nstrict: true\n\n")),
                arguments("a bracket that is never closed", "not-yaml", 3, utf8(RIGHT + "inputs: [a, b\n\n")),
                arguments("a key without a colon", "not-yaml", 3, utf8(RIGHT + "tenant\nstrict: true\n")),
                arguments("a first key without a colon", "not-yaml", 1, utf8(RIGHT.replace("script:", "script"))),
                arguments("a key without a colon before another", "not-yaml", 4,
                        utf8(RIGHT + "limits:\n  hops 3\n  # so\n\n  timeout: 5s\n")),
                arguments("an item's key without a colon", "not-yaml", 4,
                        utf8(RIGHT + "tests:\n  - name works\n    expect: {}\n")),
                arguments("a key in the midst of a text", "not-yaml", 5,
                        utf8(RIGHT + "description: so\n  long\n  tenant: x\n")),
                arguments("two values for a key", "not-yaml", 4, utf8(RIGHT + "tenant: x\nid: a: b\n")),
                arguments("a key in a column of its own", "not-yaml", 5,
                        utf8(RIGHT + "limits:\n   hops: 3\n  timeout: 5s\n")),
                arguments("a byte of another encoding behind line ends of old Macs", "not-utf-8", 4,
                        bytes(RIGHT.replace('\n', '\r') + "tenant: x\rdescription: \u00E9\n", StandardCharsets.ISO_8859_1)),
                arguments("a control character behind line ends of old Macs", "not-yaml", 3,
                        utf8(RIGHT.replace('\n', '\r') + "tenant: \u0001\n")),
                arguments("a key without a space behind its colon", "not-yaml", 3, utf8(RIGHT + "tenant:x\nstrict: true\n")),
                arguments("a JSONPath of very many steps", "expression", 3,
                        utf8(RIGHT + "response: { body: { jsonpath: \"$" + ".a".repeat(100_000) + "\" } }\n")),
                arguments("an XPath of very many steps", "expression", 3,
                        utf8(RIGHT + "response: { body: { xpath: \"" + "a[".repeat(100_000) + "\" } }\n")),
                arguments("a media type of very many parameters", "wrong-value", 2,
                        utf8(RIGHT.replace(" }", ", body: { text: x, contentType: 'a/b" + ";a=b".repeat(100_000) + "' } }"))),
                arguments("a field of very many steps", "wrong-value", 3,
                        utf8(RIGHT.replace(" }", ", body: { fields: {\n ? " + "a.".repeat(100_000) + "a : 1 } } }"))),
                arguments("a host of very many letters", "template", 2, utf8(RIGHT.replace("example", "a.".repeat(30_000)))),
                arguments("braces around an expression", "template", 3,
                        utf8(RIGHT + "response: { outcomes: [{ when: '{{ event.a }}', is: gone }] }\n")),
                arguments("a port beyond all ports", "template", 2, utf8(RIGHT.replace(".com/", ".com:65536/"))),
                arguments("a host of nothing", "template", 2, utf8(RIGHT.replace("example.com", ""))),
                arguments("an alias that nothing has", "not-yaml", 3, utf8(RIGHT + "tenant: *none\n")));
    }

    private static String numbered(String format, int count) {
        return IntStream.range(0, count).mapToObj(format::formatted).collect(Collectors.joining());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fields")
    void namesTheFieldOfWhatIsFoundBeforeAnyKeyIsKnown(String field, String file, String content) {
        List<Problem> problems = read(file, utf8(content)).problems();

        assertThat(problems).filteredOn(Problem::isError).extracting(Problem::field).contains(field);
    }

    static Stream<Arguments> fields() {
        String json = "{ \"webhookscript\": \"1.0\", \"request\": { \"url\": \"https://example.com/\" }, ";
        return Stream.of(
                arguments("limits.retry.delay", "a.webhookscript.yaml",
                        RIGHT + "limits: { retry: { delay: 1s, delay: 2s } }\n"),
                arguments("tests[1].name", "a.webhookscript.yaml",
                        RIGHT + "tests:\n  - { name: a, expect: {} }\n  - { name: !!str b, expect: {} }\n"),
                arguments("inputs[0]", "a.webhookscript.yaml", RIGHT + "inputs: [*none]\n"),
                arguments("context", "a.webhookscript.yaml", RIGHT + "context: " + "[".repeat(10_000)),
                arguments("limits.hops", "a.webhookscript.json", json + "\"limits\": { \"hops\": 1, \"hops\": 2 } }"),
                arguments("limits", "a.webhookscript.json", json + "\"limits\": { \"hops\": NaN } }"),
                arguments("limits.hops", "a.webhookscript.json",
                        json + "\"limits\": { \"hops\": " + "9".repeat(5_000) + " } }"),
                arguments("context", "a.webhookscript.json", json + "\"context\": " + "[".repeat(10_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{ // x\n}", "{ \"a\": NaN }", "{ \"a\": [1", "{ \"a\": 1, }", "{ 'a': 1 }", "{ \"a\": [1 }", "{} x" })
    void whatIsNotJsonIsToldInTheUsersWords(String content) {
        List<Problem> problems = read("a.webhookscript.json", utf8(content)).problems();

        assertThat(problems).hasSize(1).allSatisfy(p -> {
            assertThat(p.code()).isEqualTo(ProblemCode.NOT_JSON);
            assertThat(p.expected()).isNotEmpty();
            assertThat(p.toString()).doesNotContain("Feature", "REDACTED", "enable");
        });
    }

    @Test
    void theColumnCountsCharactersInJsonToo() {
        assertThat(read("a.webhookscript.json", utf8("{ \"\uD83D\uDE00\": x }")).problems())
                .extracting(Problem::column).isEqualTo(read("a.webhookscript.json", utf8("{ \"a\": x }")).problems().stream()
                        .map(Problem::column).toList());
    }

    @Test
    void aByteOrderMarkIsNoColumn() {
        byte[] content = bytes("\u00EF\u00BB\u00BFtenant: \u00E9\n", StandardCharsets.ISO_8859_1);

        assertThat(read("a.webhookscript.yaml", content).problems()).extracting(Problem::code, Problem::line, Problem::column)
                .containsExactly(tuple(ProblemCode.NOT_UTF_8, 1, "tenant: ".length() + 1));
    }

    @Test
    void aTabIsToldFromOtherCharactersThatCannotStandThere() {
        assertThat(read("a.webhookscript.yaml", utf8(RIGHT + "context:\n\ta: b\n")).problems())
                .singleElement().satisfies(p -> assertThat(p.expected()).contains("spaces"));
    }

    @Test
    void manyRemarksHideNoError() {
        String fields = numbered("      k%d: \"x{{ event.a | safe }}\"\n", Findings.MAX_PROBLEMS + 1);
        String content
                = "webhookscript: \"1.0\"\nidempotencyKey: true\nrequest:\n  url: https://example.com/\n  body:\n    json:\n"
                  + fields + "nosuch: 1\n";

        assertThat(read("a.webhookscript.yaml", utf8(content)).problems()).filteredOn(Problem::isError)
                .extracting(Problem::code).containsExactly(ProblemCode.UNKNOWN_KEY);
    }

    /** Whose time must not grow with the square of their number. */
    @Test
    @Tag("slow")
    void veryManyFieldsAreRead() {
        String fields = numbered("a%d: 1,", 40_000);

        assertThat(read("a.webhookscript.yaml", utf8(
                "idempotencyKey: true\n" + RIGHT.replace(" }", ", body: { fields: {" + fields + "} } }"))).problems())
                .isEmpty();
    }

    @Test
    @Tag("slow")
    void veryManyUnknownNamesAreToldFromVeryManyKnownOnes() {
        String fields = numbered("a%d: '{{ ab%<d }}',", 10_000);
        String inputs = numbered("abc%d,", 20_000);
        String content = RIGHT.replace(" }", ", body: { fields: {" + fields + "} } }") + "useCase: contact\ninputs: [" + inputs
                         + "]\n";

        assertThat(read("a.webhookscript.yaml", utf8(content)).problems()).filteredOn(Problem::isError)
                .hasSize(Findings.MAX_PROBLEMS).first()
                .satisfies(p -> assertThat(p.expected()).contains("contact, changes, channel, abc0, abc1,"));
    }

    @Test
    void noMoreThanTenNamesAreListed() {
        assertThat(read("a.webhookscript.yaml", utf8(RIGHT + "zzzzzzzzz: 1\n")).problems()).singleElement()
                .satisfies(p -> assertThat(p.expected().split(",")).hasSize(10));
    }

    @Test
    void aFileWhoseNameHoldsLineEndsIsReportedInOneLine() {
        Problem problem = read("a\n\0.webhookscript.yaml", utf8(RIGHT)).problems().get(0);

        assertThat(problem.file()).isEqualTo("a\n\0.webhookscript.yaml");
        assertThat(problem.toString().lines().findFirst()).hasValueSatisfying(
                line -> assertThat(line).contains(".webhookscript.yaml").doesNotContain("\0"));
    }

    @Test
    void aNumberBeyondTheUpperBoundIsToldThatBound() {
        assertThat(read("a.webhookscript.yaml", utf8(RIGHT + "limits: { hops: 99999999999 }\n")).problems())
                .singleElement().satisfies(p -> assertThat(p.expected()).contains(String.valueOf(Integer.MAX_VALUE)));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void noKeyTakesNothingWithoutAWord(String key) {
        ReadResult yaml = read("a.webhookscript.yaml", utf8(RIGHT + key + ":\n"));

        assertThat(yaml.problems()).filteredOn(Problem::isError).anySatisfy(p -> assertThat(p.line()).isEqualTo(3));
    }

    /** All but the two that stand there already, and `id` and `subject`, whose value may be null. */
    static Stream<String> keys() {
        return DefinitionReader.KEYS.stream()
                .filter(k -> !List.of("webhookscript", "request", "id", "subject").contains(k));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void otherEncodingsAreNamed(Charset encoding) {
        List<Problem> problems = read("a.webhookscript.yaml", bytes(RIGHT, encoding)).problems();

        assertThat(problems).isNotEmpty().allSatisfy(p -> assertThat(p.line()).isPositive());
        assertThat(problems).extracting(p -> p.code().code()).containsAnyOf("not-utf-8", "not-yaml");
    }

    static Stream<Charset> encodings() {
        return Stream.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
    }

    @Test
    void linksThatGoRoundAreReportedAndTheRestIsLoaded() throws IOException {
        Files.writeString(folder.resolve("a.webhookscript.yaml"), RIGHT);
        Files.createSymbolicLink(Files.createDirectory(folder.resolve("sub")).resolve("up"), folder);
        Files.createSymbolicLink(folder.resolve("self.webhookscript.yaml"), folder.resolve("self.webhookscript.yaml"));
        ScriptRepository repository = new ScriptRepository(new ScriptReader(ScriptEnvironment.standalone()), true);

        List<Problem> problems = repository.load(List.of("file:" + folder), getClass().getClassLoader());

        assertThat(repository.names()).containsExactly("a");
        assertThat(problems).extracting(p -> p.file() + " " + p.code().code())
                .containsExactlyInAnyOrder("sub/up unreadable-file", "self.webhookscript.yaml unreadable-file");
    }

    @Test
    void aFolderThatIsCalledLikeAScriptIsAFolder() throws IOException {
        Files.writeString(
                Files.createDirectory(folder.resolve("a.webhookscript.yaml")).resolve("b.webhookscript.yaml"), RIGHT);
        ScriptRepository repository = new ScriptRepository(new ScriptReader(ScriptEnvironment.standalone()), false);

        repository.load(List.of("file:" + folder), getClass().getClassLoader());

        assertThat(repository.names()).containsExactly("b");
    }

    private static ReadResult read(String name, byte[] content) {
        return new ScriptReader(ScriptEnvironment.standalone()).read(name, "test", content);
    }

    private static byte[] utf8(String text) {
        return bytes(text, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text, Charset encoding) {
        return text.getBytes(encoding);
    }
}
