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

/**
 * What the command line says.
 *
 * @param folder      the working folder, with inbox, results, dead letters and scripts in it
 * @param port        of the HTTP source, on the loopback address
 * @param consolePort of the web console, on the loopback address
 * @param serve       stay up when the events are through
 */
record Options(Path folder, int port, int consolePort, boolean serve) {

    static final String USAGE = """
            crm-sync [--serve] [--port=NUMBER] [--console-port=NUMBER] [--folder=PATH]
              --serve         stay up when the events are through, until Ctrl-C, with the web console
              --port          port of the HTTP source on 127.0.0.1; 8085 with --serve, else any free one
              --console-port  port of the web console on 127.0.0.1; 8099 if not set
              --folder        working folder; else a temporary one
            """;

    private static final int SERVE_PORT = 8085;
    private static final int CONSOLE_PORT = 8099;

    /** @throws IllegalArgumentException for what is not in {@link #USAGE} */
    static Options parse(String... arguments) {
        Path folder = null;
        int port = 0;
        int consolePort = CONSOLE_PORT;
        boolean serve = false;
        for (String argument : arguments) {
            if (argument.equals("--serve")) {
                serve = true;
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
        try {
            return new Options(
                    folder == null ? Files.createTempDirectory("crm-sync") : folder,
                    port != 0 ? port : serve ? SERVE_PORT : freePort(), consolePort, serve);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
