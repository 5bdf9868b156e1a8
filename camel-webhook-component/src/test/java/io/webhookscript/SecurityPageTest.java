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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Each test that {@code docs/security.adoc} calls a proof is there, and so is each method that it names. */
class SecurityPageTest {

    private static final Path PAGE = Path.of("../docs/security.adoc");
    private static final Pattern TEST = Pattern.compile("`(?:\\.\\./(?:\\w+/)*)?([A-Z]\\w+Test)(?:\\.(\\w+))?`");

    @Test
    void namesTestsThatExist() throws IOException {
        Set<String> missing = new TreeSet<>();
        Set<Path> sources = sources();
        List<MatchResult> named = TEST.matcher(Files.readString(PAGE)).results().toList();
        for (MatchResult test : named) {
            Optional<Path> file = sources.stream().filter(source -> source.endsWith(test.group(1) + ".java")).findFirst();
            String source = file.isPresent() ? Files.readString(file.get()) : "";
            if (source.isEmpty() || test.group(2) != null && !source.contains("void " + test.group(2) + "(")) {
                missing.add(test.group());
            }
        }

        assertThat(named).hasSizeGreaterThan(30);
        assertThat(missing).isEmpty();
    }

    /** A row without a test would be a promise that nothing holds. */
    @Test
    void eachRowOfTheTablesOfPartiesNamesATest() throws IOException {
        List<String> rows = Pattern.compile("\\n== ").splitAsStream(Files.readString(PAGE))
                .filter(section -> section.contains("|Cannot |Tests"))
                .flatMap(section -> Stream.of(section.split("\\n\\s*\\n|\\n\\|===")))
                .map(String::strip).filter(row -> row.startsWith("|") && !row.contains("|Cannot |Tests")).toList();

        assertThat(rows).hasSizeGreaterThan(25).allSatisfy(row -> assertThat(row.substring(row.lastIndexOf('|')))
                .containsPattern(TEST));
    }

    private static Set<Path> sources() throws IOException {
        Set<Path> sources = new HashSet<>();
        for (String module : List.of(".", "../camel-webhook-junit5", "../cli/command", "../store")) {
            try (Stream<Path> files = Files.walk(Path.of(module, "src/test/java"))) {
                files.filter(Files::isRegularFile).forEach(sources::add);
            }
        }
        return sources;
    }
}
