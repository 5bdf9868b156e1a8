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
package io.webhookscript.deliverylog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.awaitility.Awaitility;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of this machine's packages, on loopback and a free port, its files below {@code target}. One
 * server for all tests of a JVM; a database of its own for each.
 */
final class PostgresDatabase implements TestDatabase {

    private static final Duration TO_START = Duration.ofSeconds(60);

    /** The one that PostgreSQL's packages make; the server refuses to run as root. */
    private static final String USER = "postgres";

    private final Server server;
    private final String name = "t" + UUID.randomUUID().toString().replace("-", "");

    private PostgresDatabase(Server server) throws SQLException {
        this.server = server;
        server.execute("CREATE DATABASE " + name);
    }

    /** Empty where no server is installed, or this user may start none. */
    static Optional<TestDatabase> ifInstalled() throws SQLException {
        return Server.RUNNING.isEmpty() ? Optional.empty() : Optional.of(new PostgresDatabase(Server.RUNNING.get()));
    }

    @Override
    public DataSource dataSource() {
        return server.dataSource(name);
    }

    @Override
    public void close() throws SQLException {
        server.execute("DROP DATABASE " + name + " WITH (FORCE)");
    }

    private record Server(int port) {

        private static final Optional<Server> RUNNING = started();

        private static Optional<Server> started() {
            Optional<Path> programs = programs();
            if (programs.isEmpty()) {
                return Optional.empty();
            }
            try {
                Path files = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "postgres");
                if (isRoot() && run("chown", USER, files.toString()) != 0) {
                    return Optional.empty();
                }
                Path data = files.resolve("data");
                if (run(asUser(programs.get().resolve("initdb"), "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8",
                        "--no-sync"))
                    != 0) {
                    return Optional.empty();
                }
                Server server = new Server(freePort());
                Process process = quiet(asUser(programs.get().resolve("postgres"), "-D", data, "-p", server.port(),
                        "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off")).start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, files)));
                Awaitility.await().pollInSameThread().atMost(TO_START).ignoreException(SQLException.class)
                        .until(() -> server.execute("SELECT 1"));
                return Optional.of(server);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static Optional<Path> programs() {
            try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
                return versions.map(version -> version.resolve("bin")).filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .max(Comparator.naturalOrder());
            } catch (IOException notThere) {
                return Optional.empty();
            }
        }

        private static boolean isRoot() {
            return System.getProperty("user.name").equals("root");
        }

        private static String[] asUser(Object... command) {
            List<String> words = new ArrayList<>(
                    isRoot()
                            ? List.of("setpriv", "--reuid=" + USER, "--regid=" + USER,
                                    "--clear-groups")
                            : List.of());
            for (Object word : command) {
                words.add(word.toString());
            }
            return words.toArray(String[]::new);
        }

        private static int run(String... command) throws IOException {
            try {
                return quiet(command).start().waitFor();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }

        private static ProcessBuilder quiet(String... command) {
            return new ProcessBuilder(command).directory(Path.of("/").toFile())
                    .redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        private static void stop(Process process, Path files) {
            process.destroy();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
                run("rm", "-rf", files.toString());
            } catch (IOException | InterruptedException leftBehind) {
                System.err.println("left behind: " + files);
            }
        }

        private DataSource dataSource(String database) {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setServerNames(new String[] { "127.0.0.1" });
            dataSource.setPortNumbers(new int[] { port });
            dataSource.setDatabaseName(database);
            dataSource.setUser(USER);
            return dataSource;
        }

        private boolean execute(String sql) throws SQLException {
            try (Connection connection = dataSource("postgres").getConnection();
                 Statement statement = connection.createStatement()) {
                statement.execute(sql);
                return true;
            }
        }
    }
}
