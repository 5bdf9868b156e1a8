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
import java.util.List;

/**
 * Rounds alone and beside something dead, which take turns. Bound: 90 % of the throughput, p99 within twice, by the
 * medians of their ratios.
 *
 * @param name        of what is measured, as it is printed
 * @param leastMicros a p99 below it counts as this: there a scheduler's hiccup is the whole figure
 */
record Comparison(String name, int rounds, double leastMicros) {

    private static final double LEAST_THROUGHPUT = 0.9;
    private static final double MOST_P99 = 2.0;

    interface Measure {

        Round once() throws Exception;
    }

    boolean holds(Measure alone, Measure beside) throws Exception {
        List<Double> rates = new ArrayList<>();
        List<Double> tails = new ArrayList<>();
        alone.once();
        for (int i = 1; i <= rounds; i++) {
            Round free = alone.once();
            Round held = beside.once();
            rates.add(held.perSecond() / free.perSecond());
            tails.add(Math.max(leastMicros, held.p99Micros()) / Math.max(leastMicros, free.p99Micros()));
            System.out.printf("%s, round %d: alone %.0f/s, p99 %.0f us; beside a dead one %.0f/s, p99 %.0f us%n", name, i,
                    free.perSecond(), free.p99Micros(), held.perSecond(), held.p99Micros());
        }
        double rate = Figures.median(rates);
        double tail = Figures.median(tails);
        System.out.printf("%s, median of %d: throughput x %.2f (at least %.1f), p99 x %.2f (at most %.1f)%n", name, rounds,
                rate, LEAST_THROUGHPUT, tail, MOST_P99);
        return rate >= LEAST_THROUGHPUT && tail <= MOST_P99;
    }
}
