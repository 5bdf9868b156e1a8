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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * What the command line says.
 *
 * @param folder      the working folder, with inbox, results, dead letters and scripts in it
 * @param port        of the HTTP source, on the loopback address
 * @param consolePort of the web console, on the loopback address
 * @param serve       stay up when the events are through
 * @param durable     accept the events into a store, and deliver them later
 * @param maintenance the CRM accepts nothing
 */
record Options(Path folder, int port, int consolePort, boolean serve, boolean durable, boolean maintenance) {

    static final String USAGE = """
            crm-sync [--serve] [--durable [--maintenance]] [--port=NUMBER] [--console-port=NUMBER] [--folder=PATH]
              --serve         stay up when the events are through, until Ctrl-C, with the web console
              --durable       store the events first, and deliver them later; an event survives a kill
              --maintenance   the CRM accepts nothing, so the events stay in the store until a run without this option
              --port          port of the HTTP source on 127.0.0.1; 8085 with --serve, else any free one
              --console-port  port of the web console on 127.0.0.1; 8099 if not set
              --folder        working folder; else a temporary one
            """;

    private static final int SERVE_PORT = 8085;
    private static final int CONSOLE_PORT = 8099;
    private static final Set<String> FLAGS = Set.of("--serve", "--durable", "--maintenance");

    /** @throws IllegalArgumentException for what is not in {@link #USAGE} */
    static Options parse(String... arguments) {
        Path folder = null;
        int port = 0;
        int consolePort = CONSOLE_PORT;
        Set<String> flags = new HashSet<>();
        for (String argument : arguments) {
            if (FLAGS.contains(argument)) {
                flags.add(argument);
            } else if (argument.startsWith("--port=")) {
                port = port("--port", argument);
            } else if (argument.startsWith("--console-port=")) {
                consolePort = port("--console-port", argument);
            } else if (argument.startsWith("--folder=")) {
                folder = Path.of(argument.substring("--folder=".length()));
            } else {
                throw new IllegalArgumentException("unknown option " + argument);
            }
        }
        boolean serve = flags.contains("--serve");
        boolean maintenance = flags.contains("--maintenance");
        if (maintenance && !flags.contains("--durable")) {
            throw new IllegalArgumentException("--maintenance needs --durable: otherwise every event would fail");
        }
        try {
            return new Options(
                    folder == null ? Files.createTempDirectory("crm-sync") : folder,
                    port != 0 ? port : serve ? SERVE_PORT : freePort(), consolePort, serve, flags.contains("--durable"),
                    maintenance);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of the durable store. */
    Path store() {
        return folder.resolve("store.db");
    }

    private static int port(String option, String argument) {
        String text = argument.substring(option.length() + 1);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " expects a number, not " + text, e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
