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
package io.webhookscript.store.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Feeds events to an application in a process of its own, kills it with SIGKILL at random moments, starts it again, and
 * compares what it accepted with what the receiver got.
 */
final class CrashRun implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final FedApplication.Settings settings;
    private final OrderReceiver receiver;
    private final Random random;
    private final List<Long> kills = new ArrayList<>();
    private @Nullable Process application;
    private int starts;

    CrashRun(FedApplication.Settings settings, OrderReceiver receiver, long seed) {
        this.settings = settings;
        this.receiver = receiver;
        this.random = new Random(seed);
    }

    /**
     * Feeds all events.
     *
     * @param times      the number of kills, spread over the run
     * @param killsAlong is run at each third kill, and each third time between two kills
     */
    void run(int times, Runnable killsAlong) throws Exception {
        start();
        for (int kill = 1; kill <= times; kill++) {
            // a random moment within the share of events between the last kill and the next
            int share = settings.events() / (times + 1);
            awaitDelivered((kill - 1) * share + share / 4 + random.nextInt(Math.max(1, share / 2)));
            kill();
            if (kill % 3 == 1) {
                killsAlong.run();
            }
            start();
            if (kill % 3 == 2) {
                awaitDelivered(receiver.delivered() + 1);
                kills.add(System.nanoTime());
                killsAlong.run();
            }
        }
        awaitDelivered(settings.events());
        stop();
    }

    private void awaitDelivered(int events) {
        Awaitility.await("events at the receiver").atMost(PATIENCE).pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    if (application == null || !application.isAlive()) {
                        throw new IllegalStateException("the application has ended: " + log());
                    }
                    return receiver.delivered() >= Math.min(events, settings.events());
                });
    }

    private void start() throws IOException {
        starts++;
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-classpath",
                        System.getProperty("java.class.path"),
                        FedApplication.class.getName()));
        command.addAll(settings.arguments());
        File log = settings.folder().resolve("application.log").toFile();
        application = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start();
    }

    private void kill() throws InterruptedException {
        Process running = application;
        if (running != null) {
            running.destroyForcibly().waitFor();
            kills.add(System.nanoTime());
        }
    }

    /** Lets the application end by itself, as an operator stops it. */
    private void stop() throws Exception {
        Process running = application;
        if (running != null) {
            running.getOutputStream().close();
            if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the application does not stop: " + log());
            }
        }
    }

    private String log() throws IOException {
        String text = Files.readString(settings.folder().resolve("application.log"));
        return text.substring(Math.max(0, text.length() - 8_000));
    }

    /** The accepted events that the receiver never accepted. */
    Set<Integer> lost() throws IOException {
        Set<Integer> lost = Files.readAllLines(settings.acceptedFile()).stream().map(Integer::valueOf)
                .collect(Collectors.toCollection(HashSet::new));
        receiver.calls().stream().filter(OrderReceiver.Call::accepted).forEach(call -> lost.remove(call.number()));
        return lost;
    }

    /** The events whose calls had different message ids. */
    Set<Integer> withSeveralIds() {
        TreeMap<Integer, Set<String>> ids = new TreeMap<>();
        receiver.calls().forEach(call -> ids.computeIfAbsent(call.number(), number -> new HashSet<>()).add(call.messageId()));
        return ids.entrySet().stream().filter(entry -> entry.getValue().size() > 1).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /**
     * The events that were delivered again although nothing was killed at their delivery.
     *
     * @param atMost the time between a response and the commit of its result
     */
    List<OrderReceiver.Call> repeatedWithoutAKill(Duration atMost) {
        TreeMap<Integer, OrderReceiver.Call> delivered = new TreeMap<>();
        List<OrderReceiver.Call> wrong = new ArrayList<>();
        for (OrderReceiver.Call call : receiver.calls()) {
            if (call.accepted()) {
                OrderReceiver.Call earlier = delivered.put(call.number(), call);
                if (earlier != null && kills.stream().noneMatch(
                        kill -> kill >= earlier.at() && kill - earlier.at() <= atMost.toNanos())) {
                    wrong.add(call);
                }
            }
        }
        return wrong;
    }

    /** The number of deliveries beyond the first one of each event. */
    long repeated() {
        return receiver.calls().stream().filter(OrderReceiver.Call::accepted).count() - receiver.delivered();
    }

    /** The calls that arrived before an earlier event of their key was delivered. */
    List<OrderReceiver.Call> outOfOrder() {
        TreeMap<Integer, Integer> next = new TreeMap<>();
        List<OrderReceiver.Call> wrong = new ArrayList<>();
        for (OrderReceiver.Call call : receiver.calls()) {
            int key = call.number() % settings.keys();
            int expected = next.getOrDefault(key, key);
            if (call.number() > expected) {
                wrong.add(call);
            } else if (call.number() == expected && call.accepted()) {
                next.put(key, expected + settings.keys());
            }
        }
        return wrong;
    }

    int starts() {
        return starts;
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
