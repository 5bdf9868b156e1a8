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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code execution} alone decides who waits, whatever the source; whether a failure that is a dead letter is an
 * exception depends on whether the source waits for a response.
 */
@Tag("slow")
@Timeout(120)
class WhoWaitsAndWhoIsToldTest {

    private static final String SCRIPT = """
            execution: %s
            request: { url: "{{ context.receiver }}/" }
            limits: { timeout: 60s, total: 5m }
            """;

    private static final String EVENT = "{\"id\":1}";

    @TempDir
    private Path folder;
    @TempDir
    private Path inbox;
    private final List<String> told = new CopyOnWriteArrayList<>();

    /** Of the first call, which has no dead letter, and of the second, which has one. */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
            "file,           sync,  exception refused, went on refused",
            "timer,          sync,  exception refused, went on refused",
            "seda,           sync,  exception refused, went on refused",
            "jms,            sync,  exception refused, went on refused",
            "jms transacted, sync,  exception refused, went on refused",
            "jms reply,      sync,  exception refused, exception refused",
            "direct reply,   sync,  exception refused, exception refused",
            "http,           sync,  exception refused, exception refused",
            "file,           async, went on accepted,  went on accepted",
            "timer,          async, went on accepted,  went on accepted",
            "seda,           async, went on accepted,  went on accepted",
            "jms,            async, went on accepted,  went on accepted",
            "jms transacted, async, went on accepted,  went on accepted",
            "jms reply,      async, went on accepted,  went on accepted",
            "direct reply,   async, went on accepted,  went on accepted",
            "http,           async, went on accepted,  went on accepted" })
    void sourceAndExecutionDecideWhoWaits(String source, String execution, String bare, String kept) throws Exception {
        CountDownLatch response = new CountDownLatch(1);
        try (EmbeddedBroker broker = new EmbeddedBroker(); RawReceiver receiver = RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                await(response);
                peer.send(RawReceiver.response(404, "text/plain", "x"));
            }
        }); WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                .script("bare", SCRIPT.formatted(execution))
                .script("kept", SCRIPT.formatted(execution) + "deadLetter: { to: letters }\n")
                .deadLetter("letters", "mock:letters")) {
            camel.camelContext().addComponent("jms", source.equals("jms transacted")
                    ? JmsComponent.jmsComponentTransacted(broker.connections())
                    : JmsComponent.jmsComponent(broker.connections()));
            HttpSource http = HttpSource.of(camel.camelContext());
            camel.route(new RouteBuilder() {
                @Override
                public void configure() {
                    calls(from(uri(source)).convertBodyTo(String.class), "bare");
                    calls(from("direct:second"), "kept");
                }
            }).start();

            Future<?> asker = source.equals("http") ? http.post("/in", EVENT) : trigger(camel, source);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> receiver.requests().size() >= 1);
            boolean waits = execution.equals("sync");
            if (waits) {
                assertThat(told).isEmpty();
                assertThat(asker.isDone()).isFalse();
            } else {
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> told.size() == 2);
                if (repliesTo(source)) {
                    asker.get(30, TimeUnit.SECONDS);
                }
            }
            response.countDown();

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> receiver.requests().size() == 2);
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(told).containsExactly(bare, kept));
            if (repliesTo(source)) {
                asker.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private org.apache.camel.model.ProcessorDefinition<?> calls(
            org.apache.camel.model.ProcessorDefinition<?> route, String script) {
        return route.doTry().to("webhookscript:" + script).process(this::wentOn)
                .doCatch(WebhookScriptException.class).process(this::failed).end()
                .choice().when(e -> script.equals("bare")).to("direct:second").end();
    }

    private void wentOn(Exchange exchange) {
        Object outcome = exchange.getMessage().getHeader(WebhookScriptConstants.OUTCOME);
        told.add("went on " + (outcome == null ? "accepted" : outcome));
        exchange.getMessage().removeHeader(WebhookScriptConstants.OUTCOME);
    }

    private void failed(Exchange exchange) {
        WebhookScriptException failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, WebhookScriptException.class);
        told.add("exception " + failure.getOutcome().code());
    }

    private String uri(String source) {
        return switch (source) {
            case "file" -> "file:" + inbox + "?initialDelay=0&delay=50&delete=true";
            case "timer" -> "timer:once?repeatCount=1&delay=0";
            case "seda" -> "seda:in?pollTimeout=50";
            case "direct reply" -> "direct:in";
            case "http" -> "platform-http:/in";
            default -> "jms:queue:in";
        };
    }

    private static boolean repliesTo(String source) {
        return source.equals("http") || source.endsWith("reply");
    }

    /** @return the reply of a source that gives one; of any other, what never comes */
    private Future<?> trigger(WebhookScriptTestSupport camel, String source) throws Exception {
        var template = camel.camelContext().createProducerTemplate();
        switch (source) {
            case "file" -> {
                Path written = Files.writeString(inbox.resolveSibling("e-" + inbox.getFileName()), EVENT);
                Files.move(written, inbox.resolve("e.json"));
            }
            case "seda" -> template.sendBody("seda:in", EVENT);
            case "jms", "jms transacted" -> template.sendBody("jms:queue:in", EVENT);
            case "jms reply" -> {
                return template.asyncRequestBody("jms:queue:in?requestTimeout=60000", EVENT);
            }
            case "direct reply" -> {
                return template.asyncRequestBody("direct:in", EVENT);
            }
            default -> assertThat(source).isEqualTo("timer");
        }
        return new CompletableFuture<>();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
