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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.webhookscript.script.UseCase;
import io.webhookscript.script.problem.ProblemReport;
import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.script.repository.ScriptLocations;
import io.webhookscript.script.yaml.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the page says of names and use cases is so, and its snippets work as they stand. */
class UseCasesPageTest {

    private static final Path PAGE = Path.of("../docs/use-cases.adoc");
    private static final Path SELF = Path.of("src/test/java/io/webhookscript/script/usecase/UseCasesPageTest.java");

    @TempDir
    private Path folder;

    @Test
    void itsUseCaseAndItsScriptsLoad() throws IOException {
        List<String> files = snippets("yaml");
        Files.writeString(folder.resolve("order.usecase.yaml"), files.get(1));

        assertThat(files).hasSize(3);
        assertThat(readAsTheJavaSnippetDoes(files.get(0), new ArrayList<>()).problems()).isEmpty();
        assertThat(readAsTheJavaSnippetDoes(files.get(2), new ArrayList<>()).problems()).isEmpty();
    }

    @Test
    void itsUseCaseListsItsPlaceholders() throws IOException {
        Files.writeString(folder.resolve("order.usecase.yaml"), snippets("yaml").get(1));
        List<String> shown = new ArrayList<>();

        readAsTheJavaSnippetDoes("", shown);

        assertThat(shown).contains("order.id (integer) 4711", "order['ship-to'].city (string) London",
                "order.lines[0].sku (string) A-100", "customer.address.city (string) London");
    }

    @Test
    void itsJavaIsWhatThisTestRuns() throws IOException {
        List<String> tested = Files.readString(SELF).lines().map(String::strip).toList();

        assertThat(snippets("java")).singleElement()
                .satisfies(java -> assertThat(tested).containsAll(java.lines().map(String::strip).toList()));
    }

    @Test
    void itHasEveryName() throws IOException {
        Set<String> names = new TreeSet<>(Scope.fixedRoots());
        names.addAll(Scope.RESPONSE.names());
        names.add("response");

        assertThat(firstColumn("== Names")).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void itHasEveryBuiltInUseCaseWithItsData() throws IOException {
        String table = section("== Use cases\n");

        for (String name : UseCases.builtIn().names()) {
            UseCase useCase = UseCases.builtIn().find(name).orElseThrow();
            String row = "|" + name + "\n|" + Objects.requireNonNullElse(useCase.subject(), "") + "\n|";
            assertThat(table).contains(row);
            String data = table.substring(table.indexOf(row) + row.length()).lines().findFirst().orElseThrow();
            useCase.placeholders().stream().map(UseCase.Placeholder::path)
                    .filter(path -> path.matches("\\w+|event\\.\\w+"))
                    .forEach(path -> assertThat(data).as(name).contains("`" + path + "`"));
        }
    }

    private ReadResult readAsTheJavaSnippetDoes(String text, List<String> shown) {
        ScriptLocations.SearchResult files = ScriptLocations.useCases(List.of("file:" + folder), getClass().getClassLoader());
        UseCases.LoadResult loaded = UseCases.builtIn().with(files.files());
        for (UseCase.Placeholder placeholder : loaded.useCases().find("order").orElseThrow().placeholders()) {
            shown.add(placeholder.path() + " (" + placeholder.type() + ") " + placeholder.example());
        }
        ScriptEnvironment environment = ScriptEnvironment.standalone().withUseCases(loaded.useCases());
        ReadResult result = new ScriptReader(environment).read("order-placed.webhookscript.yaml", text);
        String report = ProblemReport.of(result.problems());
        assertThat(report.isEmpty()).isEqualTo(result.problems().isEmpty());
        return result;
    }

    private static List<String> snippets(String language) throws IOException {
        return Pattern.compile("\\[source," + language + "]\n----\n(.*?)\n----", Pattern.DOTALL)
                .matcher(Files.readString(PAGE)).results().map((MatchResult r) -> r.group(1) + "\n").toList();
    }

    private static String section(String title) throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(title);
        return page.substring(begin, page.indexOf("\n== ", begin));
    }

    private static List<String> firstColumn(String title) throws IOException {
        return Pattern.compile("\n\n\\|(\\w+)\n\\|").matcher(section(title)).results().map((MatchResult r) -> r.group(1))
                .toList();
    }
}
