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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

import io.webhookscript.script.yaml.YamlTree;

/**
 * The bytes of a script file, and no more than tell that it is too large: whatever stands in a folder under the name of
 * a script, a device or a pipe too, it must take neither memory nor time.
 */
public final class FileContent {

    private FileContent() {
    }

    /**
     * @return             the whole, or one byte more than a script may have
     * @throws IOException when there is no such file, it cannot be read, or it is not a regular one
     */
    public static byte[] of(Path file) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new IOException("it is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return of(in);
        }
    }

    /** As {@link #of(Path)}, of what is open already. */
    public static byte[] of(InputStream in) throws IOException {
        return in.readNBytes(YamlTree.MAX_BYTES + 1);
    }
}
