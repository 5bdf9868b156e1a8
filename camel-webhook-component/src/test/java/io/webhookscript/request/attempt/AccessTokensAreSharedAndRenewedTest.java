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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.http.CallLimits;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.request.event.AttemptNumber;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.HttpHeaders;
import io.webhookscript.request.render.RenderedRequest;
import io.webhookscript.request.render.RequestRenderer;
import io.webhookscript.script.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class AccessTokensAreSharedAndRenewedTest {

    private static final String OAUTH2 = """
            request:
              url: "@base@/hook"
              auth:
                oauth2:
                  tokenUri: "@base@/token"
                  clientId: "my client"
                  clientSecret: "{{ secret.client }}"
                  scopes: [a.read, b.write]
                  parameters: { audience: "{{ context.audience }}" }
            """;

    private final AtomicInteger issued = new AtomicInteger();
    private Sender sender;

    @BeforeEach
    void open() throws IOException {
        sender = sender(3600);
    }

    private Sender sender(int seconds) throws IOException {
        Sender made = new Sender(RawReceiver.playing(peer -> {
            for (RawReceiver.Request r = peer.request(); r != null; r = peer.request()) {
                boolean token = r.line().startsWith("POST /token ");
                peer.send(RawReceiver.response(200, "application/json", token
                        ? "{\"access_token\":\"tok-" + issued.incrementAndGet() + "\",\"token_type\":\"Bearer\",\"expires_in\":"
                          + seconds + "}"
                        : "{}"));
            }
        }));
        made.secrets.put("client", "s+cret/");
        made.context.put("audience", "https://api");
        return made;
    }

    @AfterEach
    void close() throws IOException {
        sender.close();
    }

    @Test
    void sendsAFormWithBasicCredentials() throws Exception {
        RawReceiver.Request hook = sender.send(OAUTH2, null);

        assertThat(hook.headers("Authorization")).containsExactly("Bearer tok-1");
        RawReceiver.Request token = sender.receiver.requests().get(0);
        // independent of our own encoder: printf 'my%%20client:s%%2Bcret%%2F' | base64
        assertThat(token.headers("Authorization")).containsExactly("Basic bXklMjBjbGllbnQ6cyUyQmNyZXQlMkY=");
        assertThat(token.text()).isEqualTo("grant_type=client_credentials&scope=a.read%20b.write&audience=https%3A%2F%2Fapi");
        assertThat(token.headers("Content-Type")).containsExactly("application/x-www-form-urlencoded");
    }

    @Test
    void sendsCredentialsInTheFormWhenTold() throws Exception {
        sender.send(OAUTH2 + "      authentication: post\n", null);

        RawReceiver.Request token = sender.receiver.requests().get(0);
        assertThat(token.headers("Authorization")).isEmpty();
        assertThat(token.text()).endsWith("&client_id=my%20client&client_secret=s%2Bcret%2F");
    }

    @Test
    void asksOnceForAHundredConcurrentCalls() throws Exception {
        TemplateInputs data = sender.data(sender.script(OAUTH2), null);
        RenderedRequest request = new RequestRenderer(List.of()).render(data);
        AttemptPreparer sealer = sender.sealer();
        ExecutorService pool = Executors.newFixedThreadPool(100);
        try {
            List<Future<HttpCall>> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                calls.add(pool.submit(() -> sealer.seal(request, data, Sender.attempt(Sender.NOW))));
            }
            for (Future<HttpCall> call : calls) {
                assertThat(call.get().headers()).anyMatch(h -> h.value().equals("Bearer tok-1"));
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(issued).hasValue(1);
    }

    @Test
    void renewsBeforeTheTokenRunsOutAndWhenItIsForgotten() throws Exception {
        TemplateInputs data = sender.data(sender.script(OAUTH2), null);
        RenderedRequest request = new RequestRenderer(List.of()).render(data);
        AttemptPreparer sealer = sender.sealer();

        assertThat(token(sealer, request, data, Sender.NOW)).isEqualTo("Bearer tok-1");
        assertThat(token(sealer, request, data, Sender.NOW.plusSeconds(3569))).isEqualTo("Bearer tok-1");
        assertThat(token(sealer, request, data, Sender.NOW.plusSeconds(3570))).isEqualTo("Bearer tok-2");
        HttpCall sealed = sealer.seal(request, data, Sender.attempt(Sender.NOW));
        assertThat(sealer.forgetToken(sealed, data)).isTrue();
        assertThat(token(sealer, request, data, Sender.NOW)).isEqualTo("Bearer tok-3");
        // a second 401 of the old token does not throw the new one away
        assertThat(sealer.forgetToken(sealed, data)).isTrue();
        assertThat(token(sealer, request, data, Sender.NOW)).isEqualTo("Bearer tok-3");
    }

    @Test
    void asksAnewForARotatedSecretAndOffersNoRepetitionWithoutOauth2() throws Exception {
        TemplateInputs data = sender.data(sender.script(OAUTH2), null);
        RenderedRequest request = new RequestRenderer(List.of()).render(data);
        AttemptPreparer sealer = sender.sealer();

        token(sealer, request, data, Sender.NOW);
        sender.secrets.put("client", "rotated secret");
        assertThat(token(sealer, request, data, Sender.NOW)).isEqualTo("Bearer tok-2");

        TemplateInputs plain = sender.data(sender.script("request: { url: \"@base@/\", auth: { bearer: abcdefgh } }"), null);
        assertThat(sealer.forgetToken(request.call(), plain)).isFalse();
    }

    private static String token(AttemptPreparer sealer, RenderedRequest request, TemplateInputs data, Instant now)
            throws Exception {
        return new HttpHeaders(sealer.seal(request, data, Sender.attempt(now)).headers()).first("Authorization").orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
            "500,TEMPORARY", "503,TEMPORARY", "429,TEMPORARY", "400,REFUSED", "401,REFUSED", "403,REFUSED", "302,REFUSED" })
    void saysWhoseFaultItIs(int status, Outcome outcome) throws Exception {
        try (Sender failing = new Sender(
                RawReceiver.answering(
                        RawReceiver.response(status, "application/json", "{\"error\":\"because s3cr3t-value\"}")))) {
            failing.secrets.put("client", "s3cr3t-value");
            failing.context.put("audience", "a");

            CredentialsException e = catchThrowableOfType(CredentialsException.class, () -> failing.send(OAUTH2, null));

            assertThat(e.outcome()).isEqualTo(outcome);
            assertThat(e.status()).isEqualTo(status);
            assertThat(e).hasMessage("the token server 127.0.0.1 responded with " + status + " (because ***client***)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[]", "{\"access_token\":5}", "{\"access_token\":\"\"}", "<html>" })
    void isTemporaryWhenTheAnswerHoldsNoToken(String response) throws Exception {
        try (Sender failing = new Sender(RawReceiver.answering(RawReceiver.response(200, "application/json", response)))) {
            failing.secrets.put("client", "s3cr3t-value");
            failing.context.put("audience", "a");

            assertThatThrownBy(() -> failing.send(OAUTH2, null)).isInstanceOfSatisfying(CredentialsException.class,
                    e -> assertThat(e.outcome()).isEqualTo(Outcome.TEMPORARY));
        }
    }

    @Test
    void isTemporaryAtTheAttemptsDeadlineWhenTheTokenServerHangsAndAsksAnewNextTime() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Sender failing = new Sender(RawReceiver.playing(peer -> {
            peer.request();
            if (asked.incrementAndGet() == 1) {
                peer.silence();
            }
            peer.send(RawReceiver.response(200, "application/json", "{\"access_token\":\"later\"}"));
        }))) {
            failing.secrets.put("client", "s3cr3t-value");
            failing.context.put("audience", "a");
            TemplateInputs data = failing.data(failing.script(OAUTH2), null);
            RenderedRequest request = new RequestRenderer(List.of()).render(data);
            AttemptPreparer sealer = failing.sealer();
            Attempt brief = new Attempt(
                    Sender.NOW, new CallLimits(Duration.ofMillis(200), 1000), Sender.profile(),
                    AttemptNumber.of(1, 1), List.of());

            assertThatThrownBy(() -> sealer.seal(request, data, brief)).isInstanceOfSatisfying(CredentialsException.class,
                    e -> assertThat(e.outcome()).isEqualTo(Outcome.TEMPORARY));
            assertThat(token(sealer, request, data, Sender.NOW)).isEqualTo("Bearer later");
        }
    }
}
