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
package io.webhookscript.console.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.webhookscript.script.yaml.ScriptFileName;
import io.webhookscript.script.yaml.YamlTree;

/**
 * The folder in which the console saves scripts: {@code NAME.webhookscript.yaml}, directly in the folder. A name that
 * is not that of a script never becomes a path, and a symbolic link is neither read nor replaced. Each file is replaced
 * whole. Callers make one change at a time.
 */
public final class ScriptFolder {

    public static final String EXTENSION = ".webhookscript.yaml";

    private static final String FILE = "file:";

    private final Path folder;

    /** @throws IllegalArgumentException when it is not a folder that can be written */
    public ScriptFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(this.folder) || !Files.isWritable(this.folder)) {
            throw new IllegalArgumentException(
                    "webhookscript.console.folder: expected a folder that can be written, found " + this.folder);
        }
    }

    public Path path() {
        return folder;
    }

    /** @throws IllegalArgumentException when it is not a name of a script */
    public Path file(String name) {
        if (!ScriptFileName.NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("expected " + ScriptFileName.EXPECTED_NAME);
        }
        return folder.resolve(name + EXTENSION);
    }

    /** The location of a script's file, as scripts have it. */
    public String location(String name) {
        return FILE + file(name);
    }

    /** The location of a file whose name need not be that of a script, and is never opened. */
    public String locationOf(String fileName) {
        return FILE + folder + "/" + fileName;
    }

    public boolean has(String name) {
        return Files.isRegularFile(file(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Reads a script's file; nothing when there is none, or when it is a link or too large. */
    public Optional<byte[]> read(String name) throws IOException {
        if (!has(name)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(YamlTree.MAX_BYTES + 1);
            return content.length > YamlTree.MAX_BYTES ? Optional.empty() : Optional.of(content);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether something has the path of a script's file that is not a file: a link, a folder. */
    public boolean isBlocked(String name) {
        return Files.exists(file(name), LinkOption.NOFOLLOW_LINKS) && !has(name);
    }

    /** Writes a script's file whole, or not at all: the new content replaces the file in one step. */
    public void write(String name, byte[] content) throws IOException {
        Path file = file(name);
        if (isBlocked(name)) {
            throw new IOException(file.getFileName() + " is not a file");
        }
        Path written = folder.resolve("." + name + "." + UUID.randomUUID() + ".tmp");
        try {
            writeNew(written, content);
            keepPermissions(file, written);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static void writeNew(Path file, byte[] content) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            // on the disk before it replaces the file, so that a power cut leaves one of the two
            channel.force(true);
        }
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView before
                = Files.getFileAttributeView(from, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (before != null && Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(to, before.readAttributes().permissions());
        }
    }

    public void delete(String name) throws IOException {
        if (has(name)) {
            Files.deleteIfExists(file(name));
        }
    }
}
