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
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.deliverylog.DeliveryQuery;
import io.webhookscript.deliverylog.LoggedDelivery;
import io.webhookscript.deliverylog.MemoryDeliveryLog;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A receiver or a proxy that quotes what it was sent puts no secret into exception, dead letter or delivery log. */
@Timeout(180)
class WhatPeersQuoteIsMaskedTest {

    private static final String SECRET = "s3cr/et+abc==";
    private static final String ESCAPED = "s3cr\\/et\\u002Babc&#61;%3D";

    @TempDir
    private Path folder;

    @Test
    void bodyHeaderAndHeaderNameAreMasked() throws Exception {
        String response = "HTTP/1.1 400 Bad\r\nX-Quoted: " + ESCAPED + "\r\nX-s3cr3t-of-a-name: x\r\nContent-Length: "
                          + (ESCAPED.length() + 4) + "\r\n\r\nyou " + ESCAPED;
        String script
                = """
                        id: "{{ secret.api }}-{{ id }}"
                        request: { url: "{{ context.receiver }}/", headers: { X-Api-Key: "{{ secret.api }}", X-N: "{{ secret.name }}" } }
                        """;
        try (RawReceiver receiver = RawReceiver.answering(response);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("quoting", script)) {
            camel.camelContext().getPropertiesComponent().addInitialProperty("webhookscript.secret.api", SECRET);
            camel.camelContext().getPropertiesComponent().addInitialProperty("webhookscript.secret.name", "s3cr3t-of-a-name");
            assertNothingQuoted(camel, "***api***-7", "X-***name***", "you ***api***");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "user:p%2Fss+word==", "user:p%2Fss%2Bword%3D%3D" })
    void theResponseOfAProxyIsMasked(String credentials) throws Exception {
        String basic = Base64.getEncoder().encodeToString("user:p/ss+word==".getBytes(UTF_8));
        try (RawReceiver proxy = RawReceiver.playing(peer -> {
            RawReceiver.Request request = peer.request();
            peer.send(RawReceiver.response(502, "text/html",
                    "<pre>Proxy-Authorization: " + request.headers("Proxy-Authorization")
                                                             + " p/ss+word== p\\/ss\\u002bword=="));
        });
             RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script(
                     "quoting",
                     "request: { url: \"{{ context.receiver }}/\" }\nlimits: { retry: { maxAttempts: 1 } }\n")) {
            camel.component().setProxy("http://" + credentials + "@127.0.0.1:" + proxy.port());

            String shown = assertNothingQuoted(camel, "Basic ***proxy***");

            assertThat(shown).doesNotContain(basic.substring(0, 12), "p/ss", "p\\/ss", "word==");
        }
    }

    private static String assertNothingQuoted(WebhookScriptTestSupport camel, String... shown) throws Exception {
        MemoryDeliveryLog log = new MemoryDeliveryLog(10);
        camel.component().setDeliveryLog(log);
        camel.component().setDeadLetter("mock:letters");
        camel.start();

        Exchange exchange = camel.call("webhookscript:quoting", Map.of("id", 7));

        WebhookScriptException failure = exchange.getException(WebhookScriptException.class);
        MockEndpoint letters = camel.camelContext().getEndpoint("mock:letters", MockEndpoint.class);
        String letter = letters.getReceivedExchanges().get(0).getMessage().getBody(String.class);
        LoggedDelivery logged = log.find(DeliveryQuery.ALL).deliveries().get(0);
        String all = failure.getMessage() + failure.getResponseBody() + letter + logged;
        assertThat(all.toLowerCase(Locale.ROOT)).doesNotContain("s3cr", "u002b");
        assertThat(letter).contains(shown);
        return all;
    }
}
