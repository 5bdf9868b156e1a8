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
import java.util.List;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.Certificates;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A receiver that wants a client's certificate gets it from the script that has one, and from no other. */
@Tag("slow")
class TlsOfAScriptIsItsOwnTest {

    private static final String REQUEST
            = "request: { url: \"https://127.0.0.1:%d/\", %s }\nlimits: { retry: { delay: 1ms } }\n";

    @TempDir
    private Path folder;

    @TempDir
    private Path keys;

    @Test
    void showsItsCertificateAndNoOtherScriptUsesItsConnection() throws Exception {
        KeyStore server = Certificates.create(keys, "dns:localhost,ip:127.0.0.1", "-1d", 100);
        KeyStore client = Certificates.create(keys, "dns:client.example", "-1d", 100);
        KeyStore foreign = Certificates.create(keys, "dns:foreign.example", "-1d", 100);
        try (RawReceiver plain = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n");
             RawReceiver receiver = RawReceiver.playing(Certificates.demandingOneOf(server, List.of(client)), peer -> {
                 while (peer.request() != null) {
                     peer.send("HTTP/1.1 204 No Content\r\n\r\n");
                 }
             });
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(plain, folder)
                     .script("member", REQUEST.formatted(receiver.port(), "tls: '#member'"))
                     .script("foreign", REQUEST.formatted(receiver.port(), "tls: '#foreign'"))
                     .script("anonymous", REQUEST.formatted(receiver.port(), "tls: '#anonymous'"))
                     .script("untrusting", REQUEST.formatted(receiver.port(), "method: GET"))) {
            camel.bind("member", Certificates.parameters(client, List.of(server)));
            camel.bind("foreign", Certificates.parameters(foreign, List.of(server)));
            camel.bind("anonymous", Certificates.parameters(null, List.of(server)));
            camel.start();

            assertThat(camel.call("webhookscript:member", null).getException()).isNull();
            assertThat(camel.call("webhookscript:member", null).getException()).isNull();
            assertThat(receiver.connections()).isEqualTo(1);
            for (String script : List.of("foreign", "anonymous", "untrusting")) {
                Exchange exchange = camel.call("webhookscript:" + script, null);

                WebhookScriptException failure = exchange.getException(WebhookScriptException.class);
                assertThat(failure.getOutcome()).as(script).isEqualTo(Outcome.REFUSED);
                assertThat(failure.getAttempts()).as(script).isEqualTo(1);
            }
            assertThat(receiver.requests()).hasSize(2);
        }
    }

    @Test
    void isThatOfTheCamelContextWhereTheComponentSaysSoAndTheScriptNamesNone() throws Exception {
        KeyStore server = Certificates.create(keys, "ip:127.0.0.1", "-1d", 100);
        KeyStore client = Certificates.create(keys, "dns:client.example", "-1d", 100);
        KeyStore foreign = Certificates.create(keys, "dns:foreign.example", "-1d", 100);
        for (boolean global : new boolean[] { true, false }) {
            try (RawReceiver plain = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n");
                 RawReceiver receiver = RawReceiver.playing(Certificates.demandingOneOf(server, List.of(client)), peer -> {
                     while (peer.request() != null) {
                         peer.send("HTTP/1.1 204 No Content\r\n\r\n");
                     }
                 });
                 WebhookScriptTestSupport camel = new WebhookScriptTestSupport(plain, folder)
                         .script("none", REQUEST.formatted(receiver.port(), "method: GET"))
                         .script("own", REQUEST.formatted(receiver.port(), "tls: '#foreign'"))) {
                camel.bind("foreign", Certificates.parameters(foreign, List.of(server)));
                camel.camelContext().setSSLContextParameters(Certificates.parameters(client, List.of(server)));
                camel.component().setUseGlobalSslContextParameters(global);
                camel.start();

                Exception failure = camel.call("webhookscript:none", null).getException();
                assertThat(failure == null).isEqualTo(global);
                assertThat(camel.call("webhookscript:own", null).getException()).isNotNull();
                assertThat(receiver.requests()).hasSize(global ? 1 : 0);
            }
        }
    }

    @Test
    void parametersOfTheCamelContextThatGiveNoTlsStopTheStart() throws Exception {
        SSLContextParameters wrong = new SSLContextParameters();
        wrong.setProvider("made up");
        try (RawReceiver plain = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n");
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(plain, folder)
                     .script("any", REQUEST.formatted(plain.port(), "method: GET"))) {
            camel.camelContext().setSSLContextParameters(wrong);
            camel.component().setUseGlobalSslContextParameters(true);

            assertThatThrownBy(camel::start)
                    .hasStackTraceContaining("useGlobalSslContextParameters cannot create an SSL context");
        }
    }
}
