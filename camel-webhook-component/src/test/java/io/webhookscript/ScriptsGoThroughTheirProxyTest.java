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

import io.webhookscript.delivery.report.WebhookScriptException;
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
        proxy = RawReceiver.answering(RawReceiver.response(200, "text/plain", "from the proxy"));
        guarded = RawReceiver.playing(peer -> {
            for (RawReceiver.Request r = peer.request(); r != null; r = peer.request()) {
                peer.send(r.headers("Proxy-Authorization").contains(WANTED)
                        ? RawReceiver.response(200, "text/plain", "from the guarded one")
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

    private static String loopback(RawReceiver at) {
        return "http://127.0.0.1:" + at.port();
    }

    @Test
    void dialsHostsThatTheComponentExcludesItself() throws Exception {
        try (WebhookScriptTestSupport camel = camel("")) {
            camel.component().setProxy(loopback(proxy));
            camel.component().setNonProxyHosts("localhost|127.*");
            camel.start();

            assertThat(camel.call("webhookscript:hook", null).getException()).isNull();
            assertThat(receiver.requests()).singleElement()
                    .satisfies(request -> assertThat(request.line()).isEqualTo("POST /a?b=c HTTP/1.1"));
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void asksTheProxyOfTheScriptWhateverHostsTheComponentExcludes() throws Exception {
        try (WebhookScriptTestSupport camel = camel(", proxy: \"" + loopback(proxy) + "\"")) {
            camel.component().setNonProxyHosts("127.*");
            camel.start();

            assertThat(camel.call("webhookscript:hook", null).getMessage().getBody(String.class)).isEqualTo("from the proxy");
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void dialsTheReceiverItselfForAScriptThatSaysNone() throws Exception {
        try (WebhookScriptTestSupport camel = camel(", proxy: none")) {
            camel.component().setProxy(loopback(proxy));
            camel.start();

            assertThat(camel.call("webhookscript:hook", null).getException()).isNull();
            assertThat(receiver.requests()).hasSize(1);
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void refusesWhatIsNotAListOfHosts() {
        try (WebhookScriptTestSupport camel = camel("")) {
            camel.component().setNonProxyHosts("a.example,b.example");

            assertThatThrownBy(camel::start).hasStackTraceContaining("nonProxyHosts=a.example,b.example: ")
                    .hasStackTraceContaining("separated by |");
        }
    }

    /** Sets system properties for one test, as {@code -D} would. */
    private static AutoCloseable system(String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            System.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return () -> {
            for (int i = 0; i < namesAndValues.length; i += 2) {
                System.clearProperty(namesAndValues[i]);
            }
        };
    }

    private String exchanged(WebhookScriptTestSupport camel) {
        return camel.call("webhookscript:hook", null).getMessage().getBody(String.class);
    }

    @Test
    void asksTheProxyOfTheSystemWhereTheComponentSaysSo() throws Exception {
        try (AutoCloseable set = system("http.proxyHost", "127.0.0.1", "http.proxyPort", String.valueOf(proxy.port()),
                "http.nonProxyHosts", "*.internal");
             WebhookScriptTestSupport camel = camel("")) {
            camel.component().setUseSystemProperties(true);
            camel.start();

            assertThat(exchanged(camel)).isEqualTo("from the proxy");
            assertThat(receiver.connections()).isZero();
        }
    }

    @Test
    void asksNoProxyOfTheSystemUnlessTheComponentSaysSo() throws Exception {
        try (AutoCloseable set = system("http.proxyHost", "127.0.0.1", "http.proxyPort", String.valueOf(proxy.port()),
                "http.nonProxyHosts", "*.internal");
             WebhookScriptTestSupport camel = camel("").start()) {
            exchanged(camel);

            assertThat(receiver.requests()).hasSize(1);
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void theHostsThatTheSystemExcludesAreDialledThemselves() throws Exception {
        try (AutoCloseable set = system("http.proxyHost", "127.0.0.1", "http.proxyPort", String.valueOf(proxy.port()));
             WebhookScriptTestSupport camel = camel("")) {
            camel.component().setUseSystemProperties(true);
            camel.start();

            exchanged(camel);

            assertThat(receiver.requests()).hasSize(1);
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void theComponentsOwnOptionsWinOverTheSystem() throws Exception {
        try (AutoCloseable set = system("http.proxyHost", "127.0.0.1", "http.proxyPort", String.valueOf(guarded.port()));
             WebhookScriptTestSupport camel = camel("")) {
            camel.component().setUseSystemProperties(true);
            camel.component().setProxy(loopback(proxy));
            camel.start();

            assertThat(exchanged(camel)).isEqualTo("from the proxy");
            assertThat(guarded.connections()).isZero();
        }
    }

    @Test
    void asksTheSystemsOtherProxyForATunnelOverHttps() throws Exception {
        try (AutoCloseable set = system("https.proxyHost", "127.0.0.1", "https.proxyPort", String.valueOf(guarded.port()));
             WebhookScriptTestSupport camel = camel("")) {
            camel.component().setUseSystemProperties(true);
            camel.component().getContext().put("receiver", "https://crm.example.com");
            camel.start();

            Exchange exchange = camel.call("webhookscript:hook", null);

            assertThat(exchange.getException(WebhookScriptException.class).getStatus()).isEqualTo(407);
            assertThat(guarded.requests()).singleElement()
                    .satisfies(request -> assertThat(request.line()).isEqualTo("CONNECT crm.example.com:443 HTTP/1.1"));
        }
    }
}
