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
import java.util.Base64;

import io.webhookscript.delivery.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScriptsGoThroughTheirProxyTest {

    private static final String WANTED = "Basic " + Base64.getEncoder().encodeToString("user:p:w\u00e9".getBytes(UTF_8));

    @TempDir
    private Path folder;

    private RawReceiver receiver;
    private RawReceiver proxy;
    private RawReceiver guarded;

    @BeforeEach
    void open() throws IOException {
        receiver = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n");
        proxy = RawReceiver.answering(RawReceiver.answer(200, "text/plain", "from the proxy"));
        guarded = RawReceiver.playing(peer -> {
            for (RawReceiver.Request r = peer.request(); r != null; r = peer.request()) {
                peer.send(r.headers("Proxy-Authorization").contains(WANTED)
                        ? RawReceiver.answer(200, "text/plain", "from the guarded one")
                        : "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
        proxy.close();
        guarded.close();
    }

    private WebhookScriptTestSupport camel(String requestProxy) {
        return new WebhookScriptTestSupport(receiver, folder).script("hook", """
                request: { url: "{{ context.receiver }}/a?b=c", body: { text: x }%s }
                limits: { retry: { maxAttempts: 2, delay: 1ms } }
                """.formatted(requestProxy));
    }

    @Test
    void asksTheProxyOfTheScriptForTheWholeUrl() throws Exception {
        try (WebhookScriptTestSupport camel = camel(", proxy: \"http://127.0.0.1:" + proxy.port() + "\"").start()) {
            Exchange exchange = camel.call("webhookscript:hook", null);

            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("from the proxy");
            RawReceiver.Request request = proxy.requests().get(0);
            assertThat(request.line()).isEqualTo("POST " + receiver.uri("/a?b=c") + " HTTP/1.1");
            assertThat(request.headers("Host")).containsExactly("127.0.0.1:" + receiver.port());
            assertThat(request.headers("Proxy-Authorization")).isEmpty();
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void asksTheProxyOfTheComponentForScriptsThatNameNone() throws Exception {
        try (WebhookScriptTestSupport camel = camel("")) {
            camel.component().setProxy("http://127.0.0.1:" + proxy.port());
            camel.start();

            assertThat(camel.call("webhookscript:hook", null).getMessage().getBody(String.class)).isEqualTo("from the proxy");
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void showsTheProxyTheUserAndPasswordOfTheComponent() throws Exception {
        try (WebhookScriptTestSupport camel = camel("")) {
            camel.component().setProxy("http://user:p%3Aw%C3%A9@127.0.0.1:" + guarded.port());
            camel.start();

            Exchange exchange = camel.call("webhookscript:hook", null);

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("from the guarded one");
            assertThat(guarded.requests()).hasSize(1);
        }
    }

    @Test
    void isRefusedOnceByAProxyThatDoesNotTakeThem() throws Exception {
        try (WebhookScriptTestSupport camel = camel("")) {
            camel.component().setProxy("http://user:verywrong@127.0.0.1:" + guarded.port());
            camel.start();

            Exchange exchange = camel.call("webhookscript:hook", null);

            WebhookScriptException failure = exchange.getException(WebhookScriptException.class);
            assertThat(failure.getOutcome()).isEqualTo(Outcome.REFUSED);
            assertThat(failure.getStatus()).isEqualTo(407);
            assertThat(failure).hasMessageNotContaining("verywrong");
            assertThat(guarded.requests()).hasSize(1);
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void aScriptNamesNoPasswordAndTheProblemDoesNotRepeatIt() {
        try (WebhookScriptTestSupport camel = camel(", proxy: \"http://user:verywrong@127.0.0.1:1\"")) {
            assertThatThrownBy(camel::start).hasMessageContaining("request.proxy")
                    .hasMessageContaining("component option proxy")
                    .hasMessageNotContaining("verywrong");
        }
    }
}
