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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import io.webhookscript.http.CallFailedException;
import io.webhookscript.http.HttpCall;
import io.webhookscript.http.HttpConnections;

/**
 * What a healthy receiver's callers lose when others call one that never answers. Rounds with and without the dead one
 * take turns. Bound: 90 % of the throughput, p99 within twice.
 */
final class BesideADeadReceiver {

    private static final int HEALTHY_CALLERS = 8;
    private static final int DEAD_CALLERS = 100;
    private static final double LEAST_THROUGHPUT = 0.9;
    private static final double MOST_P99 = 2.0;

    private final LoadHarness harness;
    private final int rounds;
    private final int seconds;

    BesideADeadReceiver(LoadHarness harness, int rounds, int seconds) {
        this.harness = harness;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    /** Whether calls come through at all; says nothing of how many, which a busy machine decides. */
    boolean runs() throws Exception {
        try (HttpConnections client = new HttpConnections(new HttpConnections.Sizes(1_000, 50))) {
            return round(client, true).perSecond > 0;
        }
    }

    boolean run() throws Exception {
        List<Double> rates = new ArrayList<>();
        List<Double> tails = new ArrayList<>();
        try (HttpConnections client = new HttpConnections(new HttpConnections.Sizes(1_000, 50))) {
            round(client, false);
            for (int i = 0; i < rounds; i++) {
                Round alone = round(client, false);
                Round beside = round(client, true);
                rates.add(beside.perSecond / alone.perSecond);
                tails.add(beside.p99Micros / alone.p99Micros);
                System.out.printf("round %d: alone %.0f/s, p99 %.0f µs; beside a dead one %.0f/s, p99 %.0f µs%n", i + 1,
                        alone.perSecond, alone.p99Micros, beside.perSecond, beside.p99Micros);
            }
        }
        double rate = median(rates);
        double tail = median(tails);
        System.out.printf("median of %d: throughput x %.2f (at least %.1f), p99 x %.2f (at most %.1f)%n", rounds, rate,
                LEAST_THROUGHPUT, tail, MOST_P99);
        return rate >= LEAST_THROUGHPUT && tail <= MOST_P99;
    }

    private Round round(HttpConnections client, boolean withDead) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        AtomicBoolean stopped = new AtomicBoolean();
        try {
            for (int i = 0; withDead && i < DEAD_CALLERS; i++) {
                threads.execute(() -> callDead(client, stopped));
            }
            Callable<long[]> caller = () -> callHealthy(client);
            List<Future<long[]>> times = new ArrayList<>();
            for (int i = 0; i < HEALTHY_CALLERS; i++) {
                times.add(threads.submit(caller));
            }
            List<long[]> micros = new ArrayList<>();
            for (Future<long[]> time : times) {
                micros.add(time.get());
            }
            long[] all = micros.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Round((double) all.length / seconds, Math.max(1, all[(int) (all.length * 0.99)]));
        } finally {
            stopped.set(true);
            threads.shutdown();
            threads.awaitTermination(10, java.util.concurrent.TimeUnit.SECONDS);
        }
    }

    private long[] callHealthy(HttpConnections client) throws CallFailedException {
        HttpCall call = harness.toHealthy("/ok");
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long[] micros = new long[1 << 20];
        int count = 0;
        long now = System.nanoTime();
        while (now < end && count < micros.length) {
            client.send(call, LoadHarness.within(5_000), LoadHarness.profile());
            long after = System.nanoTime();
            micros[count++] = (after - now) / 1_000;
            now = after;
        }
        return Arrays.copyOf(micros, count);
    }

    private void callDead(HttpConnections client, AtomicBoolean stopped) {
        while (!stopped.get()) {
            try {
                client.send(harness.toDead(), LoadHarness.within(1_000), LoadHarness.profile());
                throw new IllegalStateException("the dead receiver answered");
            } catch (CallFailedException e) {
                // as it must
            }
        }
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(d -> d).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private record Round(double perSecond, double p99Micros) {
    }
}
