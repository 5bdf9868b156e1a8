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

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.http.RawReceiver;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.HttpHeaders;
import io.webhookscript.request.render.RenderedRequest;
import io.webhookscript.request.render.RequestRenderer;
import io.webhookscript.script.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Data of events may ask for a token each, and a token server may say what it likes: what is kept is bounded. */
class AccessTokensAreBoundedTest {

    private static final String OAUTH2 = """
            request:
              url: "@base@/hook"
              auth:
                oauth2:
                  tokenUri: "@base@/token"
                  clientId: client
                  clientSecret: "{{ secret.client }}"
                  parameters: { audience: "{{ context.audience }}" }
            """;

    private final AtomicInteger issued = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = { "86401", "2147483647", "9223372036854775807", "99999999999999999999999", "\"999999999\"" })
    void aTokenIsAskedForAnewAfterADay(String expiresIn) throws Exception {
        try (Sender sender = sender("\"tok\",\"expires_in\":" + expiresIn)) {
            AttemptPreparer sealer = sender.sealer();

            seal(sender, sealer, "a", Sender.NOW);
            seal(sender, sealer, "a", Sender.NOW.plusSeconds(86_000));
            assertThat(issued).hasValue(1);
            seal(sender, sealer, "a", Sender.NOW.plusSeconds(86_400));
            assertThat(issued).hasValue(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 16 * 1024, 100_000, 1_000_000 })
    void aTokenThatNoHeaderLineHoldsIsRefused(int length) throws Exception {
        try (Sender sender = sender("\"" + "t".repeat(length) + "\"")) {
            CredentialsException refused = catchThrowableOfType(
                    CredentialsException.class, () -> seal(sender, sender.sealer(), "a", Sender.NOW));

            assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(refused).hasMessageContaining("gave a token of " + length + " characters");
        }
    }

    @Test
    void aLongTokenIsSent() throws Exception {
        String token = "t".repeat(16_000);
        try (Sender sender = sender("\"" + token + "\"")) {
            assertThat(seal(sender, sender.sealer(), "a", Sender.NOW)).isEqualTo("Bearer " + token);
        }
    }

    @Tag("slow")
    @Test
    void tokensNotUsedForTheLongestTimeAreForgotten() throws Exception {
        try (Sender sender = sender("\"tok\",\"expires_in\":3600")) {
            AttemptPreparer sealer = sender.sealer();
            for (int tenant = 0; tenant < AccessTokens.MAX; tenant++) {
                seal(sender, sealer, "tenant" + tenant, Sender.NOW);
            }
            seal(sender, sealer, "tenant0", Sender.NOW);
            assertThat(issued).hasValue(AccessTokens.MAX);

            seal(sender, sealer, "one more", Sender.NOW);
            seal(sender, sealer, "tenant0", Sender.NOW);
            assertThat(issued).hasValue(AccessTokens.MAX + 1);
            seal(sender, sealer, "tenant1", Sender.NOW);
            assertThat(issued).hasValue(AccessTokens.MAX + 2);
        }
    }

    @Test
    void theErrorOfATokenServerIsRepeatedInPart() throws Exception {
        try (Sender sender = new Sender(
                RawReceiver.answering(
                        RawReceiver.response(400, "application/json", "{\"error\":\"" + "e".repeat(100_000) + "\"}")))) {
            sender.secrets.put("client", "s3cr3t-value");
            CredentialsException refused = catchThrowableOfType(
                    CredentialsException.class, () -> seal(sender, sender.sealer(), "a", Sender.NOW));

            assertThat(refused.getMessage()).hasSizeLessThan(300).contains("eeee");
        }
    }

    private Sender sender(String token) throws IOException {
        Sender made = new Sender(RawReceiver.playing(peer -> {
            for (RawReceiver.Request r = peer.request(); r != null; r = peer.request()) {
                issued.incrementAndGet();
                peer.send(RawReceiver.response(200, "application/json", "{\"access_token\":" + token + "}"));
            }
        }));
        made.secrets.put("client", "s3cr3t-value");
        return made;
    }

    private static String seal(Sender sender, AttemptPreparer sealer, String audience, Instant now) throws Exception {
        sender.context.put("audience", audience);
        TemplateInputs data = sender.data(sender.script(OAUTH2), null);
        RenderedRequest request = new RequestRenderer(List.of()).render(data);
        return new HttpHeaders(sealer.seal(request, data, Sender.attempt(now)).headers()).first("Authorization").orElseThrow();
    }
}
