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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The jar as users have it, started as they start it. */
class ExecutableJarIT {

    private static final Path JAR = Path.of(System.getProperty("built.jar"));
    private static final String SCRIPTS = "../../samples/scripts/src/main/resources/webhookscripts";

    @TempDir
    Path folder;

    private record Run(int exitCode, String out, String err) {
    }

    @Test
    void holdsNoCamelAndBringsItsLicences() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName())).noneMatch(name -> name.startsWith("org/apache/camel/"))
                    .contains("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/LICENSE.txt")
                    .doesNotContain("META-INF/MANIFEST.SF");
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class")).isEqualTo("io.webhookscript.cli.Main");
        }
    }

    @Test
    void validatesWithoutLoadingWhatOnlyOthersNeed() throws Exception {
        Run run = run(Map.of(), List.of("-Xlog:class+load"), "validate", SCRIPTS);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).doesNotContain("com.fasterxml.jackson.databind").doesNotContain("org.apache.hc.")
                .doesNotContain("org.mvel2.").contains("io.webhookscript.script.reader.ScriptReader");
        assertThat(run.err()).containsPattern("\\d+ files: 0 errors");
    }

    @Test
    void everyOtherCommandRunsFromIt() throws Exception {
        assertThat(run("--version").out()).startsWith("webhookscript ").doesNotContain("dev");
        assertThat(run("docs").out()).contains("command-line").contains("problems");
        assertThat(run("test", SCRIPTS).exitCode()).isZero();
        assertThat(
                run("import", "curl", "curl https://api.example.com/a --json '{\"a\":1}'", "-o", folder.toString()).exitCode())
                .isZero();
        assertThat(run("dry-run", folder.resolve("example.webhookscript.yaml").toString()).out()).contains("{\"a\":1}");
        assertThat(run("import", "openapi", "src/test/resources/openapi/crm.yaml", "--list").out()).contains("upsertContact");
    }

    @Test
    void secretsComeFromTheEnvironmentAndAreNotShown() throws Exception {
        Path script = Files.writeString(folder.resolve("a.webhookscript.yaml"), """
                webhookscript: "1.0"
                request: { url: "http://127.0.0.1:9/", headers: { X-Key: "{{ secret.my-key }}" } }
                """.replace("secret.my-key", "secret['my-key']"));

        Run unset = run("run", script.toString(), "{}");
        Run set = run(Map.of("WEBHOOKSCRIPT_SECRET_MY_KEY", "hunter2secret"), List.of(), "run", script.toString(), "{}");

        assertThat(unset.err()).contains("WEBHOOKSCRIPT_SECRET_MY_KEY");
        assertThat(set.exitCode()).isEqualTo(1);
        assertThat(set.out()).contains("***my-key***").contains("loopback");
        assertThat(set.out() + set.err()).doesNotContain("hunter2").doesNotContain("is not set");
    }

    @Test
    void outputThatIsNoTerminalHasNoColours() throws Exception {
        Files.writeString(folder.resolve("a.webhookscript.yaml"), "webhookscript: \"1.0\"\n");

        Run run = run("validate", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("[missing-key]").doesNotContain("\u001B");
    }

    private static Run run(String... arguments) throws Exception {
        return run(Map.of(), List.of(), arguments);
    }

    private static Run run(Map<String, String> environment, List<String> options, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(Arrays.asList(arguments));
        Path err = Files.createTempFile("webhookscript", "err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Run(process.exitValue(), out, Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(err);
        }
    }
}
