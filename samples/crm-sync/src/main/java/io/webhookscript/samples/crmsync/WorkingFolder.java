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
package io.webhookscript.samples.crmsync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder in which the sample works. */
final class WorkingFolder {

    private WorkingFolder() {
    }

    /** Removes what an earlier run left, in the folders that are the sample's own. */
    static void empty(Path folder) throws IOException {
        for (String name : List.of("inbox", "results", "dead-letters")) {
            Path old = folder.resolve(name);
            if (!Files.isDirectory(old)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(old)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
