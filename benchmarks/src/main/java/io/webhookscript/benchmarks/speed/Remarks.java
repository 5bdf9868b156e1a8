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

/** The sentence before a part's tables. */
final class Remarks {

    private Remarks() {
    }

    /** @param others how much other processes took, one figure for each line of the tables */
    static String of(Bench bench, String how, List<Double> others) {
        long disturbed = others.stream().filter(share -> !MachineLoad.isQuiet(share)).count();
        return "Form `--" + bench.plan().name() + "`: " + how + ". Other processes took "
               + Figures.percent(Figures.median(others.stream())) + " of the machine (median), more than a third in "
               + disturbed
               + " of " + others.size() + " lines" + (disturbed == 0 ? "" : "; " + reading(bench)) + ".\n";
    }

    static String rounds(Plan.Rounds rounds) {
        return "each competitor started " + (rounds.starts() == 1 ? "once" : rounds.starts() + " times") + "; at least "
               + rounds.count()
               + " rounds of each start, each of at most " + Figures.count(rounds.millis()) + " ms";
    }

    private static String reading(Bench bench) {
        return bench.options().unreliable()
                ? "ratios that this makes unreliable are marked with (?)"
                : "ratios that this makes unreliable are refused";
    }
}
