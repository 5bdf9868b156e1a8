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
package io.webhookscript.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The build has written every page as Markdown, with links that lead somewhere, and without a rest of AsciiDoc. */
class EachPageIsThereInMarkdownTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Path MARKDOWN = Path.of("target/markdown");
    private static final String SOURCES = "https://github.com/webhookscript/camel-webhookscript/blob/main/";
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\n]+`");
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern IMAGE = Pattern.compile("!\\[[^\\]]*]\\(([^)\\s]+)[^)]*\\)");
    private static final Pattern TITLE = Pattern.compile("(?m)^:doctitle: (.*)$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    static Stream<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(DOCS)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".adoc"))
                    .map(name -> name.replace(".adoc", "")).sorted().toList().stream();
        }
    }

    static Stream<String> texts() throws IOException {
        return Stream.concat(pages().map(page -> page + ".md"), Stream.of("llms.txt"));
    }

    private static String text(String file) throws IOException {
        return Files.readString(MARKDOWN.resolve(file));
    }

    @Test
    void noPageIsMissingAndNoneIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.list(MARKDOWN)) {
            assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(texts().toList());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageHasItsTitleAndItsHeadings(String page) throws IOException {
        String asciidoc = Files.readString(DOCS.resolve(page + ".adoc"));
        List<String> headings = Pattern.compile("(?m)^=+ (.*)$").matcher(asciidoc).results().map(MatchResult::group).toList();

        String withoutCode = Pattern.compile("(?ms)^```.*?^```$").matcher(text(page + ".md")).replaceAll("");
        assertThat(HEADING.matcher(withoutCode).results().toList()).hasSameSizeAs(headings);
        String title = TITLE.matcher(asciidoc).results().map(found -> found.group(1)).findFirst()
                .orElseGet(() -> headings.get(0).substring(2));
        assertThat(withoutCode).startsWith("# " + title + "\n");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageKeepsItsSnippetsLineByLine(String page) throws IOException {
        List<String> snippets = Pattern.compile("(?ms)^\\[source,\\w+[^\\n]*]\\n----\\n(.*?)^----$")
                .matcher(Files.readString(DOCS.resolve(page + ".adoc"))).results().map(found -> found.group(1)).toList();

        String markdown = text(page + ".md").lines().map(String::strip).collect(Collectors.joining("\n"));
        assertThat(snippets).allSatisfy(snippet -> assertThat(markdown)
                .contains(snippet.strip().lines().map(String::strip).collect(Collectors.joining("\n"))));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyLinkLeadsToAPageAHeadingOrAFile(String file) throws IOException {
        List<String> broken = new ArrayList<>();
        for (MatchResult link : LINK.matcher(CODE.matcher(text(file)).replaceAll("")).results().toList()) {
            if (!leadsSomewhere(link.group(1), file)) {
                broken.add(link.group());
            }
        }

        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyImageIsThere(String file) throws IOException {
        assertThat(IMAGE.matcher(text(file)).results().map(image -> MARKDOWN.resolve(image.group(1)))).allSatisfy(
                image -> assertThat(image).isRegularFile());
    }

    private static boolean leadsSomewhere(String target, String file) throws IOException {
        if (target.startsWith(SOURCES)) {
            return Files.exists(Path.of("..").resolve(target.substring(SOURCES.length())));
        }
        if (target.contains("://") || target.startsWith("mailto:")) {
            return true;
        }
        int hash = target.indexOf('#');
        String page = hash == 0 ? file : hash < 0 ? target : target.substring(0, hash);
        return Files.exists(MARKDOWN.resolve(page)) && (hash < 0 || anchors(page).contains(target.substring(hash + 1)));
    }

    /** As renderers of Markdown make them of headings. */
    private static Set<String> anchors(String page) throws IOException {
        return HEADING.matcher(text(page)).results()
                .map(heading -> heading.group(1).replaceAll("[`*\\\\]", "").toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "").strip().replace(' ', '-'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void nothingOfAsciiDocIsLeft(String file) throws IOException {
        String prose = CODE.matcher(text(file)).replaceAll("");

        assertThat(prose).doesNotContain("xref:", "link:", ".adoc", "|===", "[source", "\n----\n", "include::", "ifdef::",
                "[cols", "<<", "image::");
        assertThat(prose).doesNotContainPattern("(?m)^=+ ").doesNotContainPattern("(?m)^\\.[A-Z]")
                .doesNotContainPattern("(?m)^\\[[#.%]").doesNotContainPattern("(?m)^:[a-z-]+:");
    }

    @Test
    void llmsTextListsEveryPageWithWhatItIsAbout() throws IOException {
        String text = text("llms.txt");

        assertThat(text).startsWith("# Webhookscript\n\n> ");
        assertThat(pages().filter(page -> !page.equals("index")))
                .allSatisfy(page -> assertThat(text).contains("(" + page + ".md)"));
    }
}
