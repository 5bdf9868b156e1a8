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

import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.standardwebhooks.Webhook;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.spi.PropertiesFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Credentials and signatures are made of the secrets of the moment; what was rendered stays as it was. */
class RotatedSecretsTakeEffectOnTheNextAttemptTest {

    private static final List<String> KEYS
            = List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");

    @TempDir
    private Path folder;

    private final AtomicInteger version = new AtomicInteger();

    @Test
    void aRetryUsesTheNewSecretButKeepsUrlAndBody() throws Exception {
        try (RawReceiver receiver = RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                boolean first = version.getAndIncrement() == 0;
                peer.send(first ? RawReceiver.response(503, "text/plain", "busy") : "HTTP/1.1 204 No Content\r\n\r\n");
            }
        });
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("hook", """
                     request:
                       url: "{{ context.receiver }}/{{ secret.token }}"
                       headers: { X-Rendered: "{{ secret.token }}" }
                       auth: { bearer: "{{ secret.token }}" }
                       signature: { standardWebhooks: { secrets: ["{{ secret.key }}"] } }
                       body: { json: { token: "{{ secret.token }}" } }
                     limits: { retry: { maxAttempts: 2, delay: 1ms } }
                     """)) {
            camel.camelContext().getPropertiesComponent().addPropertiesFunction(vault());
            camel.camelContext().getPropertiesComponent().addInitialProperty("webhookscript.secret.token", "{{vault:token}}");
            camel.camelContext().getPropertiesComponent().addInitialProperty("webhookscript.secret.key", "{{vault:key}}");
            camel.start();

            Exchange exchange = camel.call("webhookscript:hook", null);

            assertThat(exchange.getException()).isNull();
            assertThat(receiver.requests()).hasSize(2);
            for (int i = 0; i < 2; i++) {
                RawReceiver.Request request = receiver.requests().get(i);
                assertThat(request.line()).isEqualTo("POST /token-0 HTTP/1.1");
                assertThat(request.headers("X-Rendered")).containsExactly("token-0");
                assertThat(request.text()).isEqualTo("{\"token\":\"token-0\"}");
                assertThat(request.headers("Authorization")).containsExactly("Bearer token-" + i);
                new Webhook(KEYS.get(i)).verify(request.text(), signatureHeaders(request));
            }
        }
    }

    private static HttpHeaders signatureHeaders(RawReceiver.Request request) {
        Map<String, List<String>> headers = Stream.of("webhook-id", "webhook-timestamp", "webhook-signature")
                .collect(Collectors.toMap(name -> name, request::headers));
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private PropertiesFunction vault() {
        return new PropertiesFunction() {
            @Override
            public String getName() {
                return "vault";
            }

            @Override
            public String apply(String remainder) {
                return remainder.equals("key") ? KEYS.get(version.get()) : remainder + "-" + version.get();
            }
        };
    }
}
