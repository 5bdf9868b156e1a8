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
package io.webhookscript.script.repository;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.webhookscript.script.problem.InvalidScriptException;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.script.usecase.FoundFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/** Folders, sub-folders, jars and single files; in any order, all problems at once. */
class ScriptsAreFoundWhereverTheyAreTest {

    private static final String RIGHT = "webhookscript: \"1.0\"\nrequest: { url: \"https://example.com/\" }\n";
    private static final String WRONG = "webhookscript: \"1.0\"\nrequest: { ulr: \"https://example.com/\" }\n";

    @TempDir
    private Path folder;

    private final ScriptRepository repository = new ScriptRepository(new ScriptReader(ScriptEnvironment.standalone()), false);

    @Test
    void foldersAndSubFoldersAreSearched() throws IOException {
        write("a.webhookscript.yaml", RIGHT);
        write("deep/er/b.webhookscript.json",
                "{ \"webhookscript\": \"1.0\", \"request\": { \"url\": \"https://example.com/\" } }");
        write("deep/notes.txt", "not a script");
        write("..data/c.webhookscript.yaml", "a version that Kubernetes keeps");

        repository.load(List.of("file:" + folder), getClass().getClassLoader());

        assertThat(repository.names()).containsExactly("a", "b");
    }

    @Test
    void jarsWithAndWithoutEntriesForFoldersAreSearched() throws IOException {
        URL with = jar("with.jar", true, Map.of("webhookscripts/sub/a.webhookscript.yaml", RIGHT));
        URL without = jar("without.jar", false, Map.of("others/b.webhookscript.yaml", RIGHT));

        try (URLClassLoader loader = new URLClassLoader(new URL[] { with, without }, null)) {
            repository.load(List.of("classpath:webhookscripts", "classpath:/others/"), loader);
        }

        assertThat(repository.names()).containsExactly("a", "b");
    }

    @Test
    void allJarsThatHaveTheFolderAreSearched() throws IOException {
        URL with = jar("with.jar", true, Map.of("webhookscripts/sub/a.webhookscript.yaml", RIGHT));
        URL without = jar("without.jar", false, Map.of("webhookscripts/b.webhookscript.yaml", RIGHT));
        URL bare = bareJar("bare with blank.jar", "webhookscripts/c.webhookscript.yaml");
        URL noJar = Files.writeString(folder.resolve("no.jar"), "no jar").toUri().toURL();
        URL gone = folder.resolve("gone.jar").toUri().toURL();

        try (URLClassLoader parent = new URLClassLoader(new URL[] { bare, noJar, gone }, null);
             URLClassLoader loader = new URLClassLoader(new URL[] { with, without }, parent)) {
            repository.load(List.of("classpath:webhookscripts"), loader);
        }

        assertThat(repository.names()).containsExactly("a", "b", "c");
    }

    @Test
    void singleFilesAreFound() throws IOException {
        write("a.webhookscript.yaml", RIGHT);

        repository.load(
                List.of("file:" + folder.resolve("a.webhookscript.yaml"),
                        "classpath:scripts/valid/just-get.webhookscript.yaml"),
                getClass().getClassLoader());

        assertThat(repository.names()).containsExactly("a", "just-get");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "a.webhookscript.yaml~", "a.webhookscript.yaml.bak", ".a.webhookscript.yaml.swp", "a.webhookscript.json.swx",
            "#a.webhookscript.yaml#", ".#a.webhookscript.yaml", "a.webhookscript.yaml.tmp", "a.webhookscript.yaml.orig",
            "a.webhookscript.yaml___jb_tmp___", ".a.webhookscript.yaml", "4913", "sub/a.webhookscript.yaml.BAK" })
    void filesOfEditorsAreIgnored(String leftOver) throws IOException {
        write("a.webhookscript.yaml", RIGHT);
        write(leftOver, "half of a scr");
        URL jar = jar("with.jar", false,
                Map.of("webhookscripts/b.webhookscript.yaml", RIGHT, "webhookscripts/" + leftOver, "x"));

        List<Problem> problems;
        try (URLClassLoader loader = new URLClassLoader(new URL[] { jar }, null)) {
            problems = repository.load(List.of("file:" + folder, "classpath:webhookscripts"), loader);
        }

        assertThat(problems).isEmpty();
        assertThat(repository.names()).containsExactly("a", "b");
    }

    @Test
    void theNamesOfFoldersDoNotMatter() throws IOException {
        write("webhookscripts/README.md", "# Scripts");
        write("webhookscripts/a.webhookscript.yaml", RIGHT);

        List<Problem> problems = repository.load(List.of("file:" + folder), getClass().getClassLoader());

        assertThat(problems).isEmpty();
        assertThat(repository.names()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = { "a.webhookscript.yml", "a.webhookscript.yaml.txt", "a.yaml", "old.webhookscript", "~a.yaml" })
    void otherFilesAreAProblem(String stranger) throws IOException {
        write(stranger, RIGHT);

        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(() -> repository.load(List.of("file:" + folder), getClass().getClassLoader()))
                .satisfies(e -> assertThat(e.problems()).extracting(Problem::file, Problem::code)
                        .containsExactly(tuple(stranger, ProblemCode.WRONG_EXTENSION)));
    }

    @Test
    void useCasesThatAreNotCalledSoAreAProblem() throws IOException {
        write("order.usecase.yml", "name: order\n");
        write("route.yaml", "- route: {}\n");
        write("sub/contact.usecase.yaml", "name: contact\n");

        ScriptLocations.SearchResult found = ScriptLocations.useCases(
                List.of("file:" + folder, "file:" + folder + "/route.yaml"), getClass().getClassLoader());

        assertThat(found.files()).extracting(FoundFile::name).containsExactly("sub/contact.usecase.yaml");
        assertThat(found.problems()).extracting(Problem::code, Problem::file, Problem::expected).containsExactly(
                tuple(ProblemCode.WRONG_EXTENSION, "order.usecase.yml", "NAME.usecase.yaml"),
                tuple(ProblemCode.WRONG_EXTENSION, "route.yaml", "NAME.usecase.yaml"));
    }

    @Test
    void problemsOfAllFilesComeAtOnceAndNothingIsLoaded() throws IOException {
        write("a.webhookscript.yaml", WRONG);
        write("b.webhookscript.yaml", RIGHT);
        write("c.webhookscript.yml", RIGHT);
        write("d/e.webhookscript.yaml", WRONG + "strict: 5\n");

        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(() -> repository.load(List.of("file:" + folder, "file:" + folder.resolve("none")),
                        getClass().getClassLoader()))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(p -> p.file().replace(folder.toString(), "") + " " + p.code().code())
                        .containsExactlyInAnyOrder("a.webhookscript.yaml unknown-key", "a.webhookscript.yaml missing-key",
                                "c.webhookscript.yml wrong-extension", "d/e.webhookscript.yaml unknown-key",
                                "d/e.webhookscript.yaml missing-key", "d/e.webhookscript.yaml wrong-type",
                                "file:/none missing-location"));
        assertThat(repository.names()).isEmpty();
    }

    @Test
    void brokenOnesOnlyMissWhenTheyAreIgnored() throws IOException {
        ScriptRepository lenient = new ScriptRepository(new ScriptReader(ScriptEnvironment.standalone()), true);
        write("a.webhookscript.yaml", WRONG);
        write("b.webhookscript.yaml", RIGHT);

        List<Problem> problems = lenient.load(List.of("file:" + folder), getClass().getClassLoader());

        assertThat(lenient.names()).containsExactly("b");
        assertThat(lenient.broken()).containsOnlyKeys("a");
        assertThat(lenient.broken().get("a")).isEqualTo(problems);
    }

    @Test
    void orderDoesNotMatter() {
        ScriptRepository other = new ScriptRepository(new ScriptReader(ScriptEnvironment.standalone()), true);
        ScriptRepository lenient = new ScriptRepository(new ScriptReader(ScriptEnvironment.standalone()), true);
        byte[] right = RIGHT.getBytes(StandardCharsets.UTF_8);
        byte[] wrong = WRONG.getBytes(StandardCharsets.UTF_8);

        lenient.add(List.of(new FoundFile("x/a.webhookscript.yaml", "x", right)));
        lenient.add(List
                .of(new FoundFile("y/a.webhookscript.yaml", "y", (RIGHT + "tenant: t\n").getBytes(StandardCharsets.UTF_8))));
        lenient.add(List.of(new FoundFile("b.webhookscript.yaml", "b", wrong)));
        other.add(List.of(new FoundFile("b.webhookscript.yaml", "b", wrong)));
        other.add(List
                .of(new FoundFile("y/a.webhookscript.yaml", "y", (RIGHT + "tenant: t\n").getBytes(StandardCharsets.UTF_8))));
        other.add(List.of(new FoundFile("x/a.webhookscript.yaml", "x", right)));

        assertThat(lenient.names()).isEqualTo(other.names()).isEmpty();
        assertThat(lenient.broken()).isEqualTo(other.broken()).containsOnlyKeys("a", "b");
    }

    @Test
    void theSameBytesFoundTwiceAreOneScript() {
        byte[] right = RIGHT.getBytes(StandardCharsets.UTF_8);

        repository.add(List.of(new FoundFile("a.webhookscript.yaml", "classpath:a", right)));
        repository.add(List.of(new FoundFile("a.webhookscript.yaml", "file:a", right)));

        assertThat(repository.names()).containsExactly("a");
        assertThat(repository.nearest("b")).containsExactly("a");
    }

    @Test
    void aBrokenReplacementLeavesTheOldVersion() {
        repository.add(List.of(file(RIGHT)));
        String version = repository.find("a").orElseThrow().version();

        ScriptRepository.Reload broken = repository.reload(Set.of(), List.of(file(WRONG)));
        String afterBroken = repository.find("a").orElseThrow().version();
        ScriptRepository.Reload good = repository.reload(Set.of(), List.of(file(RIGHT + "strict: true\n")));

        assertThat(broken.refused()).containsOnlyKeys("a");
        assertThat(afterBroken).isEqualTo(version).hasSize(12);
        assertThat(good.changed()).containsExactly("a");
        assertThat(repository.find("a").orElseThrow().version()).isNotEqualTo(version);
        assertThat(repository.remove("a")).isPresent();
        assertThat(repository.names()).isEmpty();
    }

    private static FoundFile file(String content) {
        return new FoundFile("a.webhookscript.yaml", "a", content.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Neither manifest nor entries for folders, as {@code zip -D} writes it. */
    private URL bareJar(String name, String entry) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(RIGHT.getBytes(StandardCharsets.UTF_8));
        }
        return file.toUri().toURL();
    }

    private URL jar(String name, boolean folders, Map<String, String> files) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file); JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, String> entry : files.entrySet()) {
                if (folders) {
                    jar.putNextEntry(new JarEntry(entry.getKey().substring(0, entry.getKey().indexOf('/') + 1)));
                }
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file.toUri().toURL();
    }
}
