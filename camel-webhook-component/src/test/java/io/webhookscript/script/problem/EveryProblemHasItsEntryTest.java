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
package io.webhookscript.script.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.webhookscript.language.ExpressionLanguages;
import io.webhookscript.script.reader.BeanCheck;
import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.script.repository.ScriptLocations;
import io.webhookscript.script.repository.ScriptRepository;
import io.webhookscript.script.usecase.FoundFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The page on problems has every code, its files cause what they say, and what it recommends loads. */
class EveryProblemHasItsEntryTest {

    private static final String RIGHT = "webhookscript: \"1.0\"\nrequest: { url: \"https://example.com/\" }\n";

    @TempDir
    private Path folder;

    @Test
    void pageHasEveryCodeOnce() throws IOException {
        assertThat(new ProblemsPage().codes())
                .containsExactlyElementsOf(Arrays.stream(ProblemCode.values()).map(ProblemCode::code).toList());
    }

    /** Those that a single text cannot cause have a test of their own below. */
    @Test
    void everyCodeIsCaused() throws IOException {
        Set<String> byHand
                = Set.of("missing-location", "unreadable-file", "too-large", "not-utf-8", "duplicate-name", "channel-taken",
                        "use-case-changed", "missing-bean");

        assertThat(new ProblemsPage().snippets()).filteredOn(s -> !s.isRight()).extracting(ProblemsPage.Snippet::code)
                .containsAll(
                        Arrays.stream(ProblemCode.values()).map(ProblemCode::code).filter(w -> !byHand.contains(w)).toList());
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void fileDoesWhatThePageSays(ProblemsPage.Snippet snippet) {
        BeanCheck none = (name, kind) -> false;
        ScriptEnvironment standalone = ScriptEnvironment.standalone();
        boolean inCamel = Set.of("missing-bean", "unknown-endpoint", "needs-store").contains(snippet.code());
        ScriptEnvironment environment = inCamel
                ? new ScriptEnvironment(
                        standalone.useCases(), new ExpressionLanguages(Set.of("jsonpath"), null), true, Map.of(),
                        none, Set.of("billing"), Set.of(), false)
                : standalone;

        ReadResult result = new ScriptReader(environment).read(snippet.fileName(), snippet.text());

        if (snippet.isRight()) {
            assertThat(result.problems()).isEmpty();
        } else {
            assertThat(result.problems()).anySatisfy(p -> {
                assertThat(p.code().code()).isEqualTo(snippet.code());
                assertThat(p.line()).isEqualTo(snippet.line());
            });
        }
    }

    static Stream<ProblemsPage.Snippet> snippets() throws IOException {
        return new ProblemsPage().snippets().stream();
    }

    @Test
    void aMissingLocationHasItsEntry() {
        ScriptLocations.SearchResult found
                = ScriptLocations.scripts(List.of("file:" + folder.resolve("no-such-folder")), getClass().getClassLoader());

        assertThat(found.problems()).extracting(Problem::code).containsExactly(ProblemCode.MISSING_LOCATION);
    }

    /** A link that leads nowhere; a file without permission would be readable for root. */
    @Test
    void anUnreadableFileHasItsEntry() throws IOException {
        Files.createSymbolicLink(folder.resolve("crm.webhookscript.yaml"), folder.resolve("nothing"));

        ScriptLocations.SearchResult found = ScriptLocations.scripts(List.of("file:" + folder), getClass().getClassLoader());

        assertThat(found.problems()).extracting(Problem::code).containsExactly(ProblemCode.UNREADABLE_FILE);
    }

    @Test
    void aFileThatIsTooLargeHasItsEntry() {
        byte[] content = (RIGHT + "#".repeat(1024 * 1024)).getBytes(StandardCharsets.UTF_8);

        assertThat(codes(content)).containsExactly(ProblemCode.TOO_LARGE);
    }

    @Test
    void aFileThatIsNotUtf8HasItsEntry() {
        byte[] content = "webhookscript: \"1.0\"\ndescription: caf\u00E9\n".getBytes(StandardCharsets.ISO_8859_1);

        ReadResult result = new ScriptReader(ScriptEnvironment.standalone()).read("crm.webhookscript.yaml", "test", content);

        assertThat(result.problems()).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo(ProblemCode.NOT_UTF_8);
            assertThat(p.line()).isEqualTo(2);
            assertThat(p.column()).isEqualTo(17);
        });
    }

    @Test
    void aDuplicateNameHasItsEntry() {
        ScriptRepository repository = new ScriptRepository(new ScriptReader(ScriptEnvironment.standalone()), false);
        repository.add(List.of(new FoundFile("a/crm.webhookscript.yaml", "a", bytes(RIGHT))));

        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(() -> repository
                        .add(List.of(new FoundFile("b/crm.webhookscript.yaml", "b", bytes(RIGHT + "name: crm\n")))))
                .satisfies(e -> assertThat(e.problems()).extracting(p -> p.code().code() + " " + p.file() + ":" + p.line())
                        .containsExactly("duplicate-name a/crm.webhookscript.yaml:0",
                                "duplicate-name b/crm.webhookscript.yaml:3"))
                .withMessageContaining("b/crm.webhookscript.yaml:3:1  name: the name `crm` is also that of a");
    }

    @Test
    void aChannelThatIsTakenHasItsEntry() {
        ScriptRepository repository = new ScriptRepository(new ScriptReader(ScriptEnvironment.standalone()), true);
        String bound = RIGHT + "triggers: [ { event: message, channels: [SMS] } ]\n";
        repository.add(List.of(new FoundFile("a.webhookscript.yaml", "a", bytes(bound))));

        List<Problem> problems = repository.add(List.of(new FoundFile("b.webhookscript.yaml", "b", bytes(bound))));

        assertThat(problems).extracting(Problem::code).containsExactly(ProblemCode.CHANNEL_TAKEN, ProblemCode.CHANNEL_TAKEN);
        assertThat(problems).extracting(Problem::line).containsExactly(3, 3);
        assertThat(repository.names()).isEmpty();
    }

    @Test
    void aChangedUseCaseHasItsEntry() {
        ScriptRepository repository = new ScriptRepository(new ScriptReader(ScriptEnvironment.standalone()), false);
        repository.add(List.of(new FoundFile("a.webhookscript.yaml", "a", bytes(RIGHT + "useCase: contact\n"))));

        List<Problem> refused = repository
                .reload(Set.of(), List.of(new FoundFile("a.webhookscript.yaml", "a", bytes(RIGHT + "useCase: ticket\n"))))
                .refused().get("a");

        assertThat(refused).extracting(Problem::code).containsExactly(ProblemCode.USE_CASE_CHANGED);
        assertThat(refused).extracting(Problem::line).containsExactly(3);
        assertThat(repository.find("a").orElseThrow().definition().about().useCase().name()).isEqualTo("contact");
    }

    private static List<ProblemCode> codes(byte[] content) {
        return new ScriptReader(ScriptEnvironment.standalone()).read("crm.webhookscript.yaml", "test", content).problems()
                .stream()
                .map(Problem::code).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
