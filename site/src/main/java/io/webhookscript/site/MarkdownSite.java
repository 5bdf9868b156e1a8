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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Writes every page of the documentation as Markdown, and {@code llms.txt}. */
public final class MarkdownSite {

    private static final String PAGE = ".adoc";
    /** An extension of Asciidoctor in Camel's site; without it, what the tabs show is a list. */
    private static final String TABS = "[tabs]\n";
    private static final String INDEX = "index";
    private static final List<String> COPIED = List.of("decisions", "github-action", "images", "monitoring", "pre-commit");

    private final Path docs;
    private final Path target;
    private final String sources;

    /** @param sources URL of the folder of the project, to which links to other files point */
    MarkdownSite(Path docs, Path target, String sources) {
        this.docs = docs;
        this.target = target;
        this.sources = sources;
    }

    /** @param args the folder of the pages, the folder to write to, and the URL of the project's files */
    public static void main(String[] args) throws IOException {
        new MarkdownSite(Path.of(args[0]), Path.of(args[1]), args[2]).write();
    }

    void write() throws IOException {
        Map<String, Document> pages = pages();
        PageLinks links = new PageLinks(pages, sources);
        pages.values().forEach(links::rewrite);
        Files.createDirectories(target);
        MarkdownWriter writer = new MarkdownWriter();
        for (Map.Entry<String, Document> page : pages.entrySet()) {
            Files.writeString(target.resolve(page.getKey() + ".md"), writer.markdown(page.getValue()));
        }
        for (String folder : COPIED) {
            copy(docs.resolve(folder), target.resolve(folder));
        }
        Files.writeString(target.resolve("llms.txt"), LlmsText.of(Files.readString(target.resolve(INDEX + ".md"))));
    }

    /** The pages as HTML, by name. */
    private Map<String, Document> pages() throws IOException {
        List<String> problems = new ArrayList<>();
        Map<String, Document> pages = new TreeMap<>();
        try (Asciidoctor asciidoctor = Asciidoctor.Factory.create(); Stream<Path> files = Files.list(docs)) {
            asciidoctor.registerLogHandler(problem -> problems.add(problem.getMessage()));
            for (Path file : files.filter(file -> file.toString().endsWith(PAGE)).sorted().toList()) {
                String name = file.getFileName().toString().replace(PAGE, "");
                int before = problems.size();
                String text = Files.readString(file).replace(TABS, "");
                pages.put(name, Jsoup.parse(asciidoctor.convert(text, options())));
                problems.subList(before, problems.size()).replaceAll(problem -> name + PAGE + ": " + problem);
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the pages are not correct AsciiDoc:\n" + String.join("\n", problems));
        }
        return pages;
    }

    private static Options options() {
        Attributes attributes = Attributes.builder().attribute("showtitle").attribute("toc!").attribute("relfilesuffix", ".md")
                .build();
        return Options.builder().safe(SafeMode.SAFE).standalone(false).attributes(attributes).build();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
    }
}
