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

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The page {@code docs/console.adoc} lists the options that there are, with their defaults, and its snippets work. */
class ConsolePageTest {

    private static final Path PAGE = Path.of("../docs/console.adoc");

    @TempDir
    private Path folder;

    @Test
    void listsEveryOption() throws Exception {
        Set<String> read = new TreeSet<>();
        try (DefaultCamelContext camelContext = new DefaultCamelContext()) {
            camelContext.getPropertiesComponent().addPropertiesSource(new PropertiesSource() {

                @Override
                public String getName() {
                    return "what is asked for";
                }

                @Override
                public String getProperty(String name) {
                    if (name.startsWith(ConsoleOptions.PREFIX) && !name.contains("-")) {
                        read.add(name);
                    }
                    return null;
                }
            });
            assertThat(ConsoleOptions.isEnabled(camelContext)).isFalse();
            assertThat(ConsoleOptions.of(camelContext).port()).isEqualTo(ConsoleOptions.DEFAULT_PORT);
        }

        assertThat(listed()).isEqualTo(read);
    }

    @Test
    void namesTheDefaultsAsTheyAre() throws Exception {
        assertThat(page()).contains("| `" + ConsoleOptions.DEFAULT_PORT + "`\n")
                .contains("| `" + ConsoleOptions.DEFAULT_PATH + "`\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "console", "spring-boot", "quarkus", "karaf", "camel-k" })
    void eachPageUsesOnlyOptionsThatThereAre(String name) throws Exception {
        String text = Files.readString(PAGE.resolveSibling(name + ".adoc"));
        List<String> used = Pattern.compile("webhookscript\\.console\\.[a-zA-Z-]+").matcher(text).results()
                .map(MatchResult::group).distinct().toList();

        assertThat(used).isNotEmpty().allMatch(option -> listedOrLog(option));
    }

    private static boolean listedOrLog(String name) {
        try {
            return name.equals("webhookscript.console.audit") || listed().stream().anyMatch(
                    option -> name.equals(option) || name.equals(option.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void itsFirstSnippetStartsTheConsole() throws Exception {
        List<Properties> snippets = snippets();

        assertThat(snippets.get(0).getProperty("webhookscript.console.enabled")).isEqualTo("true");
        try (ConsoleApplication application = new ConsoleApplication(folder).start()) {
            assertThat(application.get("api/session").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
            "enabled, yes", "port, 65536", "port, x", "path, webhookscript", "path, /a b", "path, /", "server, jetty",
            "folder, scripts", "hosts, http://a.example.com", "hosts, *.example.com" })
    void aValueThatIsNotValidNamesItsOption(String option, String value) {
        try (ConsoleApplication application = new ConsoleApplication(folder).with(option, value)) {
            assertThatThrownBy(application::start).hasStackTraceContaining("webhookscript.console." + option);
        }
    }

    @Test
    void aFolderThatTheComponentDoesNotLoadIsRefused(@TempDir Path other) {
        try (ConsoleApplication application = new ConsoleApplication(folder).with("folder", "file:" + other)) {
            assertThatThrownBy(application::start).hasStackTraceContaining("a folder of the component's option scripts");
        }
    }

    @Test
    void aFolderThatIsMissingIsRefused() {
        try (ConsoleApplication application
                = new ConsoleApplication(folder).with("folder", "file:" + folder.resolve("missing"))) {
            assertThatThrownBy(application::start).hasStackTraceContaining("a folder that can be written");
        }
    }

    private static List<Properties> snippets() throws Exception {
        List<Properties> snippets = new ArrayList<>();
        Matcher matcher = Pattern.compile("(?s)\\[source,properties]\n----\n(.*?)----\n").matcher(page());
        while (matcher.find()) {
            Properties properties = new Properties();
            properties.load(new StringReader(matcher.group(1)));
            snippets.add(properties);
        }
        return snippets;
    }

    private static Set<String> listed() throws Exception {
        Matcher table = Pattern.compile("(?s)// options\n(.*?)// end of options").matcher(page());
        assertThat(table.find()).isTrue();
        return Pattern.compile("(?m)^\\| `(webhookscript\\.console\\.[a-zA-Z]+)`$").matcher(table.group(1)).results()
                .map(result -> result.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String page() throws Exception {
        return Files.readString(PAGE);
    }
}
