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
package io.webhookscript.samples.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The README of each sample that uses this module names its command and no file that is missing. */
class EachSampleHasItsReadmeTest {

    private static final Path SAMPLES = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#]+)");

    @ParameterizedTest
    @MethodSource("samples")
    void namesOneCommand(String sample) throws IOException {
        assertThat(readme(sample)).contains("```sh\nmvn -B -q -Ptry,quick -pl samples/" + sample + " -am verify\n```");
        assertThat(Files.readString(SAMPLES.resolve("README.md"))).contains("(" + sample + "/README.md)");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void namesNoFileThatIsMissing(String sample) throws IOException {
        List<String> missing = LINK.matcher(readme(sample)).results().map((MatchResult link) -> link.group(1))
                .filter(link -> !Files.exists(SAMPLES.resolve(sample).resolve(link))).toList();

        assertThat(missing).isEmpty();
    }

    private static String readme(String sample) throws IOException {
        return Files.readString(SAMPLES.resolve(sample).resolve("README.md"));
    }

    static List<String> samples() throws IOException {
        try (Stream<Path> folders = Files.list(SAMPLES)) {
            return folders.filter(EachSampleHasItsReadmeTest::usesThisModule).map(folder -> folder.getFileName().toString())
                    .sorted().toList();
        }
    }

    private static boolean usesThisModule(Path folder) {
        try {
            return Files.exists(folder.resolve("pom.xml"))
                    && Files.readString(folder.resolve("pom.xml")).contains("<sample.main>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
