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
package io.webhookscript.cli.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The pages of the user guide, as their authors wrote them (AsciiDoc), by the names of their files. */
public final class Pages {

    private static final String EXTENSION = ".adoc";

    /** Which is always there, so that its place is that of the others. */
    private static final String ONE = "problems" + EXTENSION;

    private Pages() {
    }

    /** In alphabetical order. */
    public static List<String> names() {
        try {
            URI uri = Objects.requireNonNull(url(ONE)).toURI();
            if (!uri.getScheme().equals("jar")) {
                return names(Path.of(uri).resolveSibling(""));
            }
            String jar = uri.toString();
            try (FileSystem files = FileSystems.newFileSystem(URI.create(jar.substring(0, jar.indexOf("!/"))), Map.of())) {
                return names(files.getPath(jar.substring(jar.indexOf("!/") + 1)).resolveSibling(""));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the pages of this program cannot be listed", e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).filter(name -> name.endsWith(EXTENSION))
                    .map(name -> name.substring(0, name.length() - EXTENSION.length())).sorted().toList();
        }
    }

    /** The page of that name. */
    public static Optional<String> find(String name) {
        URL url = name.matches("[a-z0-9-]+") ? url(name + EXTENSION) : null;
        return Optional.ofNullable(url).map(page -> {
            try (InputStream in = page.openStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException("the page " + name + " of this program cannot be read", e);
            }
        });
    }

    private static @Nullable URL url(String file) {
        return Pages.class.getResource(file);
    }
}
