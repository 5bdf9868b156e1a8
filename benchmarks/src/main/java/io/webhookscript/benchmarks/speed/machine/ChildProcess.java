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

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that takes lines, gives lines, and ends with its input, however the harness ends. */
public final class ChildProcess implements AutoCloseable {

    private static final Duration FOR_ITS_END = Duration.ofSeconds(5);

    private final Process process;
    private final Writer in;
    private final BufferedReader out;
    private final ExecutorService reading = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "child-output");
        thread.setDaemon(true);
        return thread;
    });

    private ChildProcess(Process process) {
        this.process = process;
        this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** @param log takes what it prints as errors */
    public static ChildProcess start(List<String> command, File log) throws IOException {
        return new ChildProcess(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log)).start());
    }

    public void write(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    /** The next line that begins so, without its beginning. */
    public String read(String beginning, Duration longest) throws IOException, InterruptedException {
        try {
            return reading.submit(() -> next(beginning)).get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("nothing came within " + longest.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() == null ? "unknown" : e.getCause().getMessage(), e);
        }
    }

    private String next(String beginning) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new IOException("the process ended");
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // it has ended already
        }
        try {
            if (!process.waitFor(FOR_ITS_END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        reading.shutdownNow();
    }
}
