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

import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A sender cannot fill the memory with events that wait: what they take counts, not only how many they are. */
class WaitingEventsAreBoundedInMemoryTest {

    private static final String WAITS = """
            execution: async
            request: { method: PUT, url: "{{ context.receiver }}/" }
            limits: { total: 3h, retry: { maxAttempts: 2, delay: 1h, maxDelay: 1h }, circuitBreaker: false }
            """;

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void make() throws Exception {
        camel = new WebhookScriptTestSupport(RawReceiver.answering(RawReceiver.response(503, "text/plain", "later")), folder)
                .script("waits", WAITS).script("other", WAITS);
        camel.component().setMaxPendingBytes("10MiB");
        camel.start();
    }

    @Test
    void eventsThatWouldTakeMoreAreRefused() {
        String event = "[" + "{},".repeat(30_000) + "{}]";

        int accepted = 0;
        Exchange last = camel.call("webhookscript:waits", event);
        while (last.getException() == null && accepted < 100) {
            accepted++;
            last = camel.call("webhookscript:waits", event);
        }

        assertThat(accepted).as("of about 3 MB each").isEqualTo(3);
        assertThat(last.getException()).hasMessageContaining("notSent")
                .hasMessageContaining("need too much memory").hasMessageContaining("(maxPendingBytes is 10485760)");
        assertThat(camel.call("webhookscript:other", Map.of("small", 1)).getException()).isNull();
    }

    @Test
    void anEventThatTakesMoreThanAllMayIsRefusedWithTheReason() {
        Exchange exchange = camel.call("webhookscript:waits", "[" + "{},".repeat(200_000) + "{}]");

        assertThat(exchange.getException()).hasMessageContaining("notSent")
                .hasMessageContaining("more than all waiting events may need");
    }

    @Test
    void whatHasEndedMakesRoom() throws Exception {
        String event = "[" + "{},".repeat(90_000) + "{}]";
        assertThat(camel.call("webhookscript:waits", event).getException()).isNull();
        assertThat(camel.call("webhookscript:waits", event).getException()).isNotNull();
        await().until(() -> camel.component().deliveryStatus("waits").orElseThrow().waitingForRetry() == 1);

        camel.component().scripts().stop("waits", true);
        camel.component().scripts().start("waits");

        await().untilAsserted(() -> assertThat(camel.call("webhookscript:waits", event).getException()).isNull());
    }
}
