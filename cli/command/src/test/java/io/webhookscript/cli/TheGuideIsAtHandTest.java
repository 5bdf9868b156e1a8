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
package io.webhookscript.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.webhookscript.cli.page.AsciiDoc;
import io.webhookscript.script.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class TheGuideIsAtHandTest {

    static List<String> pages() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("../../docs"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".adoc"))
                    .map(name -> name.replace(".adoc", "")).sorted().toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyProblemIsExplained(ProblemCode code) {
        Cli.Run run = Cli.run("explain", code.code());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith(code.code() + " (" + code.severity().code() + ")").contains("Instead:");
        assertThat(run.out().lines()).noneMatch(line -> line.matches("\\[source.*|----|\\[#.*"));
    }

    @Test
    void aWordThatIsNotACodeHasSuggestions() {
        Cli.Run run = Cli.run("explain", "unknown-kye");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("did you mean `unknown-key`");
        assertThat(Cli.run("explain").out()).contains("unknown-key").contains("not-repeated");
    }

    @Test
    void everyPageIsListedWithItsTitle() throws Exception {
        Cli.Run run = Cli.run("docs");

        assertThat(run.out().lines().map(line -> line.split(" ")[0])).containsExactlyElementsOf(pages());
        assertThat(run.out()).containsPattern("(?m)^templates +Templates$");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageIsShownWithoutTheMarksOfItsFormat(String page) {
        Cli.Run run = Cli.run("docs", page);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).hasSizeGreaterThan(20).noneMatch(
                line -> line.matches("\\|===|----|\\[(?:source|cols|#).*]|=+ .*|:[a-z-]+:.*|.*xref:.*"));
    }

    @Test
    void aRowOfATableSaysWhatItsCellsAre() {
        String page = """
                = Page

                [cols="1,1,1"]
                |===
                |outcome |means |tried again

                |`refused`
                |a \\| b
                |never
                |===
                """;

        assertThat(new AsciiDoc(page).text())
                .isEqualTo("Page\n====\n\n`refused`\n    means: a | b\n    tried again: never");
    }

    @Test
    void tabsAreListingsOneBelowTheOther() {
        String page = """
                [tabs]
                ====

                Java::
                +
                [source,java]
                ----
                from("direct:a");
                ----

                YAML::
                +
                [source,yaml]
                ----
                - route:
                ----
                ====
                """;

        assertThat(new AsciiDoc(page).text()).isEqualTo("Java\n\n    from(\"direct:a\");\n\nYAML\n\n    - route:");
    }

    @Test
    void aLinkToAFileIsItsText() {
        assertThat(new AsciiDoc("See link:../samples/kamelets[`samples/kamelets`].").text())
                .isEqualTo("See `samples/kamelets`.");
    }

    @Test
    void aPageThatIsNotThereNamesTheOthers() {
        assertThat(Cli.run("docs", "../problems").exitCode()).isEqualTo(2);
        assertThat(Cli.run("docs", "nonsense").err()).contains("delivery");
    }

    @Test
    void placeholdersOfAUseCaseAreListed() {
        assertThat(Cli.run("placeholders", "contact").out())
                .containsPattern("(?m)^\\{\\{ contact.first_name +}} +string +Ada$");
        assertThat(Cli.run("placeholders", "contact", "--format", "json").out()).contains("\"path\":\"contact.id\"");
        assertThat(Cli.run("placeholders").out()).contains("contact").contains("conversation");
        assertThat(Cli.run("placeholders", "contract").err()).contains("did you mean `contact`");
        assertThat(Cli.run("placeholders", "contract").exitCode()).isEqualTo(2);
    }

    @Test
    void scriptsAreListedWithWhatTheyAre() {
        Cli.Run run = Cli.run("list", "../../samples/scripts/src/main/resources/webhookscripts");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsPattern("(?m)^salesforce-upsert-contact +[0-9a-f]{12} +PATCH +contact +sync +4 tests +Creates");
        assertThat(Cli.run("list", "--format", "json", "../../samples/scripts/src/main/resources/webhookscripts").out())
                .contains("\"name\":\"slack-notify\"");
    }
}
