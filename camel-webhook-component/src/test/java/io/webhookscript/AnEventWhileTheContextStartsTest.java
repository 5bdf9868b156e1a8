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

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sources run before the context says that it has started, and Camel adds routes only from then on: an event that comes
 * in between waits, and one that cannot be taken is an outcome like any other.
 */
@Timeout(180)
class AnEventWhileTheContextStartsTest {

    private static final String SCRIPT = "request: { url: \"{{ context.receiver }}/\" }\n";

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder).script("early", SCRIPT).route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("webhookscript:early");
            }
        });
    }

    @Test
    void waitsUntilItHasStarted() throws Exception {
        CompletableFuture<Exchange> response = new CompletableFuture<>();
        CompletableFuture<ServiceStatus> seen = new CompletableFuture<>();
        onceRoutesRun(event -> {
            seen.complete(camel.camelContext().getStatus());
            new Thread(() -> response.complete(camel.call("direct:in", Map.of())), "source").start();
            try {
                // without the wait, it would have ended long before
                response.get(500, TimeUnit.MILLISECONDS);
            } catch (TimeoutException waits) {
                assertThat(response).isNotDone();
            } catch (Exception other) {
                response.completeExceptionally(other);
            }
        });

        camel.start();

        assertThat(seen).isCompletedWithValue(ServiceStatus.Starting);
        assertThat(response.get(30, TimeUnit.SECONDS).getException()).isNull();
        assertThat(camel.receiver().requests()).hasSize(1);
    }

    @Test
    void isRefusedOnTheThreadThatStartsIt() throws Exception {
        CompletableFuture<Exchange> response = new CompletableFuture<>();
        onceRoutesRun(event -> response.complete(camel.call("direct:in", Map.of())));

        camel.start();

        assertNotSent(response.get(30, TimeUnit.SECONDS), "while its context is starting");
        assertThat(camel.call("direct:in", Map.of()).getException()).isNull();
        assertThat(camel.receiver().requests()).hasSize(1);
    }

    @Test
    void isRefusedWhileItIsSuspended() throws Exception {
        camel.start();
        camel.camelContext().suspend();

        Exchange refused = camel.call("webhookscript:early", Map.of());
        camel.camelContext().resume();

        assertNotSent(refused, "while its context is suspended");
        assertThat(camel.call("direct:in", Map.of()).getException()).isNull();
    }

    private void onceRoutesRun(Consumer<CamelEvent> work) {
        camel.camelContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.CamelContextRoutesStartedEvent) {
                    work.accept(event);
                }
            }
        });
    }

    private static void assertNotSent(Exchange exchange, String why) {
        WebhookScriptException failure = exchange.getException(WebhookScriptException.class);
        assertThat(failure).isNotNull();
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure).hasMessageContaining(why);
    }
}
