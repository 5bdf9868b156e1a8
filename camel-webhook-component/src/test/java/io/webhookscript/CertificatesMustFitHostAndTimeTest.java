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
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.X509TrustManager;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.Certificates;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Against receivers on loopback, whose names all end in {@code localhost}. */
@Tag("slow")
class CertificatesMustFitHostAndTimeTest {

    private static final String SCRIPT = """
            request: { method: GET, url: "https://%s:%d/", tls: '#trust' }
            limits: { retry: { maxAttempts: 1 }, circuitBreaker: false }
            """;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String OK_AND_CLOSE = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    private Path folder;

    @TempDir
    private Path keys;

    private static RawReceiver serving(KeyStore key, String response) throws Exception {
        return RawReceiver.playing(Certificates.server(key).getServerSocketFactory(), peer -> {
            while (peer.request() != null) {
                peer.send(response);
                if (response.contains("close")) {
                    return;
                }
            }
        });
    }

    private static void assertUntrusted(WebhookScriptTestSupport camel, String script, String words) {
        WebhookScriptException failure
                = camel.call("webhookscript:" + script, null).getException(WebhookScriptException.class);

        assertThat(failure).as(script).hasMessageContaining("is not trusted: ").hasMessageContaining(words);
        assertThat(failure.getOutcome()).as(script).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void matchesTheNameOfTheUrlAndNoOther() throws Exception {
        KeyStore key = Certificates.create(keys, "dns:*.one.localhost,dns:two.localhost,ip:127.0.0.1", "-1d", 100);
        Map<String, Boolean> hosts = new LinkedHashMap<>();
        hosts.put("a.one.localhost", true);
        hosts.put("A.ONE.localhost", true);
        hosts.put("a.b.one.localhost", false);
        hosts.put("one.localhost", false);
        hosts.put("two.localhost", true);
        hosts.put("two.localhost.", true);
        hosts.put("a.two.localhost", false);
        hosts.put("test", false); // the common name
        hosts.put("127.0.0.1", true);
        hosts.put("localhost", false);
        try (RawReceiver receiver = serving(key, OK);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)) {
            int number = 0;
            for (String host : hosts.keySet()) {
                camel.script("host" + number++, SCRIPT.formatted(host, receiver.port()));
            }
            camel.bind("trust", Certificates.parameters(null, List.of(key))).start();

            number = 0;
            for (Map.Entry<String, Boolean> host : hosts.entrySet()) {
                Exception failure = camel.call("webhookscript:host" + number++, null).getException();

                assertThat(failure == null).as(host.getKey() + " " + failure).isEqualTo(host.getValue());
            }
            assertThat(receiver.requests()).hasSize(5);
        }
    }

    @Test
    void refusesAnExpiredCertificateThatIsItselfTrusted() throws Exception {
        KeyStore key = Certificates.selfSigned(keys, "dns:localhost", "-10d", 5);
        try (RawReceiver receiver = serving(key, OK);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)) {
            camel.script("pinned", SCRIPT.formatted("localhost", receiver.port()))
                    .bind("trust", Certificates.parameters(null, List.of(key))).start();

            assertUntrusted(camel, "pinned", "NotAfter");
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void refusesACertificateThatExpiresBetweenTwoCalls() throws Exception {
        boolean inTime = false;
        for (int seconds = 8; !inTime && seconds < 200; seconds *= 5) {
            inTime = refusesACertificateThatExpiresAfter(seconds);
        }
        assertThat(inTime).as("the first calls were made while the certificate was valid").isTrue();
    }

    /** @return false when the certificate had expired before the first calls had ended, on a busy machine */
    private boolean refusesACertificateThatExpiresAfter(int seconds) throws Exception {
        KeyStore key = Certificates.create(keys, "dns:localhost", "-1d+" + seconds + "S", 1);
        Date end = ((X509Certificate) key.getCertificate("a")).getNotAfter();
        try (RawReceiver pooled = serving(key, OK);
             RawReceiver resumed = serving(key, OK_AND_CLOSE);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(pooled, folder)) {
            camel.script("pooled", SCRIPT.formatted("localhost", pooled.port()))
                    .script("resumed", SCRIPT.formatted("localhost", resumed.port()))
                    .bind("trust", Certificates.parameters(null, List.of(key))).start();
            for (String script : List.of("pooled", "resumed", "pooled", "resumed")) {
                Exception failure = camel.call("webhookscript:" + script, null).getException();
                if (!new Date().before(end)) {
                    return false;
                }
                assertThat(failure).as(script).isNull();
            }
            assertThat(pooled.connections()).isEqualTo(1);

            Awaitility.await().atMost(Duration.ofSeconds(seconds + 20)).until(() -> new Date().after(end));

            assertUntrusted(camel, "pooled", "NotAfter");
            assertUntrusted(camel, "resumed", "NotAfter");
            assertThat(pooled.requests()).hasSize(2);
            assertThat(resumed.requests()).hasSize(2);
            return true;
        }
    }

    @Test
    void reportsBeansThatAcceptAnyCertificate() throws Exception {
        KeyStore key = Certificates.create(keys, "dns:localhost", "-1d", 100);
        SSLContextParameters any = new SSLContextParameters();
        any.setTrustManagers(new TrustManagersParameters());
        any.getTrustManagers().setTrustManager(new AcceptsAnyCertificate());
        try (RawReceiver receiver = serving(key, OK);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)) {
            camel.script("careless", SCRIPT.formatted("localhost", receiver.port()).replace("#trust", "#any"))
                    .script("careful", SCRIPT.formatted("localhost", receiver.port()))
                    .script("elsewhere", SCRIPT.formatted("other.localhost", receiver.port()).replace("#trust", "#any"))
                    .bind("trust", Certificates.parameters(null, List.of(key))).bind("any", any).start();

            assertThat(camel.call("webhookscript:careless", null).getException()).isNull();
            assertThat(camel.call("webhookscript:careful", null).getException()).isNull();
            assertUntrusted(camel, "elsewhere", "other.localhost");

            HealthCheck.Result health
                    = HealthCheckRegistry.get(camel.camelContext()).getCheck("webhookscript").orElseGet(() -> {
                        HealthCheckRegistry.get(camel.camelContext()).loadHealthChecks();
                        return HealthCheckRegistry.get(camel.camelContext()).getCheck("webhookscript").orElseThrow();
                    }).callReadiness();
            assertThat(camel.component().trustAllBeans()).containsExactly("any");
            assertThat(health.getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(health.getDetails()).containsEntry("tls.any", "accepts any certificate").doesNotContainKey("tls.trust");
        }
    }

    private static final class AcceptsAnyCertificate implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("there are no clients");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            assertThat(chain).isNotEmpty();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
