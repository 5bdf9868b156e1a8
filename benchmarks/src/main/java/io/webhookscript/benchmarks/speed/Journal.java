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
package io.webhookscript.benchmarks.speed;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What a run says while it goes on, each measurement as a line of JSON, and what was not as it must be. */
final class Journal implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final long began = System.nanoTime();
    private final BufferedWriter measurements;
    private final List<String> problems = new ArrayList<>();

    private Journal(BufferedWriter measurements) {
        this.measurements = measurements;
    }

    static Journal in(Path folder) throws IOException {
        return new Journal(Files.newBufferedWriter(folder.resolve("measurements.jsonl")));
    }

    void say(String what) {
        System.err.printf(Locale.ROOT, "[%4d s] %s%n", seconds(), what);
    }

    void measured(Object measurement) throws IOException {
        measurements.write(JSON.writeValueAsString(measurement));
        measurements.newLine();
        measurements.flush();
    }

    /** Something without which the tables are not complete or not true. */
    void problem(String problem) {
        say("PROBLEM: " + problem);
        problems.add(problem);
    }

    void failed(WorkerFailedException failure) {
        problem(failure.getMessage());
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    long seconds() {
        return (System.nanoTime() - began) / 1_000_000_000;
    }

    @Override
    public void close() throws IOException {
        measurements.close();
    }
}
