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

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A 401 under OAuth 2 fetches one new token and repeats once, which is no attempt. */
@Tag("slow")
class ARefusedTokenIsRenewedOnceTest {

    @TempDir
    private Path folder;

    private final AtomicInteger tokens = new AtomicInteger();

    private RawReceiver tokenServer() throws IOException {
        return RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                peer.send(RawReceiver.response(200, "application/json",
                        "{\"access_token\":\"token-" + tokens.incrementAndGet() + "\",\"expires_in\":3600}"));
            }
        });
    }

    /** Takes the tokens from the one of that number on. */
    private static RawReceiver taking(int first) throws IOException {
        return RawReceiver.playing(peer -> {
            for (RawReceiver.Request r = peer.request(); r != null; r = peer.request()) {
                int number = Integer.parseInt(r.headers("Authorization").get(0).substring("Bearer token-".length()));
                peer.send(number >= first
                        ? "HTTP/1.1 204 No Content\r\n\r\n"
                        : RawReceiver.response(401, "text/plain", "who is token-" + number));
            }
        });
    }

    /** A line of the request that says how the script comes to its receiver. */
    String way(WebhookScriptTestSupport camel, RawReceiver receiver) {
        return "proxy: none";
    }

    private WebhookScriptTestSupport camel(RawReceiver receiver, RawReceiver tokenServer) throws Exception {
        WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder);
        camel.script("hook", """
                request:
                  %s
                  url: "{{ context.receiver }}/"
                  auth:
                    oauth2: { tokenUri: "http://127.0.0.1:%d/token", clientId: crm, clientSecret: "{{ secret.crm }}" }
                  body: { json: { id: "{{ id }}" } }
                limits: { retry: { maxAttempts: 3, delay: 1ms } }
                """.formatted(way(camel, receiver), tokenServer.port()));
        camel.camelContext().getPropertiesComponent().addOverrideProperty("webhookscript.secret.crm", "client secret");
        return camel.start();
    }

    @Test
    void repeatsWithANewTokenWithinTheSameAttempt() throws Exception {
        try (RawReceiver tokenServer = tokenServer();
             RawReceiver receiver = taking(2);
             WebhookScriptTestSupport camel = camel(receiver, tokenServer)) {
            Exchange first = camel.call("webhookscript:hook", "{\"id\":7}");
            Exchange second = camel.call("webhookscript:hook", "{\"id\":8}");

            assertThat(first.getException()).isNull();
            assertThat(second.getException()).isNull();
            assertThat(first.getMessage().getHeader(WebhookScriptConstants.ATTEMPTS)).isEqualTo(1);
            assertThat(receiver.requests()).extracting(r -> r.headers("Authorization").get(0), RawReceiver.Request::text)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("Bearer token-1", "{\"id\":7}"),
                            org.assertj.core.groups.Tuple.tuple("Bearer token-2", "{\"id\":7}"),
                            org.assertj.core.groups.Tuple.tuple("Bearer token-2", "{\"id\":8}"));
            assertThat(tokenServer.requests()).hasSize(2).allSatisfy(r -> {
                assertThat(r.text()).isEqualTo("grant_type=client_credentials");
                assertThat(r.headers("Authorization")).containsExactly("Basic Y3JtOmNsaWVudCUyMHNlY3JldA==");
            });
        }
    }

    @Test
    void givesUpWhenTheNewOneIsRefusedToo() throws Exception {
        try (RawReceiver tokenServer = tokenServer();
             RawReceiver receiver = taking(1_000);
             WebhookScriptTestSupport camel = camel(receiver, tokenServer)) {
            Exchange exchange = camel.call("webhookscript:hook", "{\"id\":7}");

            WebhookScriptException failure = exchange.getException(WebhookScriptException.class);
            assertThat(failure.getOutcome()).isEqualTo(Outcome.REFUSED);
            assertThat(failure.getStatus()).isEqualTo(401);
            assertThat(failure.getAttempts()).isEqualTo(1);
            assertThat(receiver.requests()).hasSize(2);
            assertThat(tokenServer.requests()).hasSize(2);
            for (String text : List.of(failure.getMessage(), failure.getReason(), failure.getResponseBody())) {
                assertThat(text).doesNotContain("token-1", "token-2");
            }
        }
    }
}
