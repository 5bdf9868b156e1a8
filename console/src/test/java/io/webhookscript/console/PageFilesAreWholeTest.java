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
package io.webhookscript.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The page has no build step, so what a bundler would find out is tested here, without a browser. */
class PageFilesAreWholeTest {

    private static final Path PAGE = Path.of("target/classes/META-INF/webhookscript-console");
    private static final Path SOURCES = Path.of("src/main/resources/META-INF/webhookscript-console");
    private static final Pattern IMPORT = Pattern.compile("(?:^|\\n)import\\s[^;]*?from\\s*['\"]([^'\"]+)['\"]");

    @Test
    void eachLibraryOfTheImportMapIsInTheJarWithItsLicence() throws IOException {
        importMap().forEach((name, path) -> {
            Path file = PAGE.resolve(path).normalize();
            assertThat(file).as(name).exists();
            Path library = PAGE.resolve("lib").relativize(file);
            Path version = Stream.iterate(file, Path::getParent).limit(library.getNameCount())
                    .filter(folder -> folder.getFileName().toString().matches("\\d+\\.\\d+\\.\\d+")).findFirst().orElseThrow();
            assertThat(version.resolve("LICENSE")).as(name).isNotEmptyFile();
        });
    }

    @Test
    void eachImportLeadsToAFile() throws IOException {
        TreeMap<String, String> map = importMap();
        List<String> missing = new ArrayList<>();
        for (Path file : files(PAGE, ".js")) {
            for (String wanted : imports(file)) {
                if (!Files.isRegularFile(target(file, wanted, map))) {
                    missing.add(PAGE.relativize(file) + " imports " + wanted);
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    private static Path target(Path file, String wanted, TreeMap<String, String> map) {
        if (wanted.startsWith(".")) {
            return file.resolveSibling(wanted).normalize();
        }
        String prefix = map.floorKey(wanted);
        assertThat(prefix).as("the import map has " + wanted).isNotNull();
        return PAGE.resolve(map.get(prefix) + wanted.substring(prefix.length())).normalize();
    }

    @Test
    void textNeverBecomesMarkupOrCode() throws IOException {
        for (Path file : files(SOURCES, ".js")) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(
                    "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|unsafeHTML|unsafeSVG|unsafeStatic|\\beval\\(|new Function|"
                                                                                         + "\\sstyle=\\$|\\son[a-z]+=");
        }
    }

    @Test
    void thePageHasNoScriptsAndStylesOfItsOwnBesidesTheImportMap() throws IOException {
        String page = Files.readString(PAGE.resolve("index.html"));

        assertThat(Pattern.compile("<script(?![^>]*src=)[^>]*>").matcher(page).results().map(MatchResult::group))
                .containsExactly("<script type=\"importmap\">");
        assertThat(page).doesNotContain("<style").doesNotContainPattern("\\s(?:style|on\\w+)=");
    }

    private static TreeMap<String, String> importMap() throws IOException {
        String page = Files.readString(PAGE.resolve("index.html"), StandardCharsets.UTF_8);
        String text = Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL).matcher(page).results()
                .map(found -> found.group(1)).findFirst().orElseThrow();
        TreeMap<String, String> map = new TreeMap<>();
        JsonNode imports = new ObjectMapper().readTree(text).get("imports");
        imports.fields().forEachRemaining(entry -> map.put(entry.getKey(), entry.getValue().textValue()));
        return map;
    }

    private static List<String> imports(Path file) throws IOException {
        String text = Files.readString(file);
        List<String> found = new ArrayList<>(IMPORT.matcher(text).results().map(result -> result.group(1)).toList());
        Pattern.compile("(?:^|[;\\n])(?:import|export)\\{[^}]*\\}from\"([^\"]+)\"").matcher(text).results()
                .forEach(result -> found.add(result.group(1)));
        return found;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
