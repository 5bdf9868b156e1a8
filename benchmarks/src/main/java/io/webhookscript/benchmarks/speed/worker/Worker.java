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
package io.webhookscript.benchmarks.speed.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import javax.management.JMException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.benchmarks.speed.peer.CallResult;
import io.webhookscript.benchmarks.speed.peer.ContactEvents;
import io.webhookscript.benchmarks.speed.peer.Event;
import io.webhookscript.benchmarks.speed.peer.Peer;
import io.webhookscript.benchmarks.speed.peer.Peers;
import io.webhookscript.benchmarks.speed.peer.Setup;

/**
 * One JVM with one competitor: prints {@link #READY} when it has started, carries out one order a line, prints one
 * report a line, and ends with its input.
 */
public final class Worker {

    /** Begins each line that is for the harness. */
    public static final String REPORT = "@@";

    public static final String READY = REPORT + "ready";

    /** In an argument, for virtual threads. */
    public static final String VIRTUAL = "virtual";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Peer peer;
    private final LoadRun loads;
    private final BurstRun bursts;
    private final Path folder;

    private Worker(Peer peer, Threads threads, Path folder) {
        this.peer = peer;
        CpuMeter cpuMeter = new CpuMeter();
        this.loads = new LoadRun(peer, threads, cpuMeter);
        this.bursts = new BurstRun(peer, threads, cpuMeter);
        this.folder = folder;
    }

    /**
     * @param args name of the competitor, port of the receiver, a folder of its own, {@code platform} or
     *             {@code virtual}
     */
    public static void main(String[] args) {
        PrintStream reports = System.out;
        System.setOut(System.err); // what libraries print does not get between reports
        int status = 0;
        try {
            run(args, reports);
        } catch (Exception | Error e) {
            e.printStackTrace();
            status = 1;
        }
        // at once: what still waits or hangs would hold up an orderly end
        Runtime.getRuntime().halt(status);
    }

    private static void run(String[] args, PrintStream reports) throws Exception {
        Setup setup = new Setup(Integer.parseInt(args[1]), Path.of(args[2]));
        Threads threads = args[3].equals(VIRTUAL) ? Threads.VIRTUAL : Threads.PLATFORM;
        Worker worker = new Worker(Peers.start(args[0], setup), threads, setup.folder());
        reports.println(READY);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            reports.println(REPORT + JSON.writeValueAsString(worker.report(JSON.readValue(line, Order.class))));
        }
    }

    private Object report(Order order) throws IOException, InterruptedException, JMException {
        if (order instanceof Order.Once once) {
            return once(once);
        } else if (order instanceof Order.Load load) {
            return loads.report(load);
        } else if (order instanceof Order.Burst burst) {
            return bursts.report(burst);
        } else if (order instanceof Order.AwaitSilent silent) {
            return bursts.awaitSilent(silent);
        } else if (order instanceof Order.Profile profile) {
            return new ProfileRun(loads, folder).report(profile);
        }
        throw new IllegalArgumentException("unknown order " + order);
    }

    private CallResult once(Order.Once order) {
        Event event = ContactEvents.numbered(order.number());
        if (peer instanceof Peer.Asynchronous asynchronous) {
            CompletableFuture<CallResult> result = asynchronous.submit(order.destination(), event);
            return result.join();
        }
        return ((Peer.Blocking) peer).call(order.destination(), event);
    }
}
