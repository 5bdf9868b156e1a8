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
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.yaml.ScriptFileName;
import org.jspecify.annotations.Nullable;

/**
 * A {@code file:} location that is listed again and again. A listing shows which script files exist and whether a file
 * may have changed, without reading it. Symbolic links are followed, since Kubernetes changes the link of a file.
 */
public final class WatchedFolder {

    static final String LOOP = "the link leads to a folder that contains it";

    private static final String FILE = "file:";

    private final Path root;

    private WatchedFolder(Path root) {
        this.root = root;
    }

    /** @return empty for a location that is not in the file system */
    public static Optional<WatchedFolder> of(String location) {
        return location.startsWith(FILE)
                ? Optional.of(new WatchedFolder(
                        Path.of(location.substring(FILE.length()).replaceFirst("^//(?=/)", "")).toAbsolutePath().normalize()))
                : Optional.empty();
    }

    /**
     * The state of one file.
     *
     * @param base the folder that its name is relative to
     */
    public record FileState(Path base, Path path, Stamp stamp) {

        /** Returns the name for messages. */
        public String name() {
            return base.relativize(path).toString().replace('\\', '/');
        }
    }

    /**
     * File attributes that change with the content.
     *
     * @param identity the identity of the file; empty if the file system has none
     * @param changed  the change time, which changes with every write and rename and cannot be set; it detects changes
     *                 with equal size and time
     */
    public record Stamp(long size, FileTime modified, @Nullable Object identity, @Nullable Object changed) {

        /** The attributes of a file that was not listed yet. */
        public static final Stamp NONE = new Stamp(-1, FileTime.fromMillis(0), Optional.empty(), Optional.empty());
    }

    /**
     * The current files. The maps are not copied, since there may be thousands of files twice a second.
     *
     * @param files     by location
     * @param strangers what is wrong with files that are not called as scripts are, and with links, by location
     * @param complete  whether a file that is not among them is gone; else it may be there and could not be seen
     */
    public record Listing(Map<String, FileState> files, Map<String, Problem> strangers, boolean complete) {

        private static Listing nothing(boolean complete) {
            return new Listing(Map.of(), Map.of(), complete);
        }

        public Listing {
            files = Collections.unmodifiableMap(files);
            strangers = Collections.unmodifiableMap(strangers);
        }
    }

    public Path root() {
        return root;
    }

    /** Whether a script of that location belongs to this folder. */
    public boolean holds(String location) {
        return location.startsWith(FILE) && Path.of(location.substring(FILE.length())).startsWith(root);
    }

    public Listing list() {
        boolean file = ScriptFileName.isScript(String.valueOf(root.getFileName()));
        Visitor visitor = new Visitor(file ? root.resolveSibling("") : root);
        try {
            if (file && Files.isDirectory(root.resolveSibling("")) && !Files.exists(root)) {
                return Listing.nothing(true);
            }
            if (file != Files.isRegularFile(root) || !file && !Files.isDirectory(root)) {
                return Listing.nothing(false);
            }
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
        } catch (IOException failure) {
            return new Listing(visitor.files, visitor.strangers, false);
        }
        return new Listing(visitor.files, visitor.strangers, visitor.complete);
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {

        private final Path base;
        private final Map<String, FileState> files = new HashMap<>();
        private final Map<String, Problem> strangers = new HashMap<>();
        private boolean complete = true;

        private Visitor(Path base) {
            this.base = base;
        }

        /** Names that begin with a dot belong to editors and to Kubernetes. */
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return !folder.equals(base) && folder.getFileName().toString().startsWith(".")
                    ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            String name = path.getFileName().toString();
            if (ScriptFileName.isScript(name) && !ScriptFileName.isLeftByEditor(name) && !attributes.isDirectory()) {
                files.put(FILE + path, new FileState(
                        base, path, new Stamp(
                                attributes.size(), attributes.lastModifiedTime(), Optional.ofNullable(attributes.fileKey()),
                                changeTime(path))));
            } else if (ScriptFileName.looksLikeScript(name) && !attributes.isDirectory()) {
                strangers.put(FILE + path, ScriptFileName.stranger(
                        base.relativize(path).toString().replace('\\', '/'), FILE + path, ScriptFileName.EXPECTED_EXTENSION));
            }
            return FileVisitResult.CONTINUE;
        }

        /** A loop of links leads to nothing new; a folder that cannot be read may hold anything. */
        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) {
            if (failure instanceof FileSystemLoopException) {
                loop(path);
            } else {
                complete &= !Files.isDirectory(path);
            }
            return FileVisitResult.CONTINUE;
        }

        private void loop(Path path) {
            strangers.put(FILE + path, new Problem(
                    ProblemCode.UNREADABLE_FILE, base.relativize(path).toString().replace('\\', '/'), 0, 0, "", LOOP,
                    "a link that leads elsewhere", List.of()));
        }

        private static Optional<Object> changeTime(Path path) {
            try {
                return Optional.ofNullable(Files.getAttribute(path, "unix:ctime"));
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException notHere) {
                return Optional.empty();
            }
        }
    }
}
