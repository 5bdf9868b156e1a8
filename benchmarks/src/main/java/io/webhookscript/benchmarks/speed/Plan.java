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

/**
 * How much is measured. Every size is a bound in events and one in time.
 *
 * @param patience milliseconds that it waits in all for moments in which others leave the machine alone
 */
record Plan(String name, Jvms jvms, long patience, Loads loads, Bursts bursts, Growth growth, Profile profile) {

    private static final List<Integer> CALLERS = List.of(1, 16, 64);

    static final Plan FULL = new Plan(
            "full", new Jvms(true, List.of()), 600_000,
            new Loads(new WarmUp(300_000, 4_000, 120_000), all(), new Rounds(2, 12, 6, 250, 30_000, 250)),
            new Bursts(Peers.COMPARED, List.of(2_000, 10_000), 2_000, 3, 25_000, 25_000),
            new Growth(
                    List.of(10, 1_000, 10_000), List.of(1, 1_000, 100_000),
                    List.of(1_000, 10_000, 100_000, 1_000_000, 5_000_000), List.of(1, 1_000, 50_000), 300_000, 60_000,
                    new Rounds(2, 12, 6, 250, 30_000, 250)),
            new Profile(2_000_000, 120_000));

    static final Plan QUICK = new Plan(
            "quick", new Jvms(false, List.of()), 60_000,
            new Loads(
                    new WarmUp(100_000, 1_500, 30_000),
                    List.of(new Setting(Destination.OK, 1), new Setting(Destination.OK, 16), new Setting(Destination.OK, 64),
                            new Setting(Destination.TENTH_FAILS, 16), new Setting(Destination.ALL_FAIL, 16)),
                    new Rounds(1, 3, 2, 500, 10_000, 500)),
            new Bursts(
                    List.of(Peers.RAW, Peers.CAREFUL, "vertx", Peers.SCRIPT), List.of(2_000, 10_000), 2_000, 2, 15_000, 25_000),
            new Growth(
                    List.of(10, 1_000), List.of(1, 100_000), List.of(1_000, 100_000, 5_000_000), List.of(1, 10_000), 3_000,
                    6_000, new Rounds(1, 3, 2, 500, 10_000, 500)),
            new Profile(30_000, 30_000));

    /**
     * Shows that everything works, and says nothing about speed. The JVMs end before code compiled for long runs would
     * pay.
     */
    static final Plan SHORT = new Plan(
            "short", new Jvms(false, List.of("-XX:TieredStopAtLevel=1")), 0,
            new Loads(
                    new WarmUp(50, 0, 30_000),
                    List.of(new Setting(Destination.OK, 1), new Setting(Destination.OK, 16),
                            new Setting(Destination.TENTH_FAILS, 16), new Setting(Destination.ALL_FAIL, 16)),
                    new Rounds(1, 1, 0, 50, 50, 30_000)),
            new Bursts(List.of(Peers.RAW, "vertx", Peers.SCRIPT), List.of(50), 100, 1, 60_000, 0),
            new Growth(
                    List.of(10, 20), List.of(1, 100), List.of(1_000, 100_000), List.of(1, 100), 50, 30_000,
                    new Rounds(1, 1, 0, 50, 50, 30_000)),
            new Profile(50, 30_000));

    /**
     * The JVMs of the competitors.
     *
     * @param all     whether loads run on every Java runtime that was found, else on the one of the harness
     * @param options of all competitors, beside those that every form has
     */
    record Jvms(boolean all, List<String> options) {
    }

    /** The loads by callers who wait. */
    record Loads(WarmUp warmUp, List<Setting> settings, Rounds rounds) {
    }

    /** What the receiver does, and how many callers there are. */
    record Setting(Destination destination, int callers) {
    }

    /**
     * The compiler has the same share of the processors as each caller, so it has compiled what counts only after some
     * 300,000 events.
     *
     * @param events  of each competitor, of a receiver that is well
     * @param further events before them, of which a tenth fail, so that the compiler knows the path of a failure and
     *                does not compile again when the first one comes
     * @param millis  at the most
     */
    record WarmUp(int events, int further, long millis) {
    }

    /**
     * Many short rounds give better ratios than a few long ones of the same time: the speed of a shared machine changes
     * from second to second, and hardly while two competitors run one after the other.
     *
     * @param starts      of each competitor: the compiler decides a little differently each time, which is worth some
     *                    percent
     * @param count       rounds of each start that are measured; one before them is thrown away
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
     * @param stream       events of the stream in which every tenth goes to a receiver that never answers
     * @param rounds       of each, beside a first one
     * @param millis       that one may take
     * @param silentMillis that is waited then for those to a receiver that never answers
     */
    record Bursts(List<String> peers, List<Integer> sizes, int stream, int rounds, long millis, long silentMillis) {
    }

    /** What there is more and more of. */
    record Growth(List<Integer> scripts, List<Integer> keys, List<Integer> bodies, List<Integer> waiting, int warmUpEvents,
            long warmUpMillis, Rounds rounds) {
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
