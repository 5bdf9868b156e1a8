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
import java.util.ArrayList;
import java.util.List;

import io.webhookscript.cli.draft.NewScript;
import io.webhookscript.script.usecase.UseCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class NewScriptsAreSoundTest {

    @TempDir
    Path folder;

    static List<String[]> choices() {
        List<String[]> choices = new ArrayList<>();
        for (NewScript.BodyKind body : NewScript.BodyKind.values()) {
            UseCases.builtIn().names().forEach(useCase -> choices.add(new String[] { useCase, body.toString(), "none" }));
        }
        for (NewScript.AuthKind auth : NewScript.AuthKind.values()) {
            choices.add(new String[] { "contact", "json", auth.toString() });
        }
        return choices;
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("choices")
    void aNewScriptLoadsAndPassesItsOwnTests(String useCase, String body, String auth) {
        String url = "https://crm.example.com/hooks" + (useCase.equals("any") ? "/{id}" : "");
        Cli.Run run = Cli.run("new", "my-hook", "--url", url, "--use-case", useCase, "--body",
                body, "--auth", auth, "--sign", "-o", folder.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualToIgnoringNewLines(folder.resolve("my-hook.webhookscript.yaml").toString());
        assertThat(Cli.run("validate", "--fail-on", "warning", folder.toString()).exitCode()).isZero();
        assertThat(Cli.run("test", folder.toString()).err()).contains("1 passed, 0 failed");
    }

    @Test
    void missingAnswersAreAskedFor() {
        Cli.Run run = Cli.withInput("my-hook\nhttps://crm.example.com/hooks\n\ncontact\nform\nbearer\n", "new", "--print");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("Name of the script").contains("Body (json, form, xml, text, none)");
        assertThat(run.out()).contains("name: my-hook").contains("form:").contains("useCase: contact").contains("bearer:");
    }

    @Test
    void aScriptThatIsThereStays() throws Exception {
        Files.writeString(folder.resolve("my-hook.webhookscript.yaml"), "mine");
        String[] command = { "new", "my-hook", "--url", "https://crm.example.com/", "-o", folder.toString() };

        assertThat(Cli.run(command).exitCode()).isEqualTo(2);
        assertThat(folder.resolve("my-hook.webhookscript.yaml")).hasContent("mine");

        assertThat(
                Cli.run("new", "my-hook", "--url", "https://crm.example.com/", "-o", folder.toString(), "--force").exitCode())
                .isZero();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({ "My Hook, https://example.com/", "my-hook, ftp://example.com/", "my-hook, https://", "my-hook, ''" })
    void whatCanBeNoScriptIsRefused(String name, String url) {
        assertThat(Cli.run("new", name, "--url", url, "--print").exitCode()).isEqualTo(2);
    }

    @Test
    void aQuestionWithoutAnAnswerEndsTheCommand() {
        assertThat(Cli.withInput("", "new").exitCode()).isEqualTo(2);
        assertThat(Cli.run("new", "a", "--url", "https://example.com/", "--use-case", "nonsense").exitCode()).isEqualTo(2);
    }
}
