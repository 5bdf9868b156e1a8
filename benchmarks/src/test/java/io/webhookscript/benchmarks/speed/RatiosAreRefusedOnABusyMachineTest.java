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

import java.util.Map;

import io.webhookscript.benchmarks.speed.receiver.Destination;
import io.webhookscript.benchmarks.speed.receiver.ReceiverCounts;
import io.webhookscript.benchmarks.speed.worker.EventCounts;
import io.webhookscript.benchmarks.speed.worker.LoadReport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A ratio counts only rounds in which other processes took at most a third of the machine, and needs two of them. */
class RatiosAreRefusedOnABusyMachineTest {

    private static final double QUIET = 0.1;
    private static final double BUSY = 0.5;
    private static final Cell OURS = new Cell("script", "17", new Plan.Setting(Destination.OK, 16));

    private final LoadRounds rounds = new LoadRounds(3);

    @Test
    void quietRoundsGiveTheMedianOfTheirRatios() {
        round(1, 110, 100, QUIET);
        round(2, 120, 100, QUIET);
        round(3, 260, 200, QUIET);

        assertThat(ratio().text(false)).isEqualTo("1.20");
    }

    @Test
    void busyRoundsDoNotCount() {
        round(1, 110, 100, QUIET);
        round(2, 500, 100, BUSY);
        round(3, 130, 100, QUIET);

        assertThat(ratio().text(false)).isEqualTo("1.20");
    }

    @Test
    void oneQuietRoundIsNotEnough() {
        round(1, 110, 100, QUIET);
        round(2, 120, 100, BUSY);
        round(3, 130, 100, BUSY);

        assertThat(ratio().text(false)).isEqualTo("refused");
        assertThat(ratio().text(true)).isEqualTo("1.20 (?)");
    }

    @Test
    void aRoundIsBusyWhenItsReferenceWas() {
        rounds.add(OURS, measured(1, 110, QUIET));
        rounds.add(OURS.of("careful"), measured(1, 100, BUSY));

        assertThat(ratio().reliable()).isFalse();
    }

    @Test
    void anUnknownLoadCountsAsBusy() {
        round(1, 110, 100, Double.NaN);
        round(2, 110, 100, Double.NaN);
        round(3, 110, 100, Double.NaN);

        assertThat(ratio().text(false)).isEqualTo("refused");
    }

    @Test
    void oneRoundIsEnoughWhereOneWasAskedFor() {
        LoadRounds single = new LoadRounds(1);
        single.add(OURS, measured(1, 90, QUIET));
        single.add(OURS.of("careful"), measured(1, 100, QUIET));

        assertThat(single.ratio(OURS, "careful", LoadReport::endedPerSecond).text(false)).isEqualTo("0.90");
    }

    @Test
    void bytesHaveARatioOnEveryMachine() {
        round(1, 110, 100, BUSY);

        assertThat(rounds.bytesRatio(OURS, "careful")).isEqualTo(1.1);
    }

    @Test
    void aCompetitorThatWasNotMeasuredGivesNone() {
        rounds.add(OURS, measured(1, 110, QUIET));

        assertThat(ratio().text(true)).isEqualTo("–");
    }

    @Test
    void roundsOfAnotherStartAreNumberedOnAndNotPaired() {
        assertThat(rounds.lastNumber()).isZero();
        round(1, 110, 100, QUIET);
        rounds.add(OURS, measured(rounds.lastNumber() + 1, 500, QUIET));
        rounds.add(OURS.of("careful"), measured(rounds.lastNumber() + 1, 100, QUIET));
        round(rounds.lastNumber() + 1, 130, 100, QUIET);

        assertThat(rounds.lastNumber()).isEqualTo(4);
        assertThat(ratio().text(false)).isEqualTo("1.20");
    }

    private Ratio ratio() {
        return rounds.ratio(OURS, "careful", LoadReport::endedPerSecond);
    }

    private void round(int number, long ours, long reference, double others) {
        rounds.add(OURS, measured(number, ours, others));
        rounds.add(OURS.of("careful"), measured(number, reference, others));
    }

    /** Events in one second, and as many bytes each. */
    private static LoadRound measured(int number, long events, double others) {
        LoadReport report = new LoadReport(
                new EventCounts(events, events, 0, 0, Map.of()), 1, new LoadReport.Waits(1, 1, 1), 1, 0, events);
        return new LoadRound(number, report, others, new ReceiverCounts(events, events, events, 0, 1));
    }
}
