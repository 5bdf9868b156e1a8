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

import java.io.File;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.HttpConnections;

/** Sockets, threads, heap and direct memory before and after many calls, good and bad mixed. */
final class NothingLeaks {

    private static final int CALLERS = 32;
    private static final int WARM_UP = 5_000;
    private static final int DEAD_EVERY = 500;
    private static final List<String> PATHS = List.of(
            "/ok", "/ok", "/ok", "/ok", "/ok", "/503", "/reset", "/short", "/chunks", "/gzip", "/large");
    /** Caches of the JDK and the collector's mood. */
    private static final long MAX_HEAP_GROWTH = 4L << 20;
    private static final long MAX_DIRECT_GROWTH = 4L << 20;

    private final LoadHarness harness;
    private final int calls;

    NothingLeaks(LoadHarness harness, int calls) {
        this.harness = harness;
        this.calls = calls;
    }

    boolean run() throws Exception {
        try (HttpConnections client = new HttpConnections(new HttpConnections.Sizes(100, 50))) {
            call(client, WARM_UP);
            Usage before = Usage.now();
            long start = System.nanoTime();
            Map<String, LongAdder> endings = call(client, calls);
            System.out.printf("%d calls in %.1f s: %s%n", calls, (System.nanoTime() - start) / 1e9, endings);
            Usage after = Usage.now();
            System.out.println("before " + before);
            System.out.println("after  " + after + ", leased " + client.leased() + ", open " + client.open());
            return client.leased() == 0 && after.descriptors <= before.descriptors + CALLERS
                    && after.threads <= before.threads + 1
                    && after.heap <= before.heap + MAX_HEAP_GROWTH && after.direct <= before.direct + MAX_DIRECT_GROWTH;
        }
    }

    private Map<String, LongAdder> call(HttpConnections client, int count) throws InterruptedException {
        Map<String, LongAdder> endings = new ConcurrentSkipListMap<>();
        AtomicInteger next = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        for (int i = 0; i < CALLERS; i++) {
            callers.execute(() -> {
                int number = next.getAndIncrement();
                while (number < count) {
                    endings.computeIfAbsent(one(client, number), key -> new LongAdder()).increment();
                    number = next.getAndIncrement();
                }
            });
        }
        callers.shutdown();
        if (!callers.awaitTermination(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the calls did not end within 10 minutes");
        }
        return endings;
    }

    private String one(HttpConnections client, int number) {
        try {
            if (number % DEAD_EVERY == 0) {
                client.send(harness.toDead(), LoadHarness.within(200), LoadHarness.profile());
            }
            return Integer.toString(client.send(harness.toHealthy(PATHS.get(number % PATHS.size())), LoadHarness.within(5_000),
                    LoadHarness.profile()).status());
        } catch (CallFailedException e) {
            return e.kind().name();
        }
    }

    private record Usage(int descriptors, int threads, long heap, long direct) {

        static Usage now() {
            long heap = Figures.heap();
            String[] open = new File("/proc/self/fd").list();
            long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                    .filter(pool -> pool.getName().equals("direct")).mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
            return new Usage(
                    open == null ? 0 : open.length, ManagementFactory.getThreadMXBean().getThreadCount(),
                    heap, direct);
        }
    }
}
