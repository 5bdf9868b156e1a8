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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What the page shows is run as it stands there: by the shell, with the launcher that it shows, and the jar that was
 * built.
 */
class CommandLinePageIT {

    private static final Path JAR = Path.of(System.getProperty("built.jar"));

    @TempDir
    Path folder;
    private CommandLinePage page;
    private Path work;

    @BeforeEach
    void install() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
        page = new CommandLinePage();
        Path launcher = Files.createDirectory(folder.resolve("bin")).resolve("webhookscript");
        Files.writeString(launcher, page.launcher());
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        work = Files.createDirectory(folder.resolve("work"));
        for (Map.Entry<String, String> file : page.files().entrySet()) {
            Path path = work.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    @Test
    void everyCommandOfThePageEndsWell() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"id\":7}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            List<String> commands = page.commands();
            assertThat(commands).hasSizeGreaterThan(20).allMatch(command -> command.startsWith("webhookscript "));
            StringBuilder script = new StringBuilder("set -e\n");
            for (String command : commands) {
                script.append("echo '# ").append(command.replace("'", "'\\''")).append("'\n").append(
                        command.replace("127.0.0.1:8085", "127.0.0.1:" + server.getAddress().getPort())).append('\n');
            }

            String output = bash(0, script.toString());

            assertThat(output.lines().filter(line -> !line.startsWith("# ")).toList()).asString().contains("crmId = 7")
                    .contains("a contact is sent").contains("Change a contact")
                    .contains("secret.example_user is ").doesNotContain("sk_key").doesNotContain("a-token");
            assertThat(work.resolve("webhookscript.sarif")).content().contains("\"version\":\"2.1.0\"");
            assertThat(work.resolve("from-a-browser.webhookscript.yaml")).content().contains("name: Ada");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theTaskOfAnEditorFindsProblemsInWhatIsShown() throws Exception {
        JsonNode matcher = new ObjectMapper().readTree(page.editorTask()).at("/tasks/0/problemMatcher");
        Files.writeString(work.resolve("scripts/crm-contact.webhookscript.yaml"),
                "webhookscript: \"1.0\"\nrequest: { method: POST, url: \"https://a.example/\", x: 1 }\n");

        List<String> shown = bash(1, "webhookscript validate scripts/crm-contact.webhookscript.yaml").lines().toList();

        Pattern problem = Pattern.compile(matcher.at("/pattern/regexp").asText());
        List<Matcher> found = shown.stream().map(problem::matcher).filter(Matcher::matches).toList();
        assertThat(found).extracting(m -> m.group(1) + ":" + m.group(2) + " " + m.group(4)).containsExactlyInAnyOrder(
                "scripts/crm-contact.webhookscript.yaml:2 warning", "scripts/crm-contact.webhookscript.yaml:2 null");
        assertThat(shown).anyMatch(line -> line.matches(matcher.at("/background/endsPattern").asText() + ".*"));
    }

    @Test
    void theActionValidatesAndTests() throws Exception {
        Map<?, ?> action = yaml(Files.readString(Path.of("../../docs/github-action/action.yml")));
        Map<?, ?> inputs = (Map<?, ?>) action.get("inputs");
        List<?> steps = (List<?>) ((Map<?, ?>) action.get("runs")).get("steps");
        Map<?, ?> step = (Map<?, ?>) steps.get(steps.size() - 1);
        StringBuilder script = new StringBuilder();
        ((Map<?, ?>) step.get("env")).forEach((name, value) -> {
            String input = value.toString().replaceAll("\\$\\{\\{ inputs\\.([a-z-]+) }}", "$1");
            Object byDefault = ((Map<?, ?>) inputs.get(input)).get("default");
            script.append("export ").append(name).append("='").append(input.equals("paths") ? "scripts" : byDefault)
                    .append("'\n");
        });
        script.append(step.get("run"));

        assertThat(bash(0, script.toString())).contains("1 passed, 0 failed");
        assertThat(work.resolve("webhookscript.sarif")).content().contains("\"results\":[]");

        Files.writeString(work.resolve("scripts/crm-contact.webhookscript.yaml"),
                page.files().get("scripts/crm-contact.webhookscript.yaml").replace("contacts/7", "contacts/8"));
        assertThat(bash(1, script.toString())).contains("0 passed, 1 failed");
    }

    @Test
    void theHooksTakeTheFilesOfACommit() throws Exception {
        Map<?, ?> config = yaml(Files.readString(Path.of("../../docs/pre-commit/pre-commit-config.yaml")));
        List<?> hooks = (List<?>) ((Map<?, ?>) ((List<?>) config.get("repos")).get(0)).get("hooks");

        assertThat(hooks).hasSize(2);
        for (Object hook : hooks) {
            Pattern files = Pattern.compile((String) ((Map<?, ?>) hook).get("files"));
            assertThat(files.matcher("a/crm-contact.webhookscript.yaml").find()).isTrue();
            assertThat(files.matcher("a/application.yaml").find()).isFalse();
            bash(0, ((Map<?, ?>) hook).get("entry") + " scripts/crm-contact.webhookscript.yaml");
        }
    }

    private static Map<?, ?> yaml(String text) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private String bash(int exitCode, String script) throws Exception {
        ProcessBuilder builder
                = new ProcessBuilder("/bin/bash", "-c", script).directory(work.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", folder.resolve("bin") + ":" + Path.of(System.getProperty("java.home"), "bin") + ":"
                                          + builder.environment().get("PATH"));
        builder.environment().put("WEBHOOKSCRIPT_JAR", JAR.toAbsolutePath().toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(exitCode);
        return output;
    }
}
