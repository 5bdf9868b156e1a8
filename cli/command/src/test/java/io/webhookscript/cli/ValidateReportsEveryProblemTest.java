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

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.webhookscript.cli.input.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ValidateReportsEveryProblemTest {

    private static final String GOOD = "webhookscript: \"1.0\"\nrequest: { url: \"https://example.com/\" }\n";
    private static final String BROKEN
            = "webhookscript: \"1.0\"\nrequest:\n  url: \"https://example.com/{{ id | uper }}\"\n  metod: GET\n";

    @TempDir
    Path folder;

    @Test
    void aFolderWithoutProblemsGivesNoResultAndExitCodeZero() throws Exception {
        write("a.webhookscript.yaml", GOOD);

        Cli.Run run = Cli.run("validate", folder.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualToIgnoringNewLines("1 file: 0 errors");
    }

    @Test
    void everyProblemHasItsPlaceUnderThePathThatTheUserCanOpen() throws Exception {
        Path broken = write("broken.webhookscript.yaml", BROKEN);

        Cli.Run run = Cli.run("validate", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines().filter(line -> !line.startsWith(" "))).hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith(broken + ":"));
        assertThat(run.out()).contains(":3:").contains("did you mean `upper`?").contains(":4:").contains("[unknown-key]");
        assertThat(run.err()).contains("1 file: 2 errors");
    }

    @Test
    void filesAreCheckedTogether() throws Exception {
        write("a.webhookscript.yaml", GOOD + "name: a\n");
        Files.createDirectory(folder.resolve("more"));
        write("more/a.webhookscript.yaml", GOOD + "name: a\ndescription: another\n");

        assertThat(Cli.run("validate", folder.toString()).out()).contains("[duplicate-name]");
    }

    @Test
    void useCasesBesideScriptsAreKnownAndChecked() throws Exception {
        write("order.usecase.yaml", "name: order\ndata: { properties: { number: { type: integer } } }\n");
        write("a.webhookscript.yaml", GOOD + "useCase: order\n");

        assertThat(Cli.run("validate", folder.toString()).exitCode()).isZero();

        write("order.usecase.yaml", "name: order\nfieldz: {}\n");

        assertThat(Cli.run("validate", folder.toString()).out()).contains("order.usecase.yaml:2:");
    }

    @Test
    void useCasesMayStandElsewhere() throws Exception {
        Files.createDirectory(folder.resolve("cases"));
        write("cases/order.usecase.yaml", "name: order\ndata: { properties: { number: { type: integer } } }\n");
        Path script = write("a.webhookscript.yaml", GOOD + "useCase: order\n");

        assertThat(Cli.run("validate", script.toString()).exitCode()).isEqualTo(1);
        assertThat(Cli.run("validate", script.toString(), "--use-cases", folder.resolve("cases").toString()).exitCode())
                .isZero();
    }

    @Test
    void aFileThatIsNotCalledAsAScriptIsReported() throws Exception {
        write("a.webhookscript.yml", GOOD);

        Cli.Run run = Cli.run("validate", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("a.webhookscript.yml").contains("[wrong-extension]");
    }

    @Test
    void aPathThatIsNotThereIsAProblem() {
        Cli.Run run = Cli.run("validate", folder.resolve("nowhere").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).startsWith(folder.resolve("nowhere").toString()).contains("[missing-location]");
    }

    @Test
    void jsonHasEveryPartOfAProblem() throws Exception {
        write("broken.webhookscript.yaml", BROKEN);

        Cli.Run run = Cli.run("validate", "--format", "json", folder.toString());

        Map<?, ?> document = (Map<?, ?>) JsonText.read("it", run.out().getBytes(StandardCharsets.UTF_8));
        assertThat(document.get("errors")).isEqualTo(2L);
        assertThat(document.get("files")).isEqualTo(1L);
        assertThat((List<?>) document.get("problems")).first().asInstanceOf(
                org.assertj.core.api.InstanceOfAssertFactories.MAP).containsEntry("code", "template").containsEntry("line", 3L)
                .containsEntry("suggestions", List.of("upper"));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void warningsCountWhenTheyAreAskedFor() throws Exception {
        write("a.webhookscript.yaml", "webhookscript: \"1.0\"\nrequest: { method: POST, url: \"https://example.com/\" }\n");

        assertThat(Cli.run("validate", folder.toString()).exitCode()).isZero();
        assertThat(Cli.run("validate", "--fail-on", "warning", folder.toString()).exitCode()).isEqualTo(1);
    }

    @Test
    void anEditorHandsOverATextThatIsNotSaved() {
        Cli.Run run = Cli.withInput(BROKEN, "validate", "--stdin", "broken.webhookscript.yaml");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).startsWith("broken.webhookscript.yaml:3:");
    }

    @Test
    void aCommandThatSaysNothingToValidateFails() {
        assertThat(Cli.run("validate").exitCode()).isEqualTo(2);
        assertThat(Cli.run("validate", "--format", "nonsense", ".").exitCode()).isEqualTo(2);
        assertThat(Cli.run("validate", "--watch", "--format", "sarif", ".").exitCode()).isEqualTo(2);
        assertThat(Cli.run("validdate").exitCode()).isEqualTo(2);
    }

    private Path write(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content);
    }
}
