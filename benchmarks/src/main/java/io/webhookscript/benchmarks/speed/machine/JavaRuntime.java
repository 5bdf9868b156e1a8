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
package io.webhookscript.benchmarks.speed.machine;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A JDK, and whether callers are virtual threads.
 *
 * @param label as it is in the tables
 */
public record JavaRuntime(String label, Path home, boolean virtual) {

    static final String OTHER_HOME = "JAVA25_HOME";

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    public static JavaRuntime own() {
        return new JavaRuntime(Integer.toString(Runtime.version().feature()), Path.of(System.getProperty("java.home")), false);
    }

    /**
     * The one of the harness, and JDK 25 where {@value #OTHER_HOME} names one; both kinds of threads where there are
     * two.
     */
    public static List<JavaRuntime> found() {
        List<JavaRuntime> found = new ArrayList<>();
        add(found, own(), Runtime.version().feature());
        other().ifPresent(home -> add(found, new JavaRuntime("25", home, false), 25));
        return found;
    }

    private static void add(List<JavaRuntime> found, JavaRuntime runtime, int feature) {
        found.add(runtime);
        if (feature >= FIRST_WITH_VIRTUAL_THREADS) {
            found.add(new JavaRuntime(runtime.label + " virtual", runtime.home, true));
        }
    }

    private static Optional<Path> other() {
        String home = System.getenv(OTHER_HOME);
        if (home == null || home.isEmpty() || Runtime.version().feature() >= 25) {
            return Optional.empty();
        }
        Path path = Path.of(home);
        if (!Files.isExecutable(path.resolve("bin/java"))) {
            throw new IllegalArgumentException(OTHER_HOME + " has no bin/java");
        }
        return Optional.of(path);
    }

    /** As its file {@code release} says. */
    public String version() throws IOException {
        Properties release = new Properties();
        try (Reader in = Files.newBufferedReader(home.resolve("release"))) {
            release.load(in);
        }
        return release.getProperty("JAVA_RUNTIME_VERSION", release.getProperty("JAVA_VERSION", label)).replace("\"", "");
    }

    public Path java() {
        return home.resolve("bin/java");
    }
}
