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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.webhookscript.runtimes.StartedApplication;

/**
 * An Apache Karaf that a test has started with the feature installed. What it installs comes from the folders
 * {@code system} of Karaf and {@code target/repository} of the build; no other repository is named.
 */
final class Karaf implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("karaf.home"));
    private static final Duration MAX_START = Duration.ofSeconds(180);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Path folder;
    private final StartedApplication process;
    private final Socket socket;
    private final BufferedReader responses;
    private final PrintWriter commands;

    private Karaf(Path folder, StartedApplication process, Socket socket) throws IOException {
        this.folder = folder;
        this.process = process;
        this.socket = socket;
        this.responses = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.commands = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** @param properties system properties of its JVM */
    static Karaf start(Path folder, Map<String, String> properties) throws IOException {
        Path etc = folder.resolve("etc");
        copy(HOME.resolve("etc"), etc);
        Files.createDirectories(folder.resolve("data/tmp"));
        Path driver = BundleJar.write(folder.resolve("driver.jar"), Map.of(
                "Bundle-SymbolicName", "driver", "Bundle-Activator", "io.webhookscript.karaf.driver.Driver", "Import-Package",
                "org.apache.karaf.features,org.osgi.framework,org.osgi.framework.wiring"),
                List.of("io/webhookscript/karaf/driver"));
        Path feature = Path.of("target/feature/features.xml").toAbsolutePath();
        Path camel = folder.resolve("camel-features.xml");
        Files.writeString(camel, Files.readString(Path.of("target/test-classes/camel/features.xml"))
                .replace("file:driver.jar", driver.toUri().toString()));
        configure(etc, List.of(feature, camel));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StringBuilder system = new StringBuilder("\ndriver.port = " + server.getLocalPort() + "\n");
            // Pax Logging would keep the latest 100 lines with their exceptions, and so the classes of an uninstalled bundle
            system.append("org.ops4j.pax.logging.logReaderEnabled = false\n");
            properties.forEach((name, value) -> system.append(name).append(" = ").append(value).append('\n'));
            Files.writeString(etc.resolve("system.properties"), Files.readString(etc.resolve("system.properties")) + system);
            StartedApplication process = StartedApplication.of(command(folder, etc), folder.resolve("karaf.log"));
            return new Karaf(folder, process, connection(server, process, folder));
        }
    }

    private static Socket connection(ServerSocket server, StartedApplication process, Path folder) throws IOException {
        server.setSoTimeout((int) LOOK_AGAIN.toMillis());
        long end = System.nanoTime() + MAX_START.toNanos();
        while (process.isRunning() && !process.log().contains("Error installing boot features") && System.nanoTime() < end) {
            try {
                return server.accept();
            } catch (SocketTimeoutException notYet) {
                continue;
            }
        }
        String log = process.log() + log(folder);
        process.close();
        throw new AssertionError("Karaf has not started the test's bundle:\n" + log);
    }

    /** Says a command to the driver, and gives its response. */
    String tell(String command) throws IOException {
        commands.println(command);
        return String.valueOf(responses.readLine());
    }

    /** What the bundles have logged. */
    String log() throws IOException {
        return log(folder);
    }

    private static ProcessBuilder command(Path folder, Path etc) {
        ProcessBuilder command = new ProcessBuilder(HOME.resolve("bin/karaf").toString(), "server");
        Map<String, String> environment = command.environment();
        environment.put("JAVA_HOME", System.getProperty("karaf.java"));
        environment.put("JAVA_MAX_MEM", "512m");
        environment.put("EXTRA_JAVA_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        environment.put("KARAF_ETC", etc.toString());
        environment.put("KARAF_DATA", folder.resolve("data").toString());
        environment.put("KARAF_REDIRECT", folder.resolve("karaf.log").toString());
        return command;
    }

    private static void configure(Path etc, List<Path> repositories) throws IOException {
        Path maven = etc.resolve("org.ops4j.pax.url.mvn.cfg");
        String settings
                = Files.readString(maven).replaceAll("(?m)^(org\\.ops4j\\.pax\\.url\\.mvn\\.repositories=).*(\\n +.*)*", "$1");
        Path build = Path.of("target/repository").toAbsolutePath();
        Files.writeString(maven, settings.replaceFirst(
                "(?m)^(org\\.ops4j\\.pax\\.url\\.mvn\\.defaultRepositories=)",
                "$1" + build.toUri() + "@id=build@snapshots, ")
                                 + "\norg.ops4j.pax.url.mvn.localRepository=" + etc.resolveSibling("local-repository") + "\n");
        Path features = etc.resolve("org.apache.karaf.features.cfg");
        StringBuilder added = new StringBuilder();
        repositories.forEach(repository -> added.append(repository.toUri()).append(", "));
        Files.writeString(features, Files.readString(features)
                .replaceFirst("(?m)^(featuresRepositories = )", "$1" + added)
                .replaceFirst("(?m)^(featuresBoot = )", "$1webhookscript-test, ")
                .replaceAll(
                        "(?m)^ +(ssh|management|diagnostic|shell|jaas|deployer|kar|instance|package|config|bundle|service)/[0-9.]+(, \\\\)?\\n",
                        ""));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static String log(Path folder) throws IOException {
        Path log = folder.resolve("data/log/karaf.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            process.close();
        }
    }
}
