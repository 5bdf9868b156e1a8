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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.delivery.DeliveryStatus;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/**
 * Bounded runs of whole deliveries, through a Camel context, against a receiver in a second process: what a waiting
 * delivery costs, how exact a rate is, and whether one dead receiver slows another script. Ends with 1 when a bound
 * does not hold.
 */
public final class DeliveryHarness {

    static final Map<String, Object> CONTACT = Map.of(
            "contact", Map.of("id", 7, "first_name", "Ada", "last_name", "Lovelace", "vip", true, "czCol", Map.of("15", 178)));

    private final int healthy;
    private final int dead;

    private DeliveryHarness(int healthy, int dead) {
        this.healthy = healthy;
        this.dead = dead;
    }

    public static void main(String[] args) throws Exception {
        String what = args.length > 0 ? args[0] : "waiting";
        Process receiver = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
                System.getProperty("java.class.path"), LoadReceiver.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        boolean held;
        try {
            DeliveryHarness harness = of(receiver);
            held = switch (what) {
                case "waiting" -> new WaitingDeliveries(harness, number(args, 1, 5_000), number(args, 2, 3)).run();
                case "rate" -> new RatePerKey(harness, number(args, 1, 10_000), number(args, 2, 1)).run();
                case "scripts" -> new BesideADeadScript(harness, number(args, 1, 5), number(args, 2, 3)).run();
                case "many" -> new ManyScripts(harness, number(args, 1, 10_000), number(args, 2, 500)).run();
                default -> throw new IllegalArgumentException("expected waiting, rate, scripts or many, got " + what);
            };
        } finally {
            receiver.getOutputStream().close();
            receiver.waitFor();
        }
        System.exit(held ? 0 : 1);
    }

    private static DeliveryHarness of(Process receiver) throws IOException {
        BufferedReader said = new BufferedReader(new InputStreamReader(receiver.getInputStream(), StandardCharsets.US_ASCII));
        String line = said.readLine();
        if (line == null) {
            throw new IOException("the receiver ended before it named its ports");
        }
        String[] ports = line.split(" ", 2);
        return new DeliveryHarness(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
    }

    private static int number(String[] args, int at, int otherwise) {
        return args.length > at ? Integer.parseInt(args[at]) : otherwise;
    }

    /** A running Camel context with these scripts, name to text without its first lines. */
    Running start(Map<String, String> scripts) throws Exception {
        return start(scripts, Map.of());
    }

    /** @param beans that scripts refer to, by name */
    Running start(Map<String, String> scripts, Map<String, Object> beans) throws Exception {
        return new Running(this, scripts, beans);
    }

    /** A Camel context with scripts, and how many dead letters it has written. */
    static final class Running implements AutoCloseable {

        private static final Pattern NAME = Pattern.compile("\"script\" ?: ?\"([^\"]+)\"");

        private final DefaultCamelContext camelContext = new DefaultCamelContext();
        private final Map<String, LongAdder> sent = new ConcurrentHashMap<>();
        private final Map<String, LongAdder> ended = new ConcurrentHashMap<>();
        private final LongAdder deadLetters = new LongAdder();
        private final Path folder;
        private final double startMillis;

        private Running(DeliveryHarness harness, Map<String, String> scripts, Map<String, Object> beans) throws Exception {
            beans.forEach(camelContext.getRegistry()::bind);
            folder = Files.createTempDirectory("delivery-harness");
            for (Map.Entry<String, String> script : scripts.entrySet()) {
                Files.writeString(
                        folder.resolve(script.getKey() + ".webhookscript.yaml"),
                        "webhookscript: \"1.0\"\nname: " + script.getKey() + "\ncontext: { healthy: \"http://127.0.0.1:"
                                                                                 + harness.healthy
                                                                                 + "\", dead: \"http://127.0.0.1:"
                                                                                 + harness.dead + "\" }\n"
                                                                                 + script.getValue());
            }
            WebhookScriptComponent component = camelContext.getComponent("webhookscript", WebhookScriptComponent.class);
            component.setScripts("file:" + folder);
            component.setAllow("loopback");
            component.setDeadLetter("direct:dead");
            camelContext.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:dead").process(letter -> {
                        if (deadLetters.sum() == 0 && !script(letter).equals("dead")) {
                            System.out.println("the first failure: " + letter.getMessage().getBody(String.class));
                        }
                        deadLetters.increment();
                        ended.computeIfAbsent(script(letter), name -> new LongAdder()).increment();
                    });
                }
            });
            long began = System.nanoTime();
            camelContext.start();
            startMillis = (System.nanoTime() - began) / 1e6;
        }

        /** How long the context took to start, with all scripts loaded. */
        double startMillis() {
            return startMillis;
        }

        /** One event for a script, as a route would send it. */
        void once(String script) throws Exception {
            send(script, into(script), CONTACT);
        }

        private static String script(Exchange letter) {
            return NAME.matcher(letter.getMessage().getBody(String.class)).results().findFirst().orElseThrow().group(1);
        }

        long deadLetters() {
            return deadLetters.sum();
        }

        /** Deliveries of a script that have not ended. */
        int inFlight(String script) {
            return status(script).map(DeliveryStatus::inFlight).orElse(0);
        }

        /** Whether all deliveries of a script that have not ended wait. */
        boolean onlyWaits(String script) {
            return status(script)
                    .filter(s -> s.waitingForRetry() + s.waitingForRate() + s.waitingForBreaker() == s.inFlight())
                    .isPresent();
        }

        private Optional<DeliveryStatus> status(String script) {
            return camelContext.getComponent("webhookscript", WebhookScriptComponent.class).deliveryStatus(script);
        }

        /** The way into a script; for any thread. */
        Processor into(String script) throws Exception {
            return camelContext.getEndpoint("webhookscript:" + script).createProducer();
        }

        /** Sends an event that counts in {@link #accepted}. */
        void send(String script, Processor into, Object body) throws Exception {
            Exchange exchange = event(body);
            into.process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            sent.computeIfAbsent(script, name -> new LongAdder()).increment();
        }

        /** Events that were sent by {@link #send} to a script of a dead receiver, and are not yet dead letters. */
        long accepted(String script) {
            return sent.computeIfAbsent(script, name -> new LongAdder()).sum()
                   - ended.computeIfAbsent(script, name -> new LongAdder()).sum();
        }

        void awaitAll(String script) throws InterruptedException {
            while (accepted(script) > 0) {
                Thread.sleep(2);
            }
        }

        Exchange event(Object body) {
            Exchange exchange = new DefaultExchange(camelContext);
            exchange.getMessage().setBody(body);
            return exchange;
        }

        void awaitEnd(String script) throws InterruptedException {
            while (inFlight(script) > 0) {
                Thread.sleep(2);
            }
        }

        @Override
        public void close() throws IOException {
            camelContext.stop();
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.delete(file);
                }
            }
        }
    }
}
