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
package io.webhookscript.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.camel.main.Main;

/** A Camel application that consists of properties, in a process of its own. It ends with the process of the test. */
final class KillableApplication implements AutoCloseable {

    private final Map<String, String> properties;
    private final Path log;
    private Process process;

    KillableApplication(Map<String, String> properties, Path log) throws IOException {
        this.properties = properties;
        this.log = log;
        this.process = start();
    }

    /** @param properties {@code name=value} */
    public static void main(String[] properties) throws IOException {
        Main main = new Main();
        main.setPropertyPlaceholderLocations("false");
        for (String property : properties) {
            int equals = property.indexOf('=');
            main.addInitialProperty(property.substring(0, equals), property.substring(equals + 1));
        }
        main.start();
        while (System.in.read() >= 0) {
            // the process of the test ends this one by the end of its input
        }
        main.stop();
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", "-classpath", System.getProperty("java.class.path"),
                        KillableApplication.class.getName()));
        properties.forEach((name, value) -> command.add(name + "=" + value));
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    /** @throws IllegalStateException with the log, when it has ended by itself */
    void checkThatItRuns() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the application has ended: " + Files.readString(log));
        }
    }

    /** Kills the process, which cannot do anything any more, and starts the next one. */
    void killAndStart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        process = start();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
