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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Bounded runs of whole deliveries, through a Camel context, against a receiver in a second process: what a waiting
 * delivery costs, how exact a rate is, whether one dead receiver slows another script, and what a durable store costs.
 * Ends with 1 when a bound does not hold.
 */
public final class DeliveryHarness {

    private final ReceiverProcess receiver;

    private DeliveryHarness(ReceiverProcess receiver) {
        this.receiver = receiver;
    }

    public static void main(String[] args) throws Exception {
        Arguments arguments = new Arguments(args);
        boolean held;
        try (ReceiverProcess receiver = ReceiverProcess.start()) {
            held = new DeliveryHarness(receiver).run(arguments.run("waiting"), arguments);
        }
        System.exit(held ? 0 : 1);
    }

    private boolean run(String what, Arguments arguments) throws Exception {
        return switch (what) {
            case "waiting" -> new WaitingDeliveries(this, arguments.number(1, 5_000), arguments.number(2, 3)).run();
            case "callers" -> new WaitingCallers(this, arguments.number(1, 10_000), arguments.number(2, 3)).run();
            case "rate" -> new RatePerKey(this, arguments.number(1, 10_000), arguments.number(2, 1)).run();
            case "scripts" -> new BesideADeadScript(this, arguments.number(1, 5), arguments.number(2, 3)).run();
            case "stored" -> besideADeadScriptInAStore(arguments.number(1, 5), arguments.number(2, 3));
            case "many" -> new ManyScripts(this, arguments.number(1, 10_000), arguments.number(2, 500)).run();
            case "events" -> new EventsAmongManyScripts(this, arguments.number(1, 10_000), arguments.number(2, 9)).run();
            case "store" -> new StoreBesideMemory(receiver.urls(), arguments.number(1, 60_000), arguments.number(2, 6)).run();
            case "smoke" -> new WaitingCallers(this, 50, 1).runs();
            default -> throw new IllegalArgumentException(
                    "expected waiting, callers, rate, scripts, stored, many, events, store or smoke, got " + what);
        };
    }

    private boolean besideADeadScriptInAStore(int rounds, int seconds) throws Exception {
        Path folder = Files.createTempDirectory("stored-harness");
        return new BesideADeadScript(this, rounds, seconds, "sqlite:" + folder.resolve("store.db")).run();
    }

    /** A running Camel context with these scripts, name to text without its first lines. */
    RunningScripts start(Map<String, String> scripts) throws Exception {
        return start(scripts, Map.of());
    }

    /** @param beans that scripts refer to, by name */
    RunningScripts start(Map<String, String> scripts, Map<String, Object> beans) throws Exception {
        return start(scripts, beans, RunningScripts.Options.DEFAULT);
    }

    RunningScripts start(Map<String, String> scripts, Map<String, Object> beans, RunningScripts.Options options)
            throws Exception {
        return new RunningScripts(receiver.urls(), scripts, beans, options);
    }
}
