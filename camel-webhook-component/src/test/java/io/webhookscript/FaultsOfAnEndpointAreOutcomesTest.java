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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.Certificates;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What goes wrong on a way that is HttpClient's: what the caller sees, what is repeated, and what is left behind. */
@Tag("slow")
@Timeout(180)
class FaultsOfAnEndpointAreOutcomesTest {

    private static final String ENDLESS = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n";

    private WebhookScriptTestSupport camel;
    private RawReceiver receiver;

    @BeforeEach
    void make(@TempDir Path folder) throws Exception {
        camel = WebhookScriptTestSupport.answering(folder);
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
        if (receiver != null) {
            receiver.close();
        }
    }

    private WebhookScriptTestSupport started(String method, String options) throws IOException {
        camel.component().getContext().put("crm", "http://127.0.0.1:" + receiver.port());
        camel.component().getVia().put("crm", receiver.uri("") + "?" + options);
        return camel.script("hook", """
                request: { method: %s, url: "{{ context.crm }}/", via: crm, body: { text: x } }
                limits: { timeout: 400ms, maxResponseSize: 64KiB, retry: { maxAttempts: 2, delay: 1ms } }
                response: { body: "{{ response.body }}" }
                """.formatted(method)).start();
    }

    private WebhookScriptException failure() {
        return camel.call("webhookscript:hook", null).getException(WebhookScriptException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "POST", "PUT" })
    void aRefusedConnectionHasSentNothingAndIsRepeated(String method) throws Exception {
        receiver = RawReceiver.answering("");
        started(method, "");
        receiver.close();

        WebhookScriptException failure = failure();

        assertThat(failure.getOutcome()).isEqualTo(Outcome.TEMPORARY);
        assertThat(failure.getAttempts()).isEqualTo(2);
        assertThat(failure.getReason())
                .contains("127.0.0.1:" + receiver.port() + " through the endpoint `crm`: connection refused");
    }

    @Test
    void anUnknownHostHasSentNothingAndIsRepeated() throws Exception {
        receiver = RawReceiver.answering("");
        DnsResolver nobody = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                throw new UnknownHostException(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        HttpClientConfigurer configurer = client -> client.setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(nobody).build());
        camel.bind("nobody", configurer);
        camel.component().getVia().put("crm", "http://*?httpClientConfigurer=#nobody");
        camel.script("hook", """
                request: { method: POST, url: "http://crm.example.com/", via: crm, body: { text: x } }
                limits: { retry: { maxAttempts: 2, delay: 1ms } }
                """).start();

        WebhookScriptException failure = failure();

        assertThat(failure.getOutcome()).isEqualTo(Outcome.TEMPORARY);
        assertThat(failure.getAttempts()).isEqualTo(2);
        assertThat(failure.getReason()).contains("unknown host crm.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = { "POST", "PUT" })
    void aConnectionThatBreaksAfterTheRequestMayHaveArrived(String method) throws Exception {
        receiver = RawReceiver.playing(peer -> {
            peer.request();
            peer.reset();
        });
        started(method, "");

        WebhookScriptException failure = failure();

        assertThat(failure.getOutcome()).isEqualTo(Outcome.TEMPORARY);
        assertThat(failure.getAttempts()).isEqualTo(method.equals("PUT") ? 2 : 1);
        assertThat(receiver.requests()).hasSize(failure.getAttempts());
    }

    @Test
    void aReceiverThatNeverAnswersIsLeftByTheEndpointsTimeout() throws Exception {
        receiver = RawReceiver.playing(peer -> {
            peer.request();
            peer.silence();
        });
        started("POST", "responseTimeout=300");

        WebhookScriptException failure = failure();

        assertThat(failure.getOutcome()).isEqualTo(Outcome.TEMPORARY);
        assertThat(failure.getReason()).startsWith("timeout: no complete response from 127.0.0.1:" + receiver.port());
        assertThat(failure.getAttempts()).isEqualTo(1);
    }

    @Test
    void aResponseThatComesLateButInTheEndpointsTimeIsTaken() throws Exception {
        receiver = RawReceiver.playing(peer -> {
            peer.request();
            peer.pause(700);
            peer.send(RawReceiver.response(200, "text/plain", "late"));
        });
        started("POST", "responseTimeout=10000");

        assertThat(camel.call("webhookscript:hook", null).getMessage().getBody()).isEqualTo("late");
    }

    @Test
    void aBodyThatDripsIsLeftAtTheDeadline() throws Exception {
        receiver = RawReceiver.playing(peer -> {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\n");
            peer.drip("x".repeat(100_000), 20);
        });
        started("POST", "");
        Instant began = Instant.now();

        WebhookScriptException failure = failure();

        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(failure.getOutcome()).isEqualTo(Outcome.TEMPORARY);
        assertThat(failure.getReason()).startsWith("timeout: ");
        await().until(() -> receiver.openConnections() == 0);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    /** Sends the same chunk until the client closes. */
    private static RawReceiver endless(String head, byte[] chunk) throws IOException {
        return RawReceiver.playing(peer -> {
            peer.request();
            peer.send(head + "\r\n");
            while (true) {
                peer.send(Integer.toHexString(chunk.length) + "\r\n");
                peer.send(chunk);
                peer.send("\r\n");
            }
        });
    }

    @Test
    void anEndlessResponseIsCutOffAtTheCap() throws Exception {
        receiver = endless(ENDLESS, "x".repeat(1_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        started("PUT", "");

        WebhookScriptException failure = failure();

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNUSABLE);
        assertThat(failure.getResponseBody()).hasSize(4096);
        assertThat(receiver.requests()).hasSize(1);
        await().until(() -> receiver.openConnections() == 0);
    }

    @Test
    void anEndlessCompressedResponseIsCutOffAtTheCap() throws Exception {
        receiver = endless(ENDLESS + "Content-Encoding: gzip\r\n", gzip(new byte[1_000_000]));
        started("PUT", "");

        assertThat(failure().getOutcome()).isEqualTo(Outcome.UNUSABLE);
        await().until(() -> receiver.openConnections() == 0);
    }

    @Test
    void aCompressedResponseIsUnpackedAndItsConnectionUsedAgain() throws Exception {
        byte[] packed = gzip("packed".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        receiver = RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                peer.send(ENDLESS + "Content-Encoding: gzip\r\n\r\n" + Integer.toHexString(packed.length) + "\r\n");
                peer.send(packed);
                peer.send("\r\n0\r\n\r\n");
            }
        });
        started("PUT", "");

        for (int i = 0; i < 3; i++) {
            assertThat(camel.call("webhookscript:hook", null).getMessage().getBody()).isEqualTo("packed");
        }
        assertThat(receiver.connections()).isEqualTo(1);
    }

    @Test
    void noConnectionIsLostToResponsesThatAreCutOff() throws Exception {
        receiver = endless(ENDLESS, new byte[70_000]);
        started("PUT", "connectionsPerRoute=1&connectionRequestTimeout=2000");

        for (int i = 0; i < 10; i++) {
            assertThat(failure().getOutcome()).isEqualTo(Outcome.UNUSABLE);
        }
        assertThat(receiver.connections()).isEqualTo(10);
    }

    @Test
    void aReceiverThatIsNotTrustedIsRefused(@TempDir Path keys) throws Exception {
        KeyStore server = Certificates.create(keys, "dns:localhost,ip:127.0.0.1", "-1d", 100);
        receiver = RawReceiver.playing(Certificates.demandingOneOf(server, List.of(server)), RawReceiver.Peer::request);
        camel.component().getContext().put("tls", receiver.uri("").toString());
        camel.component().getVia().put("crm", receiver.uri("").toString());
        camel.script("hook", """
                request: { url: "{{ context.tls }}/", via: crm }
                limits: { retry: { maxAttempts: 3, delay: 1ms } }
                """).start();

        WebhookScriptException failure = failure();

        assertThat(failure.getOutcome()).isEqualTo(Outcome.REFUSED);
        assertThat(failure.getAttempts()).isEqualTo(1);
        assertThat(failure.getReason()).contains("TLS failed");
    }

    @Test
    void tlsThatBreaksOffMayWorkLater() throws Exception {
        receiver = RawReceiver.playing(RawReceiver.Peer::some);
        camel.component().getVia().put("crm", "https://127.0.0.1:" + receiver.port());
        camel.script("hook", """
                request: { method: PUT, url: "https://127.0.0.1:%d/", via: crm }
                limits: { retry: { maxAttempts: 2, delay: 1ms } }
                """.formatted(receiver.port())).start();

        WebhookScriptException failure = failure();

        assertThat(failure.getOutcome()).isEqualTo(Outcome.TEMPORARY);
        assertThat(failure.getAttempts()).isEqualTo(2);
    }

    @Test
    void trustIsTheEndpointsOwn(@TempDir Path keys) throws Exception {
        KeyStore server = Certificates.create(keys, "dns:localhost,ip:127.0.0.1", "-1d", 100);
        KeyStore client = Certificates.create(keys, "dns:client.example", "-1d", 100);
        receiver = RawReceiver.playing(Certificates.demandingOneOf(server, List.of(client)), peer -> {
            while (peer.request() != null) {
                peer.send("HTTP/1.1 204 No Content\r\n\r\n");
            }
        });
        camel.bind("member", Certificates.parameters(client, List.of(server)));
        camel.component().getContext().put("tls", receiver.uri("").toString());
        camel.component().getVia().put("crm", receiver.uri("") + "?sslContextParameters=#member");
        camel.script("hook", "request: { url: \"{{ context.tls }}/\", via: crm }\n").start();

        assertThat(camel.call("webhookscript:hook", null).getException()).isNull();
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void whatAUsersOwnConfigurerThrowsMayHaveArrived() throws Exception {
        receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
        HttpClientConfigurer broken = client -> client.addResponseInterceptorFirst((response, entity, context) -> {
            throw new IllegalStateException("with a secret in it");
        });
        camel.bind("broken", broken);
        started("POST", "httpClientConfigurer=#broken");

        WebhookScriptException failure = failure();

        assertThat(failure.getOutcome()).isEqualTo(Outcome.TEMPORARY);
        assertThat(failure.getAttempts()).isEqualTo(1);
        assertThat(failure.getReason()).contains("failed: IllegalStateException").doesNotContain("secret");
    }

    /** Somebody's interceptor fails between the endpoint and the step that reads its response. */
    private static final class Breaking implements InterceptStrategy {

        @Override
        public Processor wrapProcessorInInterceptors(
                CamelContext context, NamedNode node, Processor target, Processor nextTarget) {
            return String.valueOf(node.getId()).endsWith("-classify") ? new DelegateAsyncProcessor(target) {
                @Override
                public boolean process(Exchange exchange, org.apache.camel.AsyncCallback callback) {
                    exchange.setException(new IllegalStateException("intercepted"));
                    callback.done(true);
                    return true;
                }
            } : target;
        }
    }

    @Test
    void anAttemptThatBreaksOffInsideItsRouteIsCountedAndOver() throws Exception {
        receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
        camel.camelContext().getCamelContextExtension().addInterceptStrategy(new Breaking());
        started("POST", "");

        WebhookScriptException failure = failure();

        assertThat(failure.getOutcome()).isEqualTo(Outcome.TEMPORARY);
        assertThat(failure.getAttempts()).isEqualTo(1);
        assertThat(failure.getReason()).contains("broke off inside its route: IllegalStateException");
        assertThat(camel.component().deliveryStatus("hook").orElseThrow().calling()).isZero();
    }

    @Test
    void aStopWaitsForACallThatIsBeingMade() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        receiver = RawReceiver.playing(peer -> {
            peer.request();
            hold.countDown();
            peer.pause(500);
            peer.send(RawReceiver.response(200, "text/plain", "ok"));
        });
        started("POST", "responseTimeout=10000");
        var response = camel.camelContext().createProducerTemplate().asyncRequestBody("webhookscript:hook", null);
        hold.await();

        camel.component().scripts().stop("hook", true);

        assertThat(response.get()).isEqualTo("ok");
    }
}
