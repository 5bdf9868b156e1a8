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

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import io.webhookscript.benchmarks.speed.machine.JavaRuntime;
import io.webhookscript.benchmarks.speed.peer.Peers;
import io.webhookscript.benchmarks.speed.receiver.Destination;
import io.webhookscript.benchmarks.speed.table.AsciiDocTable;
import io.webhookscript.benchmarks.speed.table.Figures;
import io.webhookscript.benchmarks.speed.worker.Order;
import io.webhookscript.benchmarks.speed.worker.ProfileReport;

/** Where the script's CPU time and bytes go, by the JVM's flight recorder. */
final class ProfilePart implements Part {

    private static final int CALLERS = 16;

    /** Places below this are summed. */
    private static final double LEAST_SHARE = 0.01;

    private final Bench bench;

    ProfilePart(Bench bench) {
        this.bench = bench;
    }

    @Override
    public String run() throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (String peer : List.of(Peers.SCRIPT, Peers.SCRIPT_WITH_EVERYTHING)) {
            if (bench.options().only().contains(peer)) {
                text.append(profile(peer)).append('\n');
            }
        }
        return text.toString();
    }

    private String profile(String peer) throws IOException, InterruptedException {
        try (Workers workers = new Workers(bench)) {
            // Camel's stacks are deeper than the recorder keeps by default
            Optional<WorkerProcess> worker = workers.start(peer, JavaRuntime.own(),
                    "-XX:FlightRecorderOptions=stackdepth=512", "-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");
            if (worker.isEmpty()) {
                return "";
            }
            return text(peer, profile(worker.get()));
        } catch (WorkerFailedException e) {
            bench.journal().failed(e);
            return "";
        }
    }

    private ProfileReport profile(WorkerProcess worker) throws IOException, InterruptedException, WorkerFailedException {
        Plan.Profile plan = bench.plan().profile();
        Plan.WarmUp warmUp = bench.plan().loads().warmUp();
        ProfileReport report = worker.ask(
                new Order.Profile(load(warmUp.most(), warmUp.millis()), load(plan.events(), plan.millis())),
                warmUp.millis() + plan.millis(), ProfileReport.class);
        bench.journal().measured(report);
        bench.journal().say("profile of " + worker.peer() + " is taken");
        return report;
    }

    private static Order.Load load(int events, long millis) {
        return new Order.Load(Destination.OK, CALLERS, 0, events, millis);
    }

    private String text(String peer, ProfileReport report) {
        AsciiDocTable table
                = new AsciiDocTable("Where CPU time and bytes of `" + peer + "` go", "place", "share of CPU", "share of bytes");
        TreeSet<String> places = new TreeSet<>(report.cpu().keySet());
        places.addAll(report.bytes().keySet());
        List<String> shown = places.stream().filter(place -> weight(report, place) >= LEAST_SHARE)
                .sorted(Comparator.comparingDouble(place -> -weight(report, place))).toList();
        shown.forEach(place -> table.row("`" + place + "`", percent(report.cpu(), place), percent(report.bytes(), place)));
        table.row("all others", percent(rest(report.cpu(), shown)), percent(rest(report.bytes(), shown)));
        return "Form `--" + bench.plan().name() + "`: JDK " + JavaRuntime.own().label() + ", 16 callers, "
               + Figures.count(report.load().events().ended()) + " events of " + Figures.text(report.load().bytes())
               + " bytes each. Samples of the flight recorder see Java code only; beside it, the operating system took "
               + Figures.percent(report.systemShare())
               + " of the process's CPU time, most of it for sockets. A sample belongs to the innermost class of the component, "
               + "Camel or the harness on its stack. Samples of allocations lean towards what runs first after a wait, such as "
               + "reading the head of a response.\n\n"
               + table.text();
    }

    private static double weight(ProfileReport report, String place) {
        return Math.max(report.cpu().getOrDefault(place, 0.0), report.bytes().getOrDefault(place, 0.0));
    }

    private static double rest(Map<String, Double> shares, List<String> shown) {
        return shares.entrySet().stream().filter(share -> !shown.contains(share.getKey())).mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static String percent(Map<String, Double> shares, String place) {
        return percent(shares.getOrDefault(place, 0.0));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
