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
package io.webhookscript;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The context stops while calls hang and deliveries wait: when the longest deadline is over it has stopped, and each
 * event is a dead letter or back with its source, or both where a source that waits is told of the failure. Callers
 * that wait for a response each get one.
 */
@Tag("slow")
@Timeout(120)
class EverySourceStopsInTimeTest {

    private static final int EVENTS = 6;
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    /** Camel looks once a second whether all is done. */
    private static final Duration CAMEL = Duration.ofSeconds(1);

    /** What a busy machine may take beside; far less than Camel's own timeout of 45 s. */
    private static final Duration ROOM = Duration.ofSeconds(10);

    private static final Pattern EVENT = Pattern.compile("\"event\" ?: ?(\\{\"id\":\\d+\\})");

    @TempDir
    private Path folder;
    @TempDir
    private Path letters;
    @TempDir
    private Path inbox;
    @AutoClose
    private EmbeddedBroker broker;
    private HttpSource http;
    private final List<CompletableFuture<HttpResponse<String>>> callers = new ArrayList<>();

    @BeforeEach
    void startBroker() throws Exception {
        broker = new EmbeddedBroker();
    }

    @ParameterizedTest(name = "{0}, execution {1}")
    @CsvSource({
            "file, sync", "file, async", "seda, sync", "seda, async", "timer, sync", "timer, async", "jms, sync",
            "jms, async", "http, sync", "http, async" })
    void everySourceStopsInTimeAndLosesNothing(String source, String execution) throws Exception {
        String script = """
                execution: %s
                request: { method: PUT, url: "{{ context.receiver }}/{{ 'hangs' if id %% 2 == 0 else 'later' }}" }
                limits:
                  timeout: %ds
                  total: 3h
                  retry: { maxAttempts: 3, delay: 1h, maxDelay: 1h }
                  circuitBreaker: false
                deadLetter: { to: letters }
                """.formatted(execution, DEADLINE.toSeconds());
        Source from = source(source, execution);
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            RawReceiver.Request request = peer.request();
            while (request != null && !request.line().contains("/hangs")) {
                peer.send(RawReceiver.response(503, "text/plain", "later"));
                request = peer.request();
            }
            peer.request(); // until the caller gives up
        }); WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("stopped", script)
                .deadLetter("letters", "file:" + letters)
                .route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        getContext().addComponent("jms", JmsComponent.jmsComponentAutoAcknowledge(broker.connections()));
                        from(from.uri).filter(body().isNull()).setBody(constant(event(0))).end().convertBodyTo(String.class).setHeader(Exchange.CONTENT_TYPE).constant("application/json")
                                .to("webhookscript:stopped");
                    }
                })) {
            http = HttpSource.of(camel.camelContext());
            camel.start();
            for (int id = 0; id < from.events; id++) {
                from.send.send(camel, id);
            }
            Awaitility.await().atMost(ROOM).untilAsserted(() -> assertThat(receiver.requests()).hasSize(from.inFlight));

            long begun = System.nanoTime();
            camel.camelContext().stop();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);

            assertThat(receiver.requests()).as("none is tried once more, so one deadline is all that there is to wait for")
                    .hasSize(from.inFlight);
            assertThat(took).isLessThan(DEADLINE.plus(CAMEL).plus(ROOM));
            Set<String> accountedFor = deadLetters();
            accountedFor.addAll(from.left.events());
            assertThat(accountedFor).hasSize(from.events);
            assertThat(callers).hasSize(source.equals("http") ? EVENTS : 0)
                    .allSatisfy(caller -> assertThat(caller).succeedsWithin(ROOM)
                            .returns(execution.equals("sync") ? 500 : 200, HttpResponse::statusCode));
        }
    }

    private interface Left {

        Set<String> events() throws Exception;
    }

    private interface Sending {

        void send(WebhookScriptTestSupport camel, int id) throws Exception;
    }

    /**
     * A source of events.
     *
     * @param events   that it brings
     * @param inFlight requests that have come when all that it does at a time is under way
     * @param left     those that it still has
     */
    private record Source(
            String uri, int events, int inFlight, Sending send, Left left) {
    }

    private Source source(String name, String execution) {
        boolean oneAtATime = execution.equals("sync");
        return switch (name) {
            case "file" -> new Source(
                    "file:" + inbox + "?delete=true&delay=100&initialDelay=0&sortBy=file:name", EVENTS,
                    oneAtATime ? 1 : EVENTS, (camel, id) -> {
                        Path written = inbox.resolveSibling(id + "-" + inbox.getFileName());
                        Files.writeString(written, event(id));
                        Files.move(written, inbox.resolve(id + ".json"));
                    }, () -> files(inbox));
            case "seda" -> new Source(
                    "seda:in?concurrentConsumers=" + EVENTS, EVENTS, EVENTS,
                    (camel, id) -> camel.camelContext().createProducerTemplate().sendBody("seda:in", event(id)), Set::of);
            case "timer" -> new Source("timer:once?repeatCount=1&delay=0", 1, 1, (camel, id) -> {
                // brings an event by itself
            }, Set::of);
            case "jms" -> new Source(
                    "jms:queue:in?concurrentConsumers=3", EVENTS, oneAtATime ? 3 : EVENTS,
                    (camel, id) -> camel.camelContext().createProducerTemplate().sendBody("jms:queue:in", event(id)),
                    () -> Set.copyOf(broker.waiting("in").values()));
            case "http" -> new Source(
                    "platform-http:/in", EVENTS, EVENTS, (camel, id) -> callers.add(http.post("/in", event(id))), Set::of);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String event(int id) {
        return "{\"id\":" + id + "}";
    }

    private static Set<String> files(Path folder) throws Exception {
        Set<String> left = new HashSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
                left.add(Files.readString(file));
            }
        }
        return left;
    }

    private Set<String> deadLetters() throws Exception {
        Set<String> events = new HashSet<>();
        try (Stream<Path> files = Files.list(letters)) {
            for (Path letter : files.toList()) {
                Matcher event = EVENT.matcher(Files.readString(letter));
                assertThat(event.find() && events.add(event.group(1))).as("one dead letter for one event").isTrue();
            }
        }
        return events;
    }
}
