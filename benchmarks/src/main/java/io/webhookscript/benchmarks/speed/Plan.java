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

import io.webhookscript.benchmarks.speed.peer.Peers;
import io.webhookscript.benchmarks.speed.receiver.Destination;
import io.webhookscript.benchmarks.speed.table.Figures;

/**
 * How much is measured. Every size is a bound in events and one in time.
 *
 * @param patience milliseconds that it waits in all for moments in which others leave the machine alone
 */
record Plan(String name, Jvms jvms, long patience, Loads loads, Bursts bursts, Growth growth, Profile profile) {

    private static final List<Integer> CALLERS = List.of(1, 16, 64);

    /**
     * A caller waits while what it calls is compiled: the compiler does not run beside what is measured for hundreds of
     * thousands of events, and the compiled code is the same.
     */
    private static final String IN_THE_FOREGROUND = "-Xbatch";

    static final Plan FULL = new Plan(
            "full", new Jvms(true, IN_THE_FOREGROUND), 600_000,
            new Loads(new WarmUp(60_000, 400_000, 4_000, 120_000), all(), new Rounds(4, 6, 4, 250, 30_000, 250)),
            new Bursts(Peers.COMPARED, List.of(2_000, 10_000), 3, 2_000, 15, 25_000, 25_000),
            new Growth(
                    List.of(10, 1_000, 10_000), List.of(1, 1_000, 100_000),
                    List.of(1_000, 10_000, 100_000, 1_000_000, 5_000_000), List.of(1, 1_000, 50_000),
                    new WarmUp(60_000, 400_000, 0, 60_000),
                    new Rounds(2, 12, 6, 250, 30_000, 250)),
            new Profile(2_000_000, 120_000));

    static final Plan QUICK = new Plan(
            "quick", new Jvms(false, IN_THE_FOREGROUND), 60_000,
            new Loads(
                    new WarmUp(40_000, 200_000, 1_500, 40_000),
                    List.of(new Setting(Destination.OK, 1), new Setting(Destination.OK, 16), new Setting(Destination.OK, 64),
                            new Setting(Destination.TENTH_FAILS, 16), new Setting(Destination.ALL_FAIL, 16)),
                    new Rounds(1, 6, 4, 250, 10_000, 250)),
            new Bursts(
                    List.of(Peers.RAW, Peers.CAREFUL, "vertx", Peers.SCRIPT), List.of(2_000, 10_000), 2, 2_000, 3, 15_000,
                    25_000),
            new Growth(
                    List.of(10, 1_000), List.of(1, 100_000), List.of(1_000, 100_000, 5_000_000), List.of(1, 10_000),
                    new WarmUp(3_000, 100_000, 0, 6_000), new Rounds(1, 6, 4, 250, 10_000, 250)),
            new Profile(30_000, 30_000));

    /**
     * Shows that everything works, and says nothing about speed. The JVMs end before code compiled for long runs would
     * pay.
     */
    static final Plan SHORT = new Plan(
            "short", new Jvms(false, "-XX:TieredStopAtLevel=1"), 0,
            new Loads(
                    new WarmUp(50, 50, 0, 30_000),
                    List.of(new Setting(Destination.OK, 1), new Setting(Destination.OK, 16),
                            new Setting(Destination.TENTH_FAILS, 16), new Setting(Destination.ALL_FAIL, 16)),
                    new Rounds(1, 1, 0, 50, 50, 30_000)),
            new Bursts(List.of(Peers.RAW, "vertx", Peers.SCRIPT), List.of(50), 1, 100, 1, 60_000, 0),
            new Growth(
                    List.of(10, 20), List.of(1, 100), List.of(1_000, 100_000), List.of(1, 100),
                    new WarmUp(50, 50, 0, 30_000),
                    new Rounds(1, 1, 0, 50, 50, 30_000)),
            new Profile(50, 30_000));

    /**
     * The JVMs of the competitors.
     *
     * @param all      whether loads run on every Java runtime that was found, else on the one of the harness
     * @param compiler option that says how all competitors are compiled
     */
    record Jvms(boolean all, String compiler) {

        /** Of all competitors. */
        List<String> options() {
            return List.of("-Xmx512m", "-Xss256k", compiler);
        }
    }

    /** The loads by callers who wait. */
    record Loads(WarmUp warmUp, List<Setting> settings, Rounds rounds) {
    }

    /** What the receiver does, and how many callers there are. */
    record Setting(Destination destination, int callers) {
    }

    /**
     * After a fixed number of events the compiler may still be at work, with the more to do the more code a competitor
     * has, so the warm-up goes on until it has little to do.
     *
     * @param least   events of each competitor, of a receiver that is well
     * @param most    events, however much the compiler still has to do
     * @param further events before them, of which a tenth fail, so that the compiler knows the path of a failure and
     *                does not compile again when the first one comes
     * @param millis  at the most
     */
    record WarmUp(int least, int most, int further, long millis) {

        String text() {
            return "a warm-up of " + Figures.count(least) + (least == most ? "" : " to " + Figures.count(most))
                   + " events, until the compiler has little to do";
        }
    }

    /**
     * Many short rounds give better ratios than a few long ones of the same time: the speed of a shared machine changes
     * from second to second, and hardly while two competitors run one after the other.
     *
     * @param starts      of each competitor: the compiler decides a little differently each time, which is worth some
     *                    percent
     * @param count       rounds of each start that are measured; those before them are thrown away
     * @param extra       rounds at the most while others take too much of the machine
     * @param leastEvents even when the time is over, within ten times the time
     */
    record Rounds(int starts, int count, int extra, int leastEvents, int events, long millis) {

        /** Rounds that are to be measured, of all starts together. */
        int asked() {
            return starts * count;
        }
    }

    /**
     * @param peers        that are measured
     * @param rounds       of each size, beside a first one
     * @param stream       events of the stream in which every tenth goes to a receiver that never answers
     * @param streamRounds of the stream, which takes a fraction of a second, so that it needs more of them
     * @param millis       that one may take
     * @param silentMillis that is waited then for those to a receiver that never answers
     */
    record Bursts(List<String> peers, List<Integer> sizes, int rounds, int stream, int streamRounds, long millis,
            long silentMillis) {
    }

    /** What there is more and more of. */
    record Growth(List<Integer> scripts, List<Integer> keys, List<Integer> bodies, List<Integer> waiting, WarmUp warmUp,
            Rounds rounds) {
    }

    /** A load under the flight recorder. */
    record Profile(int events, long millis) {
    }

    private static List<Setting> all() {
        List<Setting> settings = new ArrayList<>();
        for (Destination destination : List.of(Destination.OK, Destination.TENTH_FAILS, Destination.ALL_FAIL)) {
            CALLERS.forEach(callers -> settings.add(new Setting(destination, callers)));
        }
        return settings;
    }
}
