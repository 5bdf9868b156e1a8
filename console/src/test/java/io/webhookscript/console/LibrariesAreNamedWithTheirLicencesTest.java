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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jar contains libraries of others, so its notice and its bill of materials, which is made of the pom, name them.
 */
class LibrariesAreNamedWithTheirLicencesTest {

    private static final Path META_INF = Path.of("target/classes/META-INF");
    private static final Path LIBRARIES = META_INF.resolve("webhookscript-console/lib");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<groupId>org\\.mvnpm[^<]*</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>\\s*<scope>provided</scope>\\s*<exclusions>");

    @Test
    void thePomListsTheLibrariesThatAreInTheJarInTheirVersions() throws IOException {
        List<String> listed = DEPENDENCY.matcher(Files.readString(Path.of("pom.xml"))).results()
                .map(found -> found.group(1) + " " + found.group(2)).toList();

        assertThat(listed).hasSizeGreaterThan(10).containsExactlyInAnyOrderElementsOf(
                licences().stream().map(Path::getParent)
                        .map(version -> version.getParent().getFileName() + " " + version.getFileName()).toList());
    }

    @Test
    void eachFileBelongsToALibraryWithALicence() throws IOException {
        List<Path> folders = licences().stream().map(Path::getParent).toList();
        try (Stream<Path> files = Files.walk(LIBRARIES)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(folders).as(file.toString()).anyMatch(file::startsWith));
        }
    }

    @Test
    void theNoticeNamesEachLibraryUnderItsLicence() throws IOException {
        String notice = Files.readString(META_INF.resolve("NOTICE")).replaceAll("\\s+", " ");
        for (Path licence : licences()) {
            String name = nameInTheNotice(licence.getParent().getParent());
            Matcher stated = Pattern.compile("\\b" + name + "\\b[^()]*\\(([^)]+)\\)").matcher(notice);

            assertThat(stated.find()).as(name).isTrue();
            assertThat(stated.group(1)).as(name).isEqualTo(kind(Files.readString(licence)));
        }
    }

    @Test
    void theNoticeNamesNoOther() throws IOException {
        String notice = Files.readString(META_INF.resolve("NOTICE")).replaceAll("\\s+", " ");
        Matcher named = Pattern.compile("contains ([^;]+);").matcher(notice);

        assertThat(named.find()).isTrue();
        TreeSet<String> names = new TreeSet<>(List.of(named.group(1).replaceAll("\\([^)]*\\)", "").split(",? and |,")));
        TreeSet<String> stripped = new TreeSet<>();
        names.forEach(name -> stripped.add(name.strip()));
        stripped.remove("");
        TreeSet<String> contained = new TreeSet<>();
        licences().forEach(licence -> contained.add(nameInTheNotice(licence.getParent().getParent())));
        assertThat(stripped).isEqualTo(contained);
    }

    /** The parts of CodeMirror and of Lezer are named together. */
    private static String nameInTheNotice(Path library) {
        String name = library.getFileName().toString();
        return switch (library.getParent().getFileName().toString()) {
            case "codemirror" -> "CodeMirror";
            case "lezer" -> "Lezer";
            default -> switch (name) {
                case "lang-yaml" -> "CodeMirror";
                case "highlight" -> "Lezer";
                default -> name;
            };
        };
    }

    private static String kind(String licence) {
        String text = licence.replaceAll("\\s+", " ");
        if (text.contains("Permission is hereby granted, free of charge")) {
            return "MIT";
        }
        assertThat(text).contains("Redistribution and use in source and binary forms", "Neither the name of");
        return "BSD-3-Clause";
    }

    private static List<Path> licences() throws IOException {
        try (Stream<Path> files = Files.walk(LIBRARIES)) {
            return files.filter(file -> file.endsWith("LICENSE")).sorted(Comparator.naturalOrder()).toList();
        }
    }
}
