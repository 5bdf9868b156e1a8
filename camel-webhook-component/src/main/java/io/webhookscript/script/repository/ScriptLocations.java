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
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.usecase.FoundFile;

/**
 * Finds the files of {@code classpath:} and {@code file:} locations: folders with all folders below them, folders in
 * jars, and single files. The order of the result does not depend on the order of class path or file system.
 */
public final class ScriptLocations {

    /** The default location of scripts; it may be missing. */
    public static final String DEFAULT = "classpath:webhookscripts/";

    private static final String CLASSPATH = "classpath:";
    private static final String FILE = "file:";

    private final ClassLoader classLoader;
    private final FoundFiles found;

    private ScriptLocations(ClassLoader classLoader, FoundFiles found) {
        this.classLoader = classLoader;
        this.found = found;
    }

    /**
     * The files, by location, and what is wrong with the locations.
     *
     * @param unreadable those of the problems that are about one file or folder, by its location
     */
    public record SearchResult(List<FoundFile> files, List<Problem> problems, Map<String, Problem> unreadable) {

        public SearchResult {
            files = List.copyOf(files);
            problems = List.copyOf(problems);
            unreadable = Map.copyOf(unreadable);
        }
    }

    /** Finds script files. A missing location is a problem, unless it is {@link #DEFAULT}. */
    public static SearchResult scripts(List<String> locations, ClassLoader classLoader) {
        return find(locations, classLoader, FoundFiles.Kind.SCRIPT);
    }

    /** Finds files {@code NAME.usecase.yaml}. */
    public static SearchResult useCases(List<String> locations, ClassLoader classLoader) {
        return find(locations, classLoader, FoundFiles.Kind.USE_CASE);
    }

    private static SearchResult find(List<String> locations, ClassLoader classLoader, FoundFiles.Kind kind) {
        FoundFiles found = new FoundFiles(kind);
        ScriptLocations search = new ScriptLocations(classLoader, found);
        locations.stream().map(String::strip).filter(l -> !l.isEmpty()).distinct().forEach(search::find);
        return found.all();
    }

    private void find(String location) {
        try {
            if (location.startsWith(CLASSPATH)) {
                findOnClassPath(location, location.substring(CLASSPATH.length()).replaceFirst("^/+", ""));
            } else if (location.startsWith(FILE)) {
                findInFileSystem(location, Path.of(location.substring(FILE.length()).replaceFirst("^//(?=/)", "")));
            } else {
                found.missing(location, "the location does not begin with classpath: or file:",
                        "a location such as `classpath:webhookscripts/` or `file:scripts`");
            }
        } catch (IOException | InvalidPathException | URISyntaxException e) {
            found.missing(location, "it cannot be read: " + e, "a folder or file that can be read");
        }
    }

    private void findInFileSystem(String location, Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            found.add(path.getFileName().toString(), FILE + path.toAbsolutePath().normalize(), FileContent.of(path));
        } else if (Files.isDirectory(path)) {
            FolderWalk.walk(path, found);
        } else {
            found.missing(location, "there is no such folder or file", "one that exists");
        }
    }

    private void findOnClassPath(String location, String resource) throws IOException, URISyntaxException {
        if (found.takes(resource)) {
            findSingle(location, resource);
            return;
        }
        String folder = resource.isEmpty() || resource.endsWith("/") ? resource : resource + "/";
        if (!ClassPathWalk.walk(classLoader, folder, found) && !location.equals(DEFAULT)) {
            found.missing(location, "there is no such folder on the class path", "one that exists");
        }
    }

    private void findSingle(String location, String resource) throws IOException {
        try (InputStream in = classLoader.getResourceAsStream(resource)) {
            if (in == null) {
                found.missing(location, "there is no such file on the class path", "one that exists");
            } else {
                found.add(resource.substring(resource.lastIndexOf('/') + 1), CLASSPATH + resource, FileContent.of(in));
            }
        }
    }
}
