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
package io.webhookscript.store.jdbc.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

import io.webhookscript.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is locked against other processes as long as it is open. The lock is on a second file, since SQLite's own
 * locks would end with a second channel of this process. The operating system removes it when the process ends.
 */
record FileOfOneProcess(Path path, FileChannel lock) {

    private static final Logger LOG = LoggerFactory.getLogger(FileOfOneProcess.class);

    static FileOfOneProcess open(Path given) {
        Path absolute = given.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw failed(given, "it is not a file");
        }
        try {
            Files.createDirectories(folder);
            Path path = folder.toRealPath().resolve(absolute.getFileName());
            create(path);
            check(path);
            return new FileOfOneProcess(path, lock(path));
        } catch (IOException failure) {
            throw failed(given, describe(failure));
        }
    }

    /** The file contains what events contain, so that only its owner may read it. SQLite's further files follow it. */
    private static void create(Path path) throws IOException {
        try {
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(path);
            }
        } catch (FileAlreadyExistsException exists) {
            LOG.debug("store: the file {} exists", path);
        }
    }

    private static void check(Path path) {
        if (!Files.isRegularFile(path)) {
            throw failed(path, "it is not a file");
        }
        if (!Files.isReadable(path) || !Files.isWritable(path)) {
            throw failed(path, "this process may not read and write it");
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path.resolveSibling(path.getFileName() + "-lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException ours) {
            LOG.debug("store: the file {} is open in this process", path);
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        if (!locked) {
            throw failed(path, "another process or another component uses it; an SQLite file is for one node,"
                               + " and several nodes share a PostgreSQL database");
        }
        return channel;
    }

    private static StoreException failed(Path path, String reason) {
        return new StoreException("the store cannot use the file " + path + ": " + reason, null);
    }

    private static String describe(IOException failure) {
        String reason = failure instanceof FileSystemException file && file.getReason() != null
                ? file.getReason() : failure.getClass().getSimpleName();
        return failure instanceof FileSystemException file && file.getFile() != null ? file.getFile() + ": " + reason : reason;
    }

    void close() {
        try {
            lock.close();
        } catch (IOException failure) {
            LOG.debug("store: the lock of the file {} was not closed: {}", path, failure.getMessage());
        }
    }
}
