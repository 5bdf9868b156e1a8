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
package io.webhookscript.request.attempt;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.standardwebhooks.Webhook;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.RenderedRequest;
import io.webhookscript.request.render.RequestRenderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StandardWebhooksAreVerifiedByTheReferenceLibraryTest {

    private static final String SIGNED = """
            request:
              url: "@base@/"
              method: POST
              signature: { standardWebhooks: { secrets: ["{{ secret.sign }}"] } }
              body: { text: "{{ event }}" }
            """;

    @Test
    void reproducesTheVectorOfTheSpecification() throws Exception {
        try (Sender sender = new Sender()) {
            sender.secrets.put("sign", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
            TemplateInputs data = sender.data(sender.script(SIGNED.replace("{{ event }}", "{{ body }}")),
                    Map.of("body", "{\"test\": 2432232314}"));
            RenderedRequest request = new RequestRenderer(List.of()).render(data);

            sender.response(request, data, sender.sealer(), Instant.ofEpochSecond(1614265330));

            RawReceiver.Request seen = sender.receiver.requests().get(0);
            assertThat(seen.headers("webhook-id")).containsExactly("msg_p5jXN8AQM9LWM0D4loKWxJek");
            assertThat(seen.headers("webhook-timestamp")).containsExactly("1614265330");
            assertThat(seen.headers("webhook-signature")).containsExactly("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        }
    }

    @Tag("slow")
    @Test
    void verifiesTenThousandRandomRequestsFromTheWire() throws Exception {
        try (Sender sender = new Sender()) {
            Random random = new Random(20260102);
            AttemptPreparer sealer = sender.sealer();
            List<String> secrets = new ArrayList<>();
            io.webhookscript.script.Script script = sender.script(SIGNED);
            Instant now = Instant.now();
            for (int i = 0; i < 10_000; i++) {
                byte[] key = new byte[24 + random.nextInt(41)];
                random.nextBytes(key);
                secrets.add("whsec_" + Base64.getEncoder().encodeToString(key));
                sender.secrets.put("sign", secrets.get(i));
                sender.messageId = "msg_" + i;
                TemplateInputs data = sender.data(script, randomText(random));
                sender.response(new RequestRenderer(List.of()).render(data), data, sealer, now);
            }

            List<RawReceiver.Request> requests = sender.receiver.requests();
            assertThat(requests).hasSize(10_000);
            for (int i = 0; i < requests.size(); i++) {
                new Webhook(secrets.get(i)).verify(requests.get(i).text(), headers(requests.get(i)));
            }
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder("x");
        random.ints(random.nextInt(200), 1, 0xD7FF).forEach(c -> text.append((char) c));
        return text.append("\uD83D\uDE00").toString();
    }

    private static HttpHeaders headers(RawReceiver.Request request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
            headers.put(name, request.headers(name));
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    @Test
    void signsEachAttemptAnewUnderTheSameIdAndWithEverySecret() throws Exception {
        try (Sender sender = new Sender()) {
            sender.secrets.put("sign", "whsec_" + Base64.getEncoder().encodeToString(new byte[24]));
            sender.secrets.put("old", Base64.getEncoder().encodeToString("o".repeat(64).getBytes(StandardCharsets.UTF_8)));
            String yaml = SIGNED.replace("[\"{{ secret.sign }}\"]", "[\"{{ secret.sign }}\", \"{{ secret.old }}\"]");
            TemplateInputs data = sender.data(sender.script(yaml), "hello");
            RenderedRequest request = new RequestRenderer(List.of()).render(data);
            Instant now = Instant.now();

            sender.response(request, data, sender.sealer(), now);
            sender.response(request, data, sender.sealer(), now.minusSeconds(1));

            List<RawReceiver.Request> seen = sender.receiver.requests();
            assertThat(seen.get(0).headers("webhook-id")).isEqualTo(seen.get(1).headers("webhook-id"));
            assertThat(seen.get(0).headers("webhook-signature")).isNotEqualTo(seen.get(1).headers("webhook-signature"));
            for (String secret : sender.secrets.values()) {
                new Webhook(secret).verify(seen.get(0).text(), headers(seen.get(0)));
                new Webhook(secret).verify(seen.get(1).text(), headers(seen.get(1)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 23, 65 })
    void refusesAKeyOutsideTheBounds(int bytes) throws Exception {
        try (Sender sender = new Sender()) {
            sender.secrets.put("sign", "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]));

            assertThatThrownBy(() -> sender.send(SIGNED, "hello")).isInstanceOf(NotSentException.class)
                    .hasMessageContaining(bytes + " bytes").hasMessageContaining("24 to 64");
            assertThat(sender.receiver.requests()).isEmpty();
        }
    }

    @Test
    void refusesASecretThatIsNoBase64WithoutShowingIt() throws Exception {
        try (Sender sender = new Sender()) {
            sender.secrets.put("sign", "whsec_???secret???");

            assertThatThrownBy(() -> sender.send(SIGNED, "hello")).isInstanceOf(NotSentException.class)
                    .hasMessageNotContaining("???secret");
        }
    }
}
