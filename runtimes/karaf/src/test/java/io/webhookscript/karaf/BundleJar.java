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
package io.webhookscript.karaf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Writes a bundle of classes and resources of this test. */
final class BundleJar {

    private static final Path CLASSES = Path.of("target/test-classes");

    private BundleJar() {
    }

    /** @param folders below the test's classes, with all that is in them */
    static Path write(Path jar, Map<String, String> headers, List<String> folders) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        headers.forEach(main::putValue);
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out, manifest)) {
            for (String folder : folders) {
                try (Stream<Path> files = Files.walk(CLASSES.resolve(folder))) {
                    for (Path file : files.sorted().toList()) {
                        String name = CLASSES.relativize(file).toString().replace('\\', '/');
                        entries.putNextEntry(new ZipEntry(Files.isDirectory(file) ? name + "/" : name));
                        if (Files.isRegularFile(file)) {
                            Files.copy(file, entries);
                        }
                        entries.closeEntry();
                    }
                }
            }
        }
        return jar;
    }
}
