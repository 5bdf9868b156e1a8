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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Camel walks through its list of routes while it stops, so that nobody may change it from then on. */
@Timeout(180)
@Tag("slow")
class RoutesDoNotChangeWhileTheContextStopsTest {

    private static final String SCRIPT = "request: { url: \"{{ context.receiver }}/\" }\n";

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder).script("used", SCRIPT).script("unused", SCRIPT);
    }

    @Test
    void theStopWaitsForRoutesThatAreBeingRemoved() throws Exception {
        CountDownLatch removing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        camel.start();
        camel.call("webhookscript:used", Map.of());
        on(CamelEvent.RouteRemovedEvent.class, event -> {
            removing.countDown();
            await(goOn);
        });

        Path file = folder.resolve("used.webhookscript.yaml");
        Files.writeString(file, Files.readString(file) + "description: changed\n");
        await(removing);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(camel::close);

        assertThatThrownBy(() -> stopped.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(camel.camelContext().getStatus()).isEqualTo(ServiceStatus.Started);
        goOn.countDown();
        stopped.get(30, TimeUnit.SECONDS);
        assertThat(camel.camelContext().getStatus()).isEqualTo(ServiceStatus.Stopped);
    }

    @Test
    void noRouteIsMadeOrStartedFromThenOn() throws Exception {
        CompletableFuture<Exchange> late = new CompletableFuture<>();
        CompletableFuture<Void> started = new CompletableFuture<>();
        camel.start();
        camel.call("webhookscript:used", Map.of());
        camel.component().scripts().stop("used", false);
        on(CamelEvent.CamelContextStoppingEvent.class, event -> {
            late.complete(camel.call("webhookscript:unused", Map.of()));
            try {
                camel.component().scripts().start("used");
                started.complete(null);
            } catch (Exception refused) {
                started.completeExceptionally(refused);
            }
        });

        camel.close();

        WebhookScriptException failure = late.get(30, TimeUnit.SECONDS).getException(WebhookScriptException.class);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure).hasMessageContaining("while its context is stopping");
        assertThat(started).isCompletedExceptionally();
        assertThatThrownBy(started::get).hasMessageContaining("while its context is stopping");
        assertThat(camel.receiver().requests()).hasSize(1);
    }

    private <E extends CamelEvent> void on(Class<E> type, Consumer<E> work) {
        camel.camelContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (type.isInstance(event)) {
                    work.accept(type.cast(event));
                }
            }
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
