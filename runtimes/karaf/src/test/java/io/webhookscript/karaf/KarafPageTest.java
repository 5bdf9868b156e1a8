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
package io.webhookscript.karaf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the page on Karaf shows is what runs there. */
class KarafPageTest {

    private static final Path ACTIVATOR = Path.of("src/test/java/io/webhookscript/karaf/application/Application.java");

    private final String page;

    KarafPageTest() throws Exception {
        page = Files.readString(Path.of("../../docs/karaf.adoc"));
    }

    @Test
    void showsLinesOfTheActivatorInTheirOrder() throws Exception {
        List<String> run = Files.readAllLines(ACTIVATOR).stream().map(String::strip).toList();

        assertThat(Pattern.compile("(?s)\\[source,java]\n----\n(.*?)\n----").matcher(page).results())
                .hasSize(2).allSatisfy(shown -> assertThat(run).containsSubsequence(shown.group(1).split("\n")));
    }

    @Test
    void namesTheRepositoryAndTheFeature() throws Exception {
        String features = Files.readString(Path.of("target/feature/features.xml"));

        assertThat(page).contains(
                "mvn:io.webhookscript/camel-webhookscript-karaf/" + System.getProperty("feature.version") + "/xml/features",
                "feature:install camel-webhookscript\n", "feature:install camel-webhookscript-console\n");
        assertThat(features).contains("<feature name=\"camel-webhookscript\"", "<feature name=\"camel-webhookscript-console\"")
                .doesNotContain("${");
    }
}
