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

import java.io.IOException;
import java.time.Duration;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.benchmarks.speed.machine.ChildProcess;
import io.webhookscript.benchmarks.speed.machine.JavaRuntime;
import io.webhookscript.benchmarks.speed.worker.Order;
import io.webhookscript.benchmarks.speed.worker.Worker;

/** One competitor in its process. */
final class WorkerProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Beyond the time that an order itself is bounded by. */
    private static final Duration SLACK = Duration.ofSeconds(60);

    private final String peer;
    private final JavaRuntime runtime;
    private final ChildProcess process;
    private boolean failed;

    private WorkerProcess(String peer, JavaRuntime runtime, ChildProcess process) {
        this.peer = peer;
        this.runtime = runtime;
        this.process = process;
    }

    /** @param start that it may take */
    static WorkerProcess of(String peer, JavaRuntime runtime, ChildProcess process, Duration start)
            throws WorkerFailedException, InterruptedException {
        WorkerProcess worker = new WorkerProcess(peer, runtime, process);
        try {
            process.read(Worker.READY, start);
            return worker;
        } catch (IOException e) {
            process.close();
            throw worker.failure("its start", e);
        }
    }

    String peer() {
        return peer;
    }

    JavaRuntime runtime() {
        return runtime;
    }

    /** Whether it can be asked no more. */
    boolean failed() {
        return failed;
    }

    /** @param millis that the order is bounded by */
    <T> T ask(Order order, long millis, Class<T> report) throws WorkerFailedException, InterruptedException {
        try {
            process.write(JSON.writerFor(Order.class).writeValueAsString(order));
            return JSON.readValue(process.read(Worker.REPORT, SLACK.plusMillis(millis)), report);
        } catch (IOException e) {
            failed = true;
            throw failure(order.toString(), e);
        }
    }

    private WorkerFailedException failure(String doing, IOException cause) {
        return new WorkerFailedException(peer + " on JDK " + runtime.label(), doing, cause);
    }

    @Override
    public void close() {
        process.close();
    }
}
