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
package io.webhookscript.store.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.webhookscript.WebhookScriptComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The application that a crash test kills: it feeds numbered events to an async script, and notes in a file which of
 * them were accepted. An event that was not accepted is fed again, as a source would do. It ends when its input ends.
 */
public final class FedApplication {

    /** Ends each feeder's try of an event, before it is fed again. */
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final int PADDING = 900;

    private final Settings settings;
    private final BitSet accepted = new BitSet();

    /**
     * The settings of one run, which are passed as arguments.
     *
     * @param store    the component option; {@code jdbc:} and a URL for PostgreSQL; {@code none} for none
     * @param ordered  whether the events of a key are ordered
     * @param receiver its base URL
     */
    record Settings(Path folder, String store, boolean ordered, int events, int keys, int feeders, String receiver) {

        List<String> arguments() {
            return List.of(folder.toString(), store, String.valueOf(ordered), String.valueOf(events), String.valueOf(keys),
                    String.valueOf(feeders), receiver);
        }

        static Settings of(String... arguments) {
            return new Settings(
                    Path.of(arguments[0]), arguments[1], Boolean.parseBoolean(arguments[2]), Integer.parseInt(arguments[3]),
                    Integer.parseInt(arguments[4]), Integer.parseInt(arguments[5]), arguments[6]);
        }

        Settings sendingTo(String baseUrl) {
            return new Settings(folder, store, ordered, events, keys, feeders, baseUrl);
        }

        Path acceptedFile() {
            return folder.resolve("accepted.txt");
        }
    }

    private FedApplication(Settings settings) {
        this.settings = settings;
    }

    public static void main(String[] arguments) throws Exception {
        new FedApplication(Settings.of(arguments)).run();
    }

    private void run() throws Exception {
        writeScript();
        if (Files.exists(settings.acceptedFile())) {
            Files.readAllLines(settings.acceptedFile()).forEach(line -> accepted.set(Integer.parseInt(line)));
        }
        try (CamelContext camelContext = camelContext();
             OutputStream log = Files.newOutputStream(
                     settings.acceptedFile(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            camelContext.start();
            System.out.println("started");
            feed(camelContext.createProducerTemplate(), log);
            System.out.println("fed");
            while (System.in.read() >= 0) {
                // the parent process ends this one by the end of its input
            }
        }
        System.out.println("stopped");
    }

    private void writeScript() throws IOException {
        Files.writeString(settings.folder().resolve("order-shipped.webhookscript.yaml"), """
                webhookscript: "1.0"
                name: order-shipped
                execution: async
                %s
                request:
                  method: POST
                  url: "{{ context.baseUrl }}/orders/{{ event.number }}"
                  headers:
                    webhook-id: "{{ message.id }}"
                  body:
                    json: { number: "{{ event.number }}", text: "{{ event.text }}" }
                idempotencyKey: true
                context:
                  baseUrl: https://orders.example.com
                limits:
                  timeout: 5s
                  retry: { maxAttempts: 20, delay: 100ms, backoff: 2, maxDelay: 2s }
                  circuitBreaker: false
                """.formatted(settings.ordered() ? "ordered: \"{{ event.key }}\"" : ""));
    }

    private CamelContext camelContext() throws Exception {
        DefaultCamelContext camelContext = new DefaultCamelContext();
        camelContext.getPropertiesComponent()
                .addInitialProperty("webhookscript.context.order-shipped.baseUrl", settings.receiver());
        WebhookScriptComponent component = new WebhookScriptComponent();
        component.setAllow("loopback");
        component.setScripts("file:" + settings.folder());
        setStore(camelContext, component);
        camelContext.addComponent("webhookscript", component);
        camelContext.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:orders").to("webhookscript:order-shipped");
            }
        });
        return camelContext;
    }

    private void setStore(CamelContext camelContext, WebhookScriptComponent component) {
        if (settings.store().startsWith("jdbc:")) {
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setUrl(settings.store());
            camelContext.getRegistry().bind("database", database);
            component.setStore("jdbc:#database");
        } else if (!settings.store().equals("none")) {
            component.setStore(settings.store());
        }
    }

    private void feed(ProducerTemplate template, OutputStream log) throws Exception {
        ExecutorService feeders = Executors.newFixedThreadPool(settings.feeders());
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < settings.feeders(); i++) {
            int feeder = i;
            running.add(feeders.submit(() -> feed(feeder, template, log)));
        }
        feeders.shutdown();
        for (Future<?> each : running) {
            each.get(1, TimeUnit.HOURS);
        }
    }

    /** All events of one key come from one feeder, so that they have an order. */
    private void feed(int feeder, ProducerTemplate template, OutputStream log) {
        for (int number = feeder; number < settings.events(); number += settings.feeders()) {
            if (!accepted.get(number)) {
                feedUntilAccepted(number, template);
                note(number, log);
            }
        }
    }

    private void feedUntilAccepted(int number, ProducerTemplate template) {
        String event = "{\"number\": %d, \"key\": \"k%d\", \"text\": \"%s\"}"
                .formatted(number, number % settings.keys(), "x".repeat(PADDING));
        while (true) {
            try {
                template.sendBodyAndHeaders("direct:orders", event,
                        Map.of("ce-id", "order-" + number, "ce-source", "/orders"));
                return;
            } catch (CamelExecutionException refused) {
                LockSupport.parkNanos(AGAIN_NANOS);
            }
        }
    }

    private static void note(int number, OutputStream log) {
        try {
            log.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
