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
package io.webhookscript.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import io.webhookscript.benchmarks.speed.machine.JavaRuntime;

/** The receiver in a process of its own: small, and ended by this one, however this one ends. */
final class ReceiverProcess implements AutoCloseable {

    private final Process process;
    private final ReceiverUrls urls;

    private ReceiverProcess(Process process, String[] ports) {
        this.process = process;
        this.urls = new ReceiverUrls(
                "http://127.0.0.1:" + Integer.parseInt(ports[0]), "http://127.0.0.1:" + Integer.parseInt(ports[1]));
    }

    static ReceiverProcess start() throws IOException {
        Process process = new ProcessBuilder(
                JavaRuntime.own().java().toString(), "-Xmx256m", "-cp",
                System.getProperty("java.class.path"), LoadReceiver.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String ports = said.readLine();
        if (ports == null) {
            throw new IOException("the receiver ended before it named its ports");
        }
        return new ReceiverProcess(process, ports.split(" ", 2));
    }

    ReceiverUrls urls() {
        return urls;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close(); // the end of its input ends it
        process.onExit().join();
    }
}
