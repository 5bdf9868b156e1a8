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
package io.webhookscript.jbang;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;
import org.apache.camel.dsl.jbang.core.common.CommandLineHelper;
import org.apache.camel.dsl.jbang.core.common.Plugin;
import org.apache.camel.dsl.jbang.core.common.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Camel JBang itself finds the plugin, as it finds one that a user has added, and runs its commands. */
@Tag("slow")
class PluginAddsTheCommandsTest {

    private static final String GOOD = "webhookscript: \"1.0\"\nrequest: { url: \"https://example.com/\" }\n";

    @TempDir
    Path home;
    private Path homeBefore;

    @BeforeEach
    void addPlugin() throws Exception {
        homeBefore = CommandLineHelper.getHomeDir();
        CommandLineHelper.useHomeDir(home.toString());
        Files.writeString(home.resolve(PluginHelper.PLUGIN_CONFIG), """
                { "plugins": { "webhookscript": { "name": "webhookscript", "command": "webhookscript", "firstVersion": "4.17.0",
                  "dependency": "io.webhookscript:camel-jbang-plugin-webhookscript:0.1.0-SNAPSHOT" } } }
                """);
    }

    @AfterEach
    void goHome() {
        CommandLineHelper.useHomeDir(homeBefore.toString());
    }

    @Test
    void theServiceFileNamesThePlugin() {
        Optional<Plugin> plugin = PluginHelper.getPlugin("webhookscript", "4.17.0", "", null, null);

        assertThat(plugin).get().isInstanceOf(WebhookScriptPlugin.class);
    }

    @Test
    void camelRunsTheCommandsWithTheirExitCodes() throws Exception {
        Path script = Files.writeString(home.resolve("a.webhookscript.yaml"), GOOD);
        assertThat(camel("webhookscript", "validate", script.toString())).isZero();

        Files.writeString(script, GOOD + "metod: GET\n");
        assertThat(camel("webhookscript", "validate", script.toString())).isEqualTo(1);
        assertThat(camel("webhookscript", "explain", "nonsense")).isEqualTo(2);
    }

    @Test
    void openApiIsReadWithoutAnythingMore() throws Exception {
        Path document = Files.writeString(home.resolve("api.yaml"), """
                openapi: 3.0.3
                info: { title: a, version: "1" }
                servers: [{ url: "https://api.example.com" }]
                paths: { /a: { get: { operationId: getA, responses: { "200": { description: ok } } } } }
                """);

        assertThat(
                camel("webhookscript", "import", "openapi", document.toString(), "--operation", "getA", "-o", home.toString()))
                .isZero();
        assertThat(home.resolve("get-a.webhookscript.yaml")).content().contains("url: \"{{ context.baseUrl }}/a\"");
    }

    private static int camel(String... arguments) {
        List<Integer> exitCodes = new ArrayList<>();
        PrintStream before = System.out;
        System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        try {
            CamelJBangMain.run(new CamelJBangMain() {
                @Override
                public void quit(int exitCode) {
                    exitCodes.add(exitCode);
                }
            }, arguments);
        } finally {
            System.setOut(before);
        }
        assertThat(exitCodes).hasSize(1);
        return exitCodes.get(0);
    }
}
