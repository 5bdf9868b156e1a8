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

import io.webhookscript.benchmarks.speed.machine.MachineLoad;
import io.webhookscript.benchmarks.speed.table.Figures;

/**
 * The median of ratios that were taken round by round.
 *
 * @param value    NaN when there is none
 * @param reliable whether others left enough of the machine in enough rounds
 * @param others   how much they took, the median of the rounds
 */
record Ratio(double value, boolean reliable, double others) {

    /** Rounds that others did not disturb, at the least; fewer where fewer were asked for. */
    static final int LEAST_QUIET_ROUNDS = 2;

    /**
     * The ratio of one round.
     *
     * @param others how much other processes took of the machine, the more disturbed one of both measurements
     */
    record Single(double value, double others) {

        private boolean isQuiet() {
            return MachineLoad.isQuiet(others);
        }
    }

    /** @param asked rounds that were to be measured */
    static Ratio of(List<Single> rounds, int asked) {
        List<Single> quiet = rounds.stream().filter(Single::isQuiet).toList();
        boolean reliable = !rounds.isEmpty() && quiet.size() >= Math.min(LEAST_QUIET_ROUNDS, asked);
        return new Ratio(
                Figures.median((reliable ? quiet : rounds).stream().map(Single::value)), reliable,
                Figures.median(rounds.stream().map(Single::others)));
    }

    /** Refuses what is not reliable, or marks it. */
    String text(boolean unreliable) {
        if (Double.isNaN(value)) {
            return Figures.NONE;
        }
        if (reliable) {
            return Figures.text(value);
        }
        return unreliable ? Figures.text(value) + " (?)" : "refused";
    }
}
