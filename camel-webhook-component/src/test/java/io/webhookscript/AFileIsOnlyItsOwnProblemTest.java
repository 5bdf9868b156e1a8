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
package io.webhookscript;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.FileProblem;
import io.webhookscript.lifecycle.ScriptWatch;
import io.webhookscript.script.problem.InvalidScriptException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whatever stands in the folder under the name of a script: the context starts, and all other scripts are there. */
@Timeout(180)
@EnabledOnOs({ OS.LINUX, OS.MAC })
class AFileIsOnlyItsOwnProblemTest {

    @TempDir
    private Path folder;
    @TempDir
    private Path elsewhere;

    @AutoClose
    private WebhookScriptTestSupport camel;

    /** Makes what a script file may be by mistake, or on purpose. */
    interface Oddity {

        void make(Path at) throws Exception;
    }

    static Stream<Oddity> oddities() {
        return Stream.of(
                named("a pipe", at -> assertThat(new ProcessBuilder("mkfifo", at.toString()).start().waitFor()).isZero()),
                named("a link to a device that never ends", at -> Files.createSymbolicLink(at, Path.of("/dev/zero"))),
                named("a link to a device that is empty", at -> Files.createSymbolicLink(at, Path.of("/dev/null"))),
                named("300 MB", at -> sparse(at, 300_000_000)),
                named("3 GB", at -> sparse(at, 3_000_000_000L)),
                named("one byte too many", at -> Files.write(at, new byte[1024 * 1024 + 1])),
                named("a link to nowhere", at -> Files.createSymbolicLink(at, at.resolveSibling("nowhere"))),
                named("a link to itself", at -> Files.createSymbolicLink(at, at)),
                named("a link to its folder", at -> Files.createSymbolicLink(at, at.getParent())));
    }

    private static Oddity named(String name, Oddity oddity) {
        return new Oddity() {

            @Override
            public void make(Path at) throws Exception {
                oddity.make(at);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    private static void sparse(Path at, long bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(at.toFile(), "rw")) {
            file.setLength(bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void theOtherScriptsAreLoadedAtTheStart(Oddity oddity) throws Exception {
        Path odd = oddInto(folder, oddity);
        camel.component().setIgnoreBrokenScripts(true);
        camel.component().setWatch(false);

        camel.start();

        assertThat(camel.component().scripts().problems()).extracting(FileProblem::location).containsExactly("file:" + odd);
        assertThat(camel.call("webhookscript:good", Map.of()).getException()).isNull();
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void theStartFailsWithTheNameOfTheFile(Oddity oddity) throws Exception {
        oddInto(folder, oddity);

        assertThatThrownBy(camel::start).rootCause().isInstanceOfSatisfying(InvalidScriptException.class,
                invalid -> assertThat(invalid.problems()).singleElement()
                        .satisfies(problem -> assertThat(problem.file()).startsWith("odd.webhookscript.yaml")));
    }

    @ParameterizedTest
    @MethodSource("oddities")
    void aWatchedFolderTakesTheOtherChanges(Oddity oddity) throws Exception {
        camel = WebhookScriptTestSupport.answering(folder).script("good", "request: { url: \"{{ context.receiver }}/\" }\n");
        camel.component().setWatch(false);
        camel.start();
        ScriptWatch watch = new ScriptWatch(
                List.of("file:" + folder), camel.component()::repository, camel.component().scripts());
        Path odd = folder.resolve("odd.webhookscript.yaml");
        oddity.make(odd);
        Files.copy(folder.resolve("good.webhookscript.yaml"), elsewhere.resolve("copy"));
        Files.writeString(folder.resolve("new.webhookscript.yaml"),
                Files.readString(elsewhere.resolve("copy")).replace("name: good", "name: new"));

        looks(watch);

        assertThat(camel.component().scripts().problems()).extracting(FileProblem::location).containsExactly("file:" + odd);
        assertThat(camel.call("webhookscript:new", Map.of()).getException()).isNull();
        Files.delete(odd);
        looks(watch);
        assertThat(camel.component().scripts().problems()).isEmpty();
    }

    @Test
    void longNamesInPathsCostNoStack() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder).script("good", "request: { url: \"{{ context.receiver }}/\" }\n");
        Set<String> names = new TreeSet<>(Set.of("good"));
        for (String name : new String[] { "x".repeat(60_000), "\\\\'".repeat(20_000), "\\\\n".repeat(20_000) }) {
            String script = "long" + names.size();
            names.add(script);
            camel.script(script, "request: { url: \"{{ context.receiver }}/\" }\n"
                                 + "response: { variables: { v: { jsonpath: \"$['" + name + "']\" } } }\n");
        }
        camel.component().setIgnoreBrokenScripts(true);

        camel.start();

        assertThat(camel.call("webhookscript:good", Map.of()).getException()).isNull();
        assertThat(camel.component().scripts().names()).containsExactlyElementsOf(names);
    }

    private Path oddInto(Path where, Oddity oddity) throws Exception {
        camel = WebhookScriptTestSupport.answering(where).script("good", "request: { url: \"{{ context.receiver }}/\" }\n");
        Path odd = where.resolve("odd.webhookscript.yaml");
        oddity.make(odd);
        return odd;
    }

    private static void looks(ScriptWatch watch) {
        for (int i = 0; i < 5; i++) {
            watch.look();
        }
    }
}
