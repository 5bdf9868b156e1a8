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

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.webhookscript.benchmarks.speed.table.Figures;
import io.webhookscript.benchmarks.speed.worker.BurstReport;

/**
 * Bursts of one size, one competitor and one JVM.
 *
 * @param opening the first one, which opens the connections
 * @param open    those that find them open
 */
record MeasuredBursts(MeasuredBurst opening, List<MeasuredBurst> open) {

    MeasuredBursts {
        open = List.copyOf(open);
    }

    boolean isOf(String peer, String runtime, long events) {
        return opening.peer().equals(peer) && opening.runtime().equals(runtime) && opening.report().events().begun() == events;
    }

    /** Of the bursts with open connections. */
    Ratio timeOver(MeasuredBursts reference) {
        return Ratio.of(IntStream.range(0, Math.min(open.size(), reference.open.size()))
                .mapToObj(i -> open.get(i).timeOver(reference.open.get(i))).toList(), open.size());
    }

    double median(ToDoubleFunction<BurstReport> figure) {
        return Figures.median(open.stream().map(burst -> figure.applyAsDouble(burst.report())));
    }

    double most(ToDoubleFunction<BurstReport> figure) {
        return all().mapToDouble(burst -> figure.applyAsDouble(burst.report())).max().orElse(Double.NaN);
    }

    long sum(ToLongFunction<BurstReport> figure) {
        return all().mapToLong(burst -> figure.applyAsLong(burst.report())).sum();
    }

    double others() {
        return Figures.median(all().map(MeasuredBurst::others));
    }

    private Stream<MeasuredBurst> all() {
        return Stream.concat(Stream.of(opening), open.stream());
    }
}
