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

import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.delivery.report.WebhookScriptStoppedEvent;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** With {@code response.deliveryControl}, a receiver may stop the script or the attempts of a message. */
class ReceiversControlTheirDeliveriesTest {

    private static final String ALLOWED = "response: { deliveryControl: true }\n";

    @TempDir
    private Path folder;

    private final List<WebhookScriptStoppedEvent> stops = new CopyOnWriteArrayList<>();
    private WebhookScriptTestSupport camel;

    @AfterEach
    void close() {
        camel.close();
    }

    private static String response(int status, String... headers) {
        return "HTTP/1.1 " + status + " X\r\n" + String.join("\r\n", headers)
               + (headers.length > 0 ? "\r\n" : "") + "Content-Length: 0\r\n\r\n";
    }

    private void start(String allowed, String... responses) throws Exception {
        camel = new WebhookScriptTestSupport(RawReceiver.answering(responses), folder).script("hook", """
                request: { method: PUT, url: "{{ context.receiver }}/hook", headers: { X-Key: "{{ secret.key }}" } }
                limits: { retry: { maxAttempts: 3, delay: 1ms } }
                """ + allowed);
        camel.camelContext().getPropertiesComponent().addInitialProperty("webhookscript.secret.key", "S3cr3t-V4lu3");
        camel.camelContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof WebhookScriptStoppedEvent stop) {
                    stops.add(stop);
                }
            }
        });
        camel.start();
    }

    private Exchange call() {
        return camel.call("webhookscript:hook", Map.of());
    }

    private int calls() {
        return camel.receiver().requests().size();
    }

    private ScriptState state() {
        return camel.component().scripts().find("hook").orElseThrow().state();
    }

    @ParameterizedTest
    @ValueSource(strings = { "webhook-delivery: abort-message", "Webhook-Delivery:  ABORT-MESSAGE " })
    void noFurtherAttemptOfThisMessageIsMade(String header) throws Exception {
        start(ALLOWED, response(503, header), response(200));

        WebhookScriptException failure = call().getException(WebhookScriptException.class);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.TEMPORARY);
        assertThat(failure.getReason()).isEqualTo(
                "the receiver responded with 503; the receiver asked for no further attempts of this message"
                                                  + " (webhook-delivery: abort-message)");
        assertThat(calls()).isOne();
        assertThat(state()).isEqualTo(ScriptState.STARTED);
        assertThat(call().getException()).isNull();
    }

    @Test
    void theScriptIsDisabledUntilItIsStarted() throws Exception {
        start(ALLOWED, response(503, "webhook-delivery: disable"), response(200));

        assertThat(call().getException()).hasMessageContaining("no further calls (webhook-delivery: disable)");
        assertThat(state()).isEqualTo(ScriptState.DISABLED);
        assertThat(call().getException(WebhookScriptException.class).getReason()).isEqualTo(
                "the script is disabled, since the receiver asked for no further calls (webhook-delivery: disable)");
        assertThat(calls()).isOne();
        assertThat(stops).singleElement().satisfies(stop -> {
            assertThat(stop.getState()).isEqualTo(ScriptState.DISABLED);
            assertThat(stop.getReason()).isEqualTo("the receiver asked for no further calls (webhook-delivery: disable)");
            assertThat(stop.getMessageId()).isPresent();
        });

        camel.component().scripts().start("hook");
        assertThat(call().getException()).isNull();
    }

    @Test
    void aDeliveredEventRemainsDelivered() throws Exception {
        start(ALLOWED, response(200, "webhook-delivery: disable"));

        assertThat(call().getException()).isNull();
        assertThat(state()).isEqualTo(ScriptState.DISABLED);
        assertThat(stops).hasSize(1);
    }

    @Test
    void anAbortOfADeliveredEventChangesNothing() throws Exception {
        start(ALLOWED, response(200, "webhook-delivery: abort-message"));

        assertThat(call().getException()).isNull();
        assertThat(state()).isEqualTo(ScriptState.STARTED);
    }

    @Test
    void disableCountsMoreThanAbort() throws Exception {
        start(ALLOWED, response(503, "webhook-delivery: abort-message", "webhook-delivery: disable"));

        call();
        assertThat(state()).isEqualTo(ScriptState.DISABLED);
    }

    @ParameterizedTest
    @CsvSource({ "''", "response: { deliveryControl: false }" })
    void aScriptThatDoesNotPermitItIgnoresTheHeader(String allowed) throws Exception {
        start(allowed + "\n", response(503, "webhook-delivery: disable"), response(503, "webhook-delivery: abort-message"),
                response(200));

        assertThat(call().getException()).isNull();
        assertThat(calls()).isEqualTo(3);
        assertThat(state()).isEqualTo(ScriptState.STARTED);
    }

    @Test
    void unknownValuesAreReportedOnceMaskedAndInOneLine() throws Exception {
        try (LogLines log = LogLines.from(Level.WARN)) {
            start(ALLOWED, response(503, "webhook-delivery: stop S3cr3t-V4lu3\u001B[2J"),
                    response(503, "webhook-delivery: " + "x".repeat(5_000)), response(200));

            assertThat(call().getException()).isNull();
            assertThat(state()).isEqualTo(ScriptState.STARTED);
            assertThat(log.of(Level.WARN)).filteredOn(line -> line.contains("webhook-delivery:")).singleElement().asString()
                    .contains("which is ignored; expected disable or abort-message")
                    .doesNotContain("S3cr3t-V4lu3", "\u001B").hasSizeLessThan(400);
        }
    }
}
