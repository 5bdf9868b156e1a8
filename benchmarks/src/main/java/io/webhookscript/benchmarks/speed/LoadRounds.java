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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.webhookscript.benchmarks.speed.table.Figures;
import io.webhookscript.benchmarks.speed.worker.LoadReport;

/**
 * What was measured, by cell, and the medians and ratios of it.
 *
 * @param asked rounds that were to be measured
 */
record LoadRounds(int asked, Map<Cell, List<LoadRound>> byCell) {

    LoadRounds(int asked) {
        this(asked, new HashMap<>());
    }

    void add(Cell cell, LoadRound round) {
        byCell.computeIfAbsent(cell, unknown -> new ArrayList<>()).add(round);
    }

    /** The number of the last round; 0 before the first. */
    int lastNumber() {
        return byCell.values().stream().flatMap(List::stream).mapToInt(LoadRound::number).max().orElse(0);
    }

    List<LoadRound> of(Cell cell) {
        return byCell.getOrDefault(cell, List.of());
    }

    boolean has(Cell cell) {
        return byCell.containsKey(cell);
    }

    /** Of the rounds that others did not disturb, where there are enough. */
    double median(Cell cell, ToDoubleFunction<LoadReport> figure) {
        List<LoadRound> rounds = of(cell);
        return Figures.median((hasEnoughQuiet(cell) ? rounds.stream().filter(LoadRound::isQuiet) : rounds.stream())
                .map(round -> figure.applyAsDouble(round.report())));
    }

    double others(Cell cell) {
        return Figures.median(of(cell).stream().map(LoadRound::others));
    }

    double requestsPerEvent(Cell cell) {
        return Figures.median(of(cell).stream().map(LoadRound::requestsPerEvent));
    }

    boolean hasEnoughQuiet(Cell cell) {
        return of(cell).stream().filter(LoadRound::isQuiet).count() >= Math.min(Ratio.LEAST_QUIET_ROUNDS, asked);
    }

    /** Of the rounds in which both were measured, one after the other. */
    Ratio ratio(Cell ours, String reference, ToDoubleFunction<LoadReport> figure) {
        return Ratio.of(
                of(ours).stream().flatMap(round -> of(ours.of(reference)).stream()
                        .filter(other -> other.number() == round.number()).map(other -> single(round, other, figure))).toList(),
                asked);
    }

    private static Ratio.Single single(LoadRound ours, LoadRound reference, ToDoubleFunction<LoadReport> figure) {
        return new Ratio.Single(
                figure.applyAsDouble(ours.report()) / figure.applyAsDouble(reference.report()),
                Math.max(ours.others(), reference.others()));
    }

    /** Bytes do not depend on what else the machine does. */
    double bytesRatio(Cell ours, String reference) {
        return median(ours, LoadReport::bytes) / median(ours.of(reference), LoadReport::bytes);
    }
}
