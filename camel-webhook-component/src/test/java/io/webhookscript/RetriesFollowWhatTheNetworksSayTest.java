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
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

import io.webhookscript.delivery.report.WebhookScriptAttemptEvent;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.webhookscript.http.RawReceiver.response;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;

/** Statuses of Cloudflare and its like, waits as servers write them, and what a failed response says about itself. */
class RetriesFollowWhatTheNetworksSayTest {

    private static final String OK = response(200, "text/plain", "ok");

    @TempDir
    private Path folder;

    private Exchange call(RawReceiver receiver, String method, String response) throws Exception {
        try (WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("hook", """
                request: { method: %s, url: "{{ context.receiver }}/hook", body: { text: x } }
                limits: { retry: { maxAttempts: 2, delay: 1ms } }
                """.formatted(method) + response).start()) {
            return camel.call("webhookscript:hook", Map.of());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 520, 521, 522, 523, 524, 527, 529, 530 })
    void statusesOfTheNetworksBetweenAreTemporary(int status) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response(status, "text/html", "<html>"), OK)) {
            assertThat(call(receiver, "PUT", "").getException()).isNull();

            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({ "520, 1", "524, 1", "521, 2", "522, 2", "523, 2", "527, 2", "529, 2", "530, 2" })
    void aPostIsRepeatedOnlyWhereNothingCanHaveBeenApplied(int status, int calls) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response(status, "text/html", "<html>"), OK)) {
            call(receiver, "POST", "");

            assertThat(receiver.requests()).hasSize(calls);
        }
    }

    @ParameterizedTest
    @CsvSource({
            "500, 1", "504, 1", "520, 1", "524, 1", "598, 1", "599, 1", "555, 1", "501, 2", "507, 2", "526, 2", "403, 2",
            "404, 2" })
    void aRuleThatMakesAStatusTemporaryKeepsItsAmbiguity(int status, int calls) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response(status, "text/html", "<html>"), OK)) {
            call(receiver, "POST", "response: { outcomes: [ { status: [" + status + "], is: temporary } ] }\n");

            assertThat(receiver.requests()).hasSize(calls);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 525, 526, 501, 505, 598 })
    void otherStatusesStayRefused(int status) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(response(status, "text/html", "<html>"), OK)) {
            assertThat(call(receiver, "PUT", "").getException(WebhookScriptException.class).getOutcome())
                    .isEqualTo(Outcome.REFUSED);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "0.6|1", "1, 1|1", "1,2 , 1|2", "0.0|0", "0.001|1", "1.|1", "00.5|1", "'0, 1.2'|2", "1, soon|1", "0.35,0.9|1" })
    void retryAfterIsReadAsServersWriteIt(String header, int seconds) throws Exception {
        Duration delay = delayAfter("Retry-After: " + header.replace("'", ""), "");

        assertThat(delay).isEqualTo(seconds == 0 ? Duration.ofMillis(1) : Duration.ofSeconds(seconds));
    }

    @Test
    void theLargestOfSeveralHeadersCountsAlsoInARule() throws Exception {
        String headers = "Retry-After: 1\r\nRetry-After: 0.5\r\nX-Wait: 1\r\nX-Wait: 2";

        assertThat(delayAfter(headers, "")).isEqualTo(Duration.ofSeconds(1));
        assertThat(delayAfter(headers,
                "response: { outcomes: [ { status: [429], is: temporary, retryAfter: \"{{ response.headers['X-Wait'] }}\" } ] }\n"))
                .isEqualTo(Duration.ofSeconds(2));
    }

    private Duration delayAfter(String headers, String response) throws Exception {
        List<Duration> delays = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (RawReceiver receiver
                = RawReceiver.answering("HTTP/1.1 429 Many\r\n" + headers + "\r\nContent-Length: 0\r\n\r\n", OK);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("hook", """
                     request: { method: PUT, url: "{{ context.receiver }}/hook" }
                     limits: { retry: { maxAttempts: 2, delay: 1ms, jitter: 0, retryAfter: 3s } }
                     """ + response)) {
            camel.camelContext().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
                @Override
                public void notify(CamelEvent event) {
                    if (event instanceof WebhookScriptAttemptEvent attempt && attempt.getNumber() == 1) {
                        delays.add(attempt.getNextDelay().orElse(Duration.ZERO));
                    }
                }
            });
            // the stop ends the wait
            assertThat(camel.start().call("webhookscript:hook?execution=async", Map.of()).getException()).isNull();
            Awaitility.await().until(() -> delays.size() == 1);
            return delays.get(0);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "301|Location: https://new.example/hook|Location: https://new.example/hook",
            "302|location: /login|Location: /login",
            "303|Location: /x|Location: /x", "307|Location: /y|Location: /y",
            "308|Location: https://a.example/|Location: https://a.example/",
            "401|WWW-Authenticate: Bearer error=\"invalid_token\"|WWW-Authenticate: Bearer error=\"invalid_token\"" })
    void theReasonNamesWhatTheResponseSays(int status, String header, String said) throws Exception {
        try (RawReceiver receiver
                = RawReceiver.answering("HTTP/1.1 " + status + " X\r\n" + header + "\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(call(receiver, "PUT", "").getException(WebhookScriptException.class).getReason())
                    .isEqualTo("the receiver responded with " + status + " (" + said + ")");
        }
    }

    /** As if the clock of this machine was set back, or the receiver's is wrong. */
    @Test
    void aDateToWaitForIsReadByTheClockOfTheReceiver() throws Exception {
        ZonedDateTime there = ZonedDateTime.now(ZoneOffset.UTC).plusHours(1);
        String busy = response(503, "text/plain", "busy").replaceFirst("\r\n", "\r\nDate: "
                                                                               + RFC_1123_DATE_TIME.format(there)
                                                                               + "\r\nRetry-After: "
                                                                               + RFC_1123_DATE_TIME.format(there.plusSeconds(1))
                                                                               + "\r\n");
        try (RawReceiver receiver = RawReceiver.answering(busy, OK)) {
            assertThat(call(receiver, "PUT", "").getException()).isNull();

            assertThat(receiver.requests()).hasSize(2);
        }
    }
}
