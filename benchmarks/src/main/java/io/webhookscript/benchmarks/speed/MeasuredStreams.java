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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import io.webhookscript.benchmarks.speed.table.Figures;
import io.webhookscript.benchmarks.speed.worker.BurstReport;

/** Streams of one competitor: the healthy events alone, and beside those to a receiver that never answers, by turns. */
final class MeasuredStreams {

    private final List<Round> rounds = new ArrayList<>();

    /** @param silentNotBack events to the receiver that never answers which had not ended when the time was over */
    private record Round(MeasuredBurst alone, MeasuredBurst beside, long silentNotBack) {

        private Ratio.Single ratio() {
            return beside.timeOver(alone);
        }
    }

    void add(MeasuredBurst alone, MeasuredBurst beside, long silentNotBack) {
        rounds.add(new Round(alone, beside, silentNotBack));
    }

    Ratio ratio() {
        return Ratio.of(rounds.stream().map(Round::ratio).toList(), rounds.size());
    }

    double aloneMillis() {
        return millis(Round::alone);
    }

    double besideMillis() {
        return millis(Round::beside);
    }

    private double millis(Function<Round, MeasuredBurst> which) {
        return Figures.median(rounds.stream().map(round -> which.apply(round).report().millis()));
    }

    long silentNotBack() {
        return rounds.stream().mapToLong(Round::silentNotBack).sum();
    }

    /** Over the rounds with events to the receiver that never answers. */
    long sum(ToLongFunction<BurstReport> figure) {
        return rounds.stream().mapToLong(round -> figure.applyAsLong(round.beside.report())).sum();
    }
}
