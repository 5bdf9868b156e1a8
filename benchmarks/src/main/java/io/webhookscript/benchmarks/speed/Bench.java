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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.webhookscript.benchmarks.speed.machine.ChildProcess;
import io.webhookscript.benchmarks.speed.machine.ClassPath;
import io.webhookscript.benchmarks.speed.machine.JavaRuntime;
import io.webhookscript.benchmarks.speed.machine.MachineLoad;
import io.webhookscript.benchmarks.speed.machine.Patience;
import io.webhookscript.benchmarks.speed.peer.Peers;
import io.webhookscript.benchmarks.speed.receiver.ContactReceiver;
import io.webhookscript.benchmarks.speed.receiver.ReceiverControl;
import io.webhookscript.benchmarks.speed.worker.Worker;

/** The receiver, the way to start a competitor, and what all parts of a run write to. */
final class Bench implements AutoCloseable {

    /** 50,000 deliveries that make their first attempt, on a busy machine. */
    private static final Duration MAX_START = Duration.ofMinutes(4);

    private final Options options;
    private final Path folder;
    private final ClassPath classPath = ClassPath.own();
    private final MachineLoad machine = new MachineLoad();
    private final Patience patience;
    private final Journal journal;
    private final ChildProcess receiverProcess;
    private final int port;
    private int workers;

    private Bench(Options options, Path folder, Journal journal) throws IOException, InterruptedException {
        this.options = options;
        this.folder = folder;
        this.journal = journal;
        this.patience = new Patience(machine, options.plan().patience());
        List<String> command = List.of(JavaRuntime.own().java().toString(), "-Xmx512m", "-XX:+UseSerialGC", "-cp",
                classPath.of(false), ContactReceiver.class.getName());
        this.receiverProcess = ChildProcess.start(command, log("receiver").toFile());
        this.port = Integer.parseInt(receiverProcess.read("", Duration.ofSeconds(60)));
    }

    /** @param folder that takes what the run leaves behind, in the place of what the last one left */
    static Bench start(Options options, Path folder) throws IOException, InterruptedException {
        deleteAll(folder);
        Files.createDirectories(folder);
        return new Bench(options, folder, Journal.in(folder));
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    Options options() {
        return options;
    }

    Plan plan() {
        return options.plan();
    }

    MachineLoad machine() {
        return machine;
    }

    void awaitQuiet() throws InterruptedException {
        patience.awaitQuiet();
    }

    Journal journal() {
        return journal;
    }

    ClassPath classPath() {
        return classPath;
    }

    ReceiverControl receiver() {
        return new ReceiverControl(port);
    }

    WorkerProcess worker(String peer, JavaRuntime runtime, String... jvmOptions)
            throws IOException, WorkerFailedException, InterruptedException {
        Path own = Files.createDirectories(folder.resolve("workers").resolve(workers++ + "-" + peer));
        List<String> command = new ArrayList<>(List.of(runtime.java().toString()));
        command.addAll(plan().jvms().options());
        command.add("-XX:-UseDynamicNumberOfCompilerThreads"); // the meter looks for them once
        command.addAll(List.of(jvmOptions));
        boolean everythingOn = peer.equals(Peers.SCRIPT_WITH_EVERYTHING);
        if (everythingOn) {
            command.add("-Dlogback.configurationFile=logback-with-mdc.xml");
            command.add("-Dspeed.log=" + own.resolve("application.log"));
        } else {
            command.add("-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider");
        }
        if (runtime.virtual()) {
            command.add("-Dcamel.threads.virtual.enabled=true");
        }
        Path scripts = Files.createDirectories(own.resolve("scripts"));
        command.addAll(List.of("-cp", classPath.of(everythingOn), Worker.class.getName(), peer, Integer.toString(port),
                scripts.toString(), runtime.virtual() ? Worker.VIRTUAL : "platform"));
        return WorkerProcess.of(peer, runtime, ChildProcess.start(command, log(peer).toFile()), MAX_START);
    }

    private Path log(String name) throws IOException {
        return Files.createDirectories(folder.resolve("logs")).resolve(name + ".log");
    }

    @Override
    public void close() throws IOException {
        receiverProcess.close();
        journal.close();
    }
}
