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
package io.webhookscript.script;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.jspecify.annotations.Nullable;

/**
 * Finds the files of {@code classpath:} and {@code file:} locations: folders with all that is below them, folders in
 * jars, and single files. The order of the answer does not depend on the order of class path or file system.
 */
public final class ScriptLocations {

    /** Where scripts are looked for when nobody says; may be missing. */
    public static final String DEFAULT = "classpath:webhookscripts/";

    private static final String CLASSPATH = "classpath:";
    private static final String FILE = "file:";

    private final ClassLoader classLoader;
    private final Kind kind;

    private final Map<String, FoundFile> files = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private ScriptLocations(ClassLoader classLoader, Kind kind) {
        this.classLoader = classLoader;
        this.kind = kind;
    }

    private enum Kind {
        SCRIPT,
        USE_CASE;

        boolean takes(String fileName) {
            return this == SCRIPT ? ScriptFileName.isScript(fileName) : fileName.endsWith(UseCases.EXTENSION);
        }

        boolean isMisnamed(String fileName) {
            return this == SCRIPT && ScriptFileName.looksLikeScript(fileName);
        }
    }

    /** The files, by location, and what is wrong with the locations. */
    public record Found(List<FoundFile> files, List<Problem> problems) {

        public Found {
            files = List.copyOf(files);
            problems = List.copyOf(problems);
        }
    }

    /** Script files. A location that is not there is a problem, unless it is {@link #DEFAULT}. */
    public static Found scripts(List<String> locations, ClassLoader classLoader) {
        return new ScriptLocations(classLoader, Kind.SCRIPT).find(locations);
    }

    /** Files {@code NAME.usecase.yaml}. */
    public static Found useCases(List<String> locations, ClassLoader classLoader) {
        return new ScriptLocations(classLoader, Kind.USE_CASE).find(locations);
    }

    private Found find(List<String> locations) {
        locations.stream().map(String::strip).filter(l -> !l.isEmpty()).distinct().forEach(this::find);
        return new Found(files.values().stream().sorted(Comparator.comparing(FoundFile::location)).toList(), problems);
    }

    private void find(String location) {
        try {
            if (location.startsWith(CLASSPATH)) {
                findOnClassPath(location, location.substring(CLASSPATH.length()).replaceFirst("^/+", ""));
            } else if (location.startsWith(FILE)) {
                findInFileSystem(location, Path.of(location.substring(FILE.length()).replaceFirst("^//(?=/)", "")));
            } else {
                report(location, "neither classpath: nor file:",
                        "a location such as `classpath:webhookscripts/` or `file:scripts`");
            }
        } catch (IOException | InvalidPathException | URISyntaxException e) {
            report(location, "it cannot be read: " + e, "a folder or file that can be read");
        }
    }

    private void findInFileSystem(String location, Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            addOrReport(path.getFileName().toString(), FILE + path.toAbsolutePath().normalize(), Files.readAllBytes(path));
        } else if (Files.isDirectory(path)) {
            walk(path, FILE);
        } else {
            report(location, "there is no such folder or file", "one that is there");
        }
    }

    /**
     * Names that begin with a dot are left out: of editors, and of Kubernetes, which keeps its versions in such
     * folders. What cannot be read is a problem, and does not keep the rest from being found.
     */
    private void walk(Path folder, String scheme) throws IOException {
        Path base = folder.toAbsolutePath().normalize();
        Files.walkFileTree(base, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                return isHidden(path) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                String name = name(path);
                if (!isHidden(path) && (kind.takes(name) || kind.isMisnamed(name))) {
                    read(name, scheme + path, path);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) {
                if (e instanceof FileSystemLoopException) {
                    unreadable(name(path), "the link leads to a folder that it stands in", "a link that leads elsewhere");
                } else if (!isHidden(path)) {
                    unreadable(name(path), "it cannot be read: " + e, "a folder or file that can be read");
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, @Nullable IOException e) {
                if (e != null) {
                    unreadable(name(path), "the folder cannot be listed: " + e, "a folder that can be read");
                }
                return FileVisitResult.CONTINUE;
            }

            private String name(Path path) {
                return base.relativize(path).toString().replace('\\', '/');
            }

            private boolean isHidden(Path path) {
                return !path.equals(base) && path.getFileName().toString().startsWith(".");
            }
        });
    }

    private void unreadable(String name, String found, String expected) {
        problems.add(new Problem(ProblemCode.UNREADABLE_FILE, name, 0, 0, "", found, expected, List.of()));
    }

    private void read(String name, String location, Path path) {
        try {
            addOrReport(name, location, Files.readAllBytes(path));
        } catch (IOException e) {
            unreadable(name, "the file cannot be read: " + e, "a file that can be read");
        }
    }

    private void findOnClassPath(String location, String resource) throws IOException, URISyntaxException {
        if (kind.takes(resource)) {
            findSingle(location, resource);
            return;
        }
        String folder = resource.isEmpty() || resource.endsWith("/") ? resource : resource + "/";
        List<URL> roots = Collections.list(classLoader.getResources(folder));
        boolean found = false;
        for (URL root : roots) {
            found |= list(root, folder);
        }
        if (!found && !findInJarsWithoutFolders(folder) && !location.equals(DEFAULT)) {
            report(location, "there is no such folder on the class path", "one that is there");
        }
    }

    private void findSingle(String location, String resource) throws IOException {
        try (InputStream in = classLoader.getResourceAsStream(resource)) {
            if (in == null) {
                report(location, "there is no such file on the class path", "one that is there");
            } else {
                add(new FoundFile(resource.substring(resource.lastIndexOf('/') + 1), CLASSPATH + resource, in.readAllBytes()));
            }
        }
    }

    private boolean list(URL root, String folder) throws IOException, URISyntaxException {
        if (root.getProtocol().equals("file")) {
            walk(Path.of(new URI(root.toString())), FILE);
            return true;
        }
        URLConnection connection = root.openConnection();
        if (!(connection instanceof JarURLConnection jar)) {
            report(root.toString(), "a folder of this kind cannot be listed", "a folder in a jar or in the file system");
            return true;
        }
        jar.setUseCaches(false);
        try (JarFile file = jar.getJarFile()) {
            return list(file, folder);
        }
    }

    /**
     * Some tools write jars without entries for folders; then the class loader does not find the folder, but its files.
     */
    private boolean findInJarsWithoutFolders(String folder) throws IOException {
        boolean found = false;
        for (URL manifest : Collections.list(classLoader.getResources(JarFile.MANIFEST_NAME))) {
            if (manifest.openConnection() instanceof JarURLConnection jar) {
                jar.setUseCaches(false);
                try (JarFile file = jar.getJarFile()) {
                    found |= list(file, folder);
                }
            }
        }
        return found;
    }

    private boolean list(JarFile jar, String folder) throws IOException {
        boolean found = false;
        for (JarEntry entry : Collections.list(jar.entries())) {
            String name = entry.getName();
            if (!name.startsWith(folder)) {
                continue;
            }
            found = true;
            String below = name.substring(folder.length());
            if (!entry.isDirectory() && !ScriptFileName.isLeftByEditor(below)
                    && (kind.takes(below) || kind.isMisnamed(below))) {
                try (InputStream in = jar.getInputStream(entry)) {
                    addOrReport(below, "jar:" + Path.of(jar.getName()).toUri() + "!/" + name, in.readAllBytes());
                }
            }
        }
        return found;
    }

    /** Takes the file, or reports that it is not called as it should be. */
    private void addOrReport(String name, String location, byte[] content) {
        if (kind.takes(name)) {
            add(new FoundFile(name, location, content));
        } else {
            problems.add(new Problem(
                    ProblemCode.WRONG_EXTENSION, name, 0, 0, "",
                    "the file's name does not end as a script's (" + location + ")",
                    "NAME.webhookscript.yaml or NAME.webhookscript.json", List.of()));
        }
    }

    private void add(FoundFile file) {
        files.putIfAbsent(file.location(), file);
    }

    private void report(String location, String found, String expected) {
        problems.add(new Problem(ProblemCode.MISSING_LOCATION, location, 0, 0, "", found, expected, List.of()));
    }
}
