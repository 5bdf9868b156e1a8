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
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.DeliveryResult;
import io.webhookscript.deliverylog.DeliveryLog;
import io.webhookscript.deliverylog.DeliveryQuery;
import io.webhookscript.deliverylog.LoggedDelivery;
import io.webhookscript.deliverylog.LoggedDelivery.Attempts;
import io.webhookscript.deliverylog.LoggedDelivery.Message;
import io.webhookscript.deliverylog.MemoryDeliveryLog;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.ScriptIdentity;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** From the endpoint to the log. */
@Tag("slow")
class DeliveriesAreLoggedTest {

    private static final String CANARY = "Can4ry+/Zwitschert";

    @TempDir
    private Path folder;

    private RawReceiver receiver;
    private WebhookScriptTestSupport camel;

    private void start(DeliveryLog log, String response, String yaml) throws Exception {
        receiver = RawReceiver.playing(peer -> {
            for (RawReceiver.Request r = peer.request(); r != null; r = peer.request()) {
                peer.send(response);
            }
        });
        camel = new WebhookScriptTestSupport(receiver, folder).script("hook", yaml);
        Properties properties = new Properties();
        properties.setProperty("webhookscript.secret.canary", CANARY);
        camel.camelContext().getPropertiesComponent().setOverrideProperties(properties);
        camel.component().setDeliveryLog(log);
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (camel != null) {
            camel.close();
        }
    }

    @Test
    void aDeliveryThatArrivedIsLogged() throws Exception {
        MemoryDeliveryLog log = new MemoryDeliveryLog();
        start(log, RawReceiver.response(200, "text/plain", "fine"),
                "tenant: acme\nrequest: { method: POST, url: \"{{ context.receiver }}/a?k={{ secret.canary }}\" }\n");

        Exchange exchange = camel.call("webhookscript:hook", "{}");

        LoggedDelivery entry = only(log);
        assertThat(entry.script().name()).isEqualTo("hook");
        assertThat(entry.script().version()).isEqualTo(exchange.getMessage().getHeader("CamelWebhookScriptVersion"));
        assertThat(entry.messageId()).isEqualTo(exchange.getMessage().getHeader("CamelWebhookScriptMessageId"));
        assertThat(entry.script().tenant()).isEqualTo("acme");
        assertThat(entry.result().outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(entry.result().status()).isEqualTo(200);
        assertThat(entry.attempts().count()).isEqualTo(1);
        assertThat(entry.attempts().last()).hasSize(1);
        assertThat(entry.attempts().method()).isEqualTo("POST");
        assertThat(entry.attempts().url()).endsWith("/a?k=***canary***");
        assertThat(entry.attempts().response()).isEmpty();
        assertThat(entry.ended()).isAfterOrEqualTo(entry.began());
    }

    @Test
    void aFailedDeliveryIsLoggedWithoutItsSecrets() throws Exception {
        MemoryDeliveryLog log = new MemoryDeliveryLog();
        start(log, RawReceiver.response(503, "text/plain", "no " + CANARY + "x".repeat(5_000)),
                "id: \"{{ secret.canary }}-7\"\n"
                                                                                                + "request: { url: \"{{ context.receiver }}/a\", headers: { X-K: \"{{ secret.canary }}\" } }\n"
                                                                                                + "limits: { retry: { maxAttempts: 3, delay: 1ms } }\n");

        camel.call("webhookscript:hook", "{}");

        LoggedDelivery entry = only(log);
        assertThat(entry.result().outcome()).isEqualTo(Outcome.TEMPORARY);
        assertThat(entry.attempts().count()).isEqualTo(3);
        assertThat(entry.attempts().last()).extracting(attempt -> attempt.status()).containsExactly(503, 503, 503);
        assertThat(entry.result().reason()).contains("503");
        assertThat(entry.attempts().response()).startsWith("no ***canary***").hasSize(LoggedDelivery.MAX_CHARACTERS);
        assertThat(entry.message().sourceId()).isEqualTo("***canary***-7");
        assertThat(entry.toString()).doesNotContain(CANARY);
    }

    @Test
    void aDeliveryThatWasNeverSentIsLogged() throws Exception {
        MemoryDeliveryLog log = new MemoryDeliveryLog();
        start(log, RawReceiver.response(200, "text/plain", ""),
                "request: { url: \"{{ context.receiver }}/{{ id / 0 }}\" }\n");

        camel.call("webhookscript:hook", "{\"id\": 1}");

        LoggedDelivery entry = only(log);
        assertThat(entry.result().outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(entry.attempts().count()).isZero();
        assertThat(entry.attempts().url()).isNull();
        assertThat(entry.result().reason()).isNotEmpty();
    }

    static Stream<Runnable> failures() {
        return Stream.of(
                () -> {
                    throw new IllegalStateException("the disk is full");
                },
                () -> {
                    throw new NoClassDefFoundError("a/driver/that/is/not/Here");
                },
                () -> {
                    throw new StackOverflowError();
                });
    }

    @ParameterizedTest
    @MethodSource("failures")
    @Timeout(180)
    void aLogThatFailsChangesNothing(Runnable failure) throws Exception {
        start(new DeliveryLog() {
            @Override
            public void add(LoggedDelivery delivery) {
                failure.run();
            }

            @Override
            public Page find(DeliveryQuery query) {
                throw new IllegalStateException("the disk is full");
            }

            @Override
            public long dropped() {
                return 0;
            }
        }, RawReceiver.response(200, "text/plain", "fine"), "request: { url: \"{{ context.receiver }}/a\" }\n");

        Exchange exchange = camel.call("webhookscript:hook", "{}");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
    }

    @Test
    void isSetByTheWordMemory() throws Exception {
        assertThat(logOf("memory")).isInstanceOf(MemoryDeliveryLog.class);
    }

    @Test
    void isSetByTheNameOfABean() throws Exception {
        assertThat(logOf("#bean:kept")).isInstanceOfSatisfying(MemoryDeliveryLog.class, log -> {
            for (int i = 0; i < 3; i++) {
                log.add(LOGGED);
            }
            assertThat(log.find(DeliveryQuery.ALL).deliveries()).hasSize(2);
        });
    }

    @Test
    void anotherWordStopsTheStart() {
        assertThatThrownBy(() -> logOf("disk")).rootCause()
                .hasMessage("deliveryLog=disk: expected memory, or #bean:NAME of a DeliveryLog");
    }

    private static final LoggedDelivery LOGGED = new LoggedDelivery(
            new ScriptIdentity("hook", "0", null), new Message("m", null, null), Instant.EPOCH, Instant.EPOCH,
            new DeliveryResult(Outcome.GONE, null, ""), new Attempts(0, List.of(), null, null, ""), false, null);

    private static DeliveryLog logOf(String option) throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.beans.kept", "#class:io.webhookscript.deliverylog.MemoryDeliveryLog(2)");
        main.addInitialProperty("camel.component.webhookscript.delivery-log", option);
        main.start();
        try {
            CamelContext camelContext = main.getCamelContext();
            return camelContext.getComponent("webhookscript", WebhookScriptComponent.class).getDeliveryLog();
        } finally {
            main.stop();
        }
    }

    private static LoggedDelivery only(DeliveryLog log) {
        List<LoggedDelivery> found = log.find(DeliveryQuery.ALL).deliveries();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
