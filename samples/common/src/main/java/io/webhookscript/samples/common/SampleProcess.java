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
package io.webhookscript.samples.common;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs a sample as its user does, in a process of its own with the class path of this one, for the tests of the
 * samples.
 *
 * @param exitStatus 0 when all checks of the sample hold
 * @param printed    all that it has printed
 */
public record SampleProcess(int exitStatus, String printed) {

    /** @param arguments options of the JVM, such as system properties */
    public static SampleProcess run(Class<?> sample, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dfile.encoding=UTF-8",
                        "-XX:TieredStopAtLevel=1", "-classpath", System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        command.add(sample.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new SampleProcess(process.waitFor(), printed);
    }

    /** Runs the sample with a copy of its scripts in the folder, in which a text is replaced. */
    public static SampleProcess runChanged(Class<?> sample, Path folder, String text, String replacement)
            throws IOException, InterruptedException {
        int changed = 0;
        try (Stream<Path> scripts = Files.list(Path.of("src/main/resources/webhookscripts"))) {
            for (Path script : scripts.toList()) {
                String before = Files.readString(script);
                changed += before.contains(text) ? 1 : 0;
                Files.writeString(folder.resolve(script.getFileName()), before.replace(text, replacement));
            }
        }
        if (changed == 0) {
            throw new IllegalArgumentException("no script has the text " + text);
        }
        return run(sample, "-Dcamel.component.webhookscript.scripts=file:" + folder);
    }
}
