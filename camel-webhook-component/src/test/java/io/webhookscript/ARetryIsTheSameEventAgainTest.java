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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.spi.AttemptAuthenticator;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A retry is the same event again, at the time that the receiver asked for, and only where repeating it is safe. */
@Tag("slow")
@Timeout(120)
class ARetryIsTheSameEventAgainTest {

    private static final String OK = RawReceiver.response(200, "text/plain", "ok");

    @TempDir
    private Path folder;

    private RawReceiver receiver;

    @AfterEach
    void close() throws Exception {
        receiver.close();
    }

    @Test
    void aRetryKeepsIdAndBodyAndRenewsCredentialsTimestampAndSignature() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        AttemptAuthenticator authenticator = call -> {
            List<HttpHeader> headers = new ArrayList<>(call.headers());
            headers.add(new HttpHeader("Authorization", "Bearer token-" + tokens.incrementAndGet()));
            return new HttpCall(call.method(), call.uri(), headers, call.body().orElse(null));
        };
        try (WebhookScriptTestSupport camel = support("""
                request:
                  method: POST
                  url: "{{ context.receiver }}/"
                  headers: { X-Now: "{{ now }}", X-Id: "{{ message.id }}" }
                  auth: { ref: "#tokens" }
                  signature: { standardWebhooks: { secrets: [ "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" ] } }
                  body: { json: { id: "{{ id }}", at: "{{ message.timestamp }}" } }
                limits: { retry: { maxAttempts: 2, delay: 1ms } }
                """, busy("1"), OK)) {
            camel.camelContext().getRegistry().bind("tokens", authenticator);
            camel.start();

            assertThat(camel.call("webhookscript:repeated", Map.of("id", 7)).getException()).isNull();

            RawReceiver.Request first = receiver.requests().get(0);
            RawReceiver.Request second = receiver.requests().get(1);
            assertThat(second.text()).isEqualTo(first.text());
            assertThat(second.line()).isEqualTo(first.line());
            for (String same : List.of("webhook-id", "X-Now", "X-Id", "Webhook-Hops")) {
                assertThat(second.headers(same)).as(same).isEqualTo(first.headers(same)).hasSize(1);
            }
            for (String fresh : List.of("Authorization", "webhook-timestamp", "webhook-signature")) {
                assertThat(second.headers(fresh)).as(fresh).isNotEqualTo(first.headers(fresh)).hasSize(1);
            }
        }
    }

    @Test
    void aRetryWaitsForTheDateThatTheReceiverNames() throws Exception {
        Instant date = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        String text = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC).format(date);
        try (WebhookScriptTestSupport camel = support("""
                request: { method: PUT, url: "{{ context.receiver }}/" }
                limits: { retry: { maxAttempts: 2, delay: 1ms } }
                """, busy(text), OK).start()) {
            assertThat(camel.call("webhookscript:repeated", null).getException()).isNull();

            assertThat(Instant.now()).isAfterOrEqualTo(date);
            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @ParameterizedTest(name = "Retry-After: {0}")
    @ValueSource(strings = { "3600", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT" })
    void noRetryIsMadeAfterAWaitThatIsTooLong(String retryAfter) throws Exception {
        try (WebhookScriptTestSupport camel = support("""
                request: { method: PUT, url: "{{ context.receiver }}/" }
                limits: { total: 24h, retry: { maxAttempts: 3, delay: 1ms, retryAfter: 1m } }
                """, busy(retryAfter), OK).start()) {
            Exchange exchange = camel.call("webhookscript:repeated", null);

            assertThat(exchange.getException(WebhookScriptException.class).getAttempts()).isOne();
            assertThat(exchange.getException()).hasMessageContaining("limits.retry.retryAfter");
        }
    }

    @ParameterizedTest(name = "Retry-After: {0}")
    @ValueSource(strings = { "-5", "0", "soon", "Fri, 31 Dec 1999 23:59:59 GMT", "1e9" })
    void aRetryWaitsItsOwnDelayWhenTheReceiverNamesNoTime(String retryAfter) throws Exception {
        try (WebhookScriptTestSupport camel = support("""
                request: { method: PUT, url: "{{ context.receiver }}/" }
                limits: { retry: { maxAttempts: 2, delay: 1ms } }
                """, busy(retryAfter), OK).start()) {
            assertThat(camel.call("webhookscript:repeated", null).getException()).isNull();

            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @Test
    void noRetryIsMadeAfterTheTimeOfTheWholeDelivery() throws Exception {
        try (WebhookScriptTestSupport camel = support("""
                request: { method: PUT, url: "{{ context.receiver }}/" }
                limits: { total: 20s, retry: { maxAttempts: 3, delay: 1h, maxDelay: 1h } }
                """, RawReceiver.response(503, "text/plain", "later")).start()) {
            Exchange exchange = camel.call("webhookscript:repeated", null);

            assertThat(exchange.getException(WebhookScriptException.class).getAttempts()).isOne();
            assertThat(exchange.getException()).hasMessageContaining("limits.total");
        }
    }

    @ParameterizedTest(name = "{0} that is answered {1}, {2}: {3} requests")
    @CsvSource({
            "POST, 500, , 1", "POST, 500, 'idempotencyKey: true', 2", "PATCH, 502, , 1",
            "PATCH, 504, 'idempotencyKey: true', 2",
            "PUT, 500, , 2", "DELETE, 502, , 2", "POST, 503, , 2", "POST, 429, , 2", "FROB, 500, , 1" })
    void aRetryIsMadeOnlyWhereRepeatingIsSafe(String method, int status, String key, int requests) throws Exception {
        try (WebhookScriptTestSupport camel = support("""
                %s
                request: { method: %s, url: "{{ context.receiver }}/" }
                limits: { retry: { maxAttempts: 2, delay: 1ms } }
                """.formatted(key == null ? "" : key, method), RawReceiver.response(status, "text/plain", "ill"), OK).start()) {
            Exchange exchange = camel.call("webhookscript:repeated", null);

            assertThat(receiver.requests()).hasSize(requests);
            assertThat(exchange.getException() == null).isEqualTo(requests == 2);
        }
    }

    private WebhookScriptTestSupport support(String script, String... responses) throws Exception {
        receiver = RawReceiver.answering(responses);
        return new WebhookScriptTestSupport(receiver, folder).script("repeated", script);
    }

    private static String busy(String retryAfter) {
        return "HTTP/1.1 503 Busy\r\nRetry-After: " + retryAfter + "\r\nContent-Length: 0\r\n\r\n";
    }
}
