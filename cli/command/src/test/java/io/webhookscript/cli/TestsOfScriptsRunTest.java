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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class TestsOfScriptsRunTest {

    private static final String SCRIPT = """
            webhookscript: "1.0"
            request: { url: "https://example.com/{{ id }}", auth: { bearer: "{{ secret.crm }}" } }
            tests:
              - name: an id is in the path
                event: { id: 7 }
                expect: { url: "https://example.com/%s" }
            """;

    @TempDir
    Path folder;

    @Test
    void allThatPassIsExitCodeZero() throws Exception {
        Files.writeString(folder.resolve("a.webhookscript.yaml"), SCRIPT.formatted("7"));

        Cli.Run run = Cli.run("test", folder.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualToIgnoringNewLines("passed  a: an id is in the path");
        assertThat(run.err()).isEqualToIgnoringNewLines("1 passed, 0 failed");
    }

    @Test
    void aTestThatFailsSaysWhereAndWhat() throws Exception {
        Path script = Files.writeString(folder.resolve("a.webhookscript.yaml"), SCRIPT.formatted("8"));

        Cli.Run run = Cli.run("test", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("failed  a: an id is in the path").contains(script + ":6")
                .contains("\"https://example.com/7\"");
        assertThat(Cli.run("test", "--format", "json", folder.toString()).out()).contains("\"passed\":false")
                .contains("\"path\":\"url\"");
    }

    @Test
    void aBrokenScriptFailsAndTheOthersRun() throws Exception {
        Files.writeString(folder.resolve("a.webhookscript.yaml"), SCRIPT.formatted("7"));
        Files.writeString(folder.resolve("b.webhookscript.yaml"), "webhookscript: \"1.0\"\n");

        Cli.Run run = Cli.run("test", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("passed  a");
        assertThat(run.err()).contains("[missing-key]");
    }

    @Test
    void mvelRunsOnlyWhereTheCommandLineAllowsIt() throws Exception {
        Path script = Files.writeString(folder.resolve("a.webhookscript.yaml"), """
                webhookscript: "1.0"
                request: { url: "https://example.com/" }
                response: { variables: { double: { mvel: "response.body.n * 2" } } }
                tests:
                  - name: doubles
                    event: {}
                    response: { status: 200, body: { n: 21 } }
                    expect: { variables: { double: 42 } }
                """);

        for (String command : new String[] { "validate", "test", "dry-run" }) {
            Cli.Run refused = Cli.run(command, script.toString());
            Cli.Run allowed = Cli.run(command, "--languages", "jsonpath,xpath,mvel", script.toString());

            assertThat(refused.exitCode()).as(command).isEqualTo(1);
            assertThat(refused.out() + refused.err()).contains("[language-not-allowed]")
                    .contains("--languages jsonpath,xpath,mvel");
            assertThat(allowed.exitCode()).as(allowed.out() + allowed.err()).isZero();
        }
    }

    @Test
    void aScriptWithoutTestsIsNamed() throws Exception {
        Files.writeString(folder.resolve("a.webhookscript.yaml"),
                "webhookscript: \"1.0\"\nrequest: { url: \"https://example.com/\" }\n");

        Cli.Run run = Cli.run("test", folder.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("a has no tests");
    }
}
