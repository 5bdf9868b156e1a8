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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.benchmarks.ContactScripts;
import io.webhookscript.delivery.report.DeliveryStatus;
import io.webhookscript.deliverylog.DeliveryLog;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/**
 * A Camel context with scripts, and how many dead letters it has written. The first one that is not of a script named
 * {@code dead} is printed.
 */
final class RunningScripts implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("\"script\" ?: ?\"([^\"]+)\"");

    private final DefaultCamelContext camelContext = new DefaultCamelContext();
    private final LongAdder failed = new LongAdder();
    private final Path folder;
    private final double startMillis;
    private volatile boolean closing;

    /**
     * The component's options.
     *
     * @param store      null for none
     * @param log        null for none, or for that of the store
     * @param maxPending null for the default
     */
    record Options(@Nullable String store, @Nullable DeliveryLog log, @Nullable Integer maxPending) {

        static final Options DEFAULT = ofStore(null);

        static Options ofStore(@Nullable String store) {
            return new Options(store, null, null);
        }
    }

    RunningScripts(
                   ReceiverUrls receiver, Map<String, String> scripts, Map<String, Object> beans, Options options)
                                                                                                                   throws Exception {
        beans.forEach(camelContext.getRegistry()::bind);
        camelContext.getPropertiesComponent().addInitialProperty("webhookscript.secret.crm", "any");
        folder = Files.createTempDirectory("delivery-harness");
        for (Map.Entry<String, String> script : scripts.entrySet()) {
            Files.writeString(folder.resolve(script.getKey() + ".webhookscript.yaml"),
                    ContactScripts.file(script.getKey(), receiver.healthy(), receiver.dead(), script.getValue()));
        }
        WebhookScriptComponent component = component();
        component.setScripts("file:" + folder);
        component.setAllow("loopback");
        component.setDeadLetter("direct:dead");
        component.setStore(options.store());
        component.setDeliveryLog(options.log());
        if (options.maxPending() != null) {
            component.setMaxPending(options.maxPending());
        }
        camelContext.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dead").process(letter -> failed(letter.getMessage().getBody(String.class)));
            }
        });
        long began = System.nanoTime();
        camelContext.start();
        startMillis = (System.nanoTime() - began) / 1e6;
    }

    private WebhookScriptComponent component() {
        return camelContext.getComponent("webhookscript", WebhookScriptComponent.class);
    }

    private void failed(String letter) {
        if (!closing && !NAME.matcher(letter).results().findFirst().orElseThrow().group(1).equals("dead")) {
            synchronized (failed) {
                if (failed.sum() == 0) {
                    System.out.println("the first failure: " + letter);
                }
                failed.increment();
            }
        }
    }

    /** How long the context took to start, with all scripts loaded. */
    double startMillis() {
        return startMillis;
    }

    /** Deliveries that became a dead letter, of all scripts but the one that is dead. */
    long failed() {
        return failed.sum();
    }

    /** Deliveries of a script that have not ended. */
    int inFlight(String script) {
        return status(script).map(DeliveryStatus::inFlight).orElse(0);
    }

    /** Deliveries of a script that have ended. */
    long ended(String script) {
        return status(script).map(s -> s.sinceStart().ended().values().stream().mapToLong(Long::longValue).sum()).orElse(0L);
    }

    void awaitEnd(String script) {
        Await.until("all deliveries of " + script + " have ended", () -> inFlight(script) == 0);
    }

    /** Whether all deliveries of a script that have not ended wait. */
    boolean onlyWaits(String script) {
        return status(script)
                .filter(s -> s.waiting().total() == s.inFlight())
                .isPresent();
    }

    private Optional<DeliveryStatus> status(String script) {
        return component().deliveryStatus(script);
    }

    /** The way into a script; for any thread. */
    AsyncProcessor into(String script) throws Exception {
        return camelContext.getEndpoint("webhookscript:" + script).createAsyncProducer();
    }

    /** Sends an event as a route would, and fails as the caller does. */
    void send(Processor into, Object body) throws Exception {
        Exchange exchange = event(body);
        into.process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    Exchange event(Object body) {
        Exchange exchange = new DefaultExchange(camelContext);
        exchange.getMessage().setBody(body);
        return exchange;
    }

    @Override
    public void close() throws IOException {
        closing = true; // what still waits is put aside
        camelContext.stop();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
