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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls of some seconds: how many were made in one, and how long the slowest of a hundred took. */
record Round(double perSecond, double p99Micros) {

    /** Makes one call, and returns when it has ended. */
    interface Call {

        void make(int number) throws Exception;
    }

    static Round of(long[] micros, double seconds) {
        long[] sorted = micros.clone();
        Arrays.sort(sorted);
        return new Round(sorted.length / seconds, Math.max(1, sorted[(int) (sorted.length * 0.99)]));
    }

    /** Each caller begins its next call when its last has ended. */
    static Round ofCallers(int callers, int seconds, Call call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<long[]>> times = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                times.add(threads.submit(() -> inARow(seconds, call)));
            }
            List<long[]> micros = new ArrayList<>();
            for (Future<long[]> time : times) {
                micros.add(time.get());
            }
            return of(micros.stream().flatMapToLong(Arrays::stream).toArray(), seconds);
        } finally {
            threads.shutdown();
        }
    }

    private static long[] inARow(int seconds, Call call) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long[] micros = new long[1 << 20];
        int count = 0;
        long now = System.nanoTime();
        while (now < end && count < micros.length) {
            call.make(count);
            long after = System.nanoTime();
            micros[count++] = (after - now) / 1_000;
            now = after;
        }
        return Arrays.copyOf(micros, count);
    }
}
