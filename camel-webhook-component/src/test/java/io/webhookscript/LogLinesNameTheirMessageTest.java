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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One line at DEBUG for each attempt; script and message as MDC keys while we work, and no longer. */
class LogLinesNameTheirMessageTest {

    @TempDir
    private Path folder;

    private final LogLines lines = LogLines.from(Level.DEBUG);
    private final List<Map<String, String>> afterwards = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> inDeadLetter = new CopyOnWriteArrayList<>();
    private RawReceiver receiver;
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void start() throws Exception {
        receiver = RawReceiver.playing(peer -> {
            for (RawReceiver.Request r = peer.request(); r != null; r = peer.request()) {
                peer.send(RawReceiver.response(503, "text/plain", "later"));
            }
        });
        camel = new WebhookScriptTestSupport(receiver, folder);
        camel.script("hook", "request: { url: \"{{ context.receiver }}/a\" }\n"
                             + "limits: { retry: { maxAttempts: 2, delay: 1ms } }\ndeadLetter: { to: dead }\n")
                .deadLetter("dead", "direct:dead");
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dead").process(e -> inDeadLetter.add(mdc()));
                from("direct:in").doTry().to("webhookscript:hook").doCatch(Exception.class).process(e -> afterwards.add(mdc()));
            }
        });
        camel.start();
    }

    private static Map<String, String> mdc() {
        Map<String, String> map = MDC.getCopyOfContextMap();
        return map == null ? Map.of() : map;
    }

    @AfterEach
    void stop() throws Exception {
        MDC.clear();
        camel.close();
        lines.close();
    }

    @Test
    void eachAttemptHasOneLineAtDebug() {
        Exchange exchange = camel.call("direct:in", "{}");

        assertThat(exchange.getException()).isNull();
        assertThat(lines.all()).filteredOn(line -> line.text().contains(" attempt ")).hasSize(2).allSatisfy(line -> {
            assertThat(line.level()).isEqualTo(Level.DEBUG);
            assertThat(line.mdc()).containsEntry("webhookscript", "hook");
            assertThat(line.mdc().get("messageId")).startsWith("msg_");
        });
        assertThat(inDeadLetter).singleElement().satisfies(
                mdc -> assertThat(mdc).containsEntry("webhookscript", "hook").containsKey("messageId"));
    }

    @Test
    void callersGetBackWhatTheyHad() {
        MDC.put("webhookscript", "theirs");
        MDC.put("order", "7");

        Exchange exchange = camel.call("webhookscript:hook?timeout=1s", "{}");

        assertThat(exchange.getException()).isNotNull();
        assertThat(mdc()).containsEntry("webhookscript", "theirs").containsEntry("order", "7").doesNotContainKey("messageId");
    }

    @Test
    void nothingStaysOnTheThreadsThatCarryOn() {
        for (int i = 0; i < 20; i++) {
            camel.call("direct:in", "{}");
        }

        assertThat(afterwards).hasSize(20).allSatisfy(
                mdc -> assertThat(mdc).doesNotContainKeys("webhookscript", "messageId"));
    }

    @Test
    void aFailingReceiverCostsOneWarning() {
        failInTheBackground(1); // before the breaker opens
        failInTheBackground(49);

        assertThat(lines.all()).filteredOn(line -> line.level() == Level.WARN).singleElement().satisfies(
                line -> assertThat(line.text()).contains("script 'hook'").contains("503"));
    }

    private void failInTheBackground(int calls) {
        for (int i = 0; i < calls; i++) {
            camel.call("webhookscript:hook?execution=async", "{}");
        }
        await().until(() -> camel.component().deliveryStatus("hook").orElseThrow().inFlight() == 0);
    }
}
