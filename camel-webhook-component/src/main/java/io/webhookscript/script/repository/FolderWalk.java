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
import java.util.EnumSet;

import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a folder and of all folders below it. Names that begin with a dot are skipped: they belong to
 * editors and to Kubernetes, which keeps its versions in such folders. An unreadable file or folder is a problem, but
 * does not prevent the search of the rest.
 */
final class FolderWalk extends SimpleFileVisitor<Path> {

    private static final String SCHEME = "file:";

    private final Path base;
    private final FoundFiles found;

    private FolderWalk(Path base, FoundFiles found) {
        this.base = base;
        this.found = found;
    }

    static void walk(Path folder, FoundFiles found) throws IOException {
        Path base = folder.toAbsolutePath().normalize();
        Files.walkFileTree(
                base, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new FolderWalk(base, found));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
        return isHidden(path) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
        String name = name(path);
        if (found.wants(name)) {
            try {
                found.add(name, SCHEME + path, FileContent.of(path));
            } catch (IOException e) {
                found.unreadable(name, SCHEME + path, "the file cannot be read: " + e, "a regular file that can be read");
            }
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
        if (e instanceof FileSystemLoopException) {
            found.unreadable(
                    name(path), SCHEME + path, WatchedFolder.LOOP, "a link that leads elsewhere");
        } else if (!isHidden(path)) {
            found.unreadable(name(path), SCHEME + path, "it cannot be read: " + e, "a folder or file that can be read");
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path path, @Nullable IOException e) {
        if (e != null) {
            found.unreadable(
                    name(path), SCHEME + path, "the folder cannot be listed: " + e, "a folder that can be read");
        }
        return FileVisitResult.CONTINUE;
    }

    private String name(Path path) {
        return base.relativize(path).toString().replace('\\', '/');
    }

    private boolean isHidden(Path path) {
        return !path.equals(base) && path.getFileName().toString().startsWith(".");
    }
}
