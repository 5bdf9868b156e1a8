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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import io.webhookscript.http.RawReceiver;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.RenderedRequest;
import io.webhookscript.request.render.RequestRenderer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CredentialsAreResolvedOnEveryAttemptTest {

    private Sender sender;

    @BeforeEach
    void open() throws IOException {
        sender = new Sender();
        sender.secrets.put("key", "k\u00e9y:/+ =");
        sender.secrets.put("plain", "plain-key-1");
    }

    @AfterEach
    void close() throws IOException {
        sender.close();
    }

    @Test
    void sendsNoneByDefault() throws Exception {
        assertThat(sender.send("request: { url: \"@base@/\" }", null).headers("Authorization")).isEmpty();
    }

    @Test
    void sendsBasicInUtf8() throws Exception {
        RawReceiver.Request request
                = sender.send(auth("basic: { username: \"u\u00e4\", password: \"{{ secret.key }}\" }"), null);

        String expected = Base64.getEncoder().encodeToString("u\u00e4:k\u00e9y:/+ =".getBytes(StandardCharsets.UTF_8));
        assertThat(request.headers("Authorization")).containsExactly("Basic " + expected);
    }

    @Test
    void refusesAColonInAUserName() {
        assertThatThrownBy(() -> sender.send(auth("basic: { username: \"{{ v }}\", password: p }"), "{\"v\":\"a:b\"}"))
                .isInstanceOf(NotSentException.class).hasMessageContaining("colon");
    }

    @Test
    void sendsABearerTokenInPlaceOfANamedHeader() throws Exception {
        RawReceiver.Request request = sender.send("""
                request:
                  url: "@base@/"
                  headers: { authorization: old }
                  auth: { bearer: "{{ secret.plain }}" }
                """, null);

        assertThat(request.headers("Authorization")).containsExactly("Bearer plain-key-1");
    }

    @Test
    void sendsAnApiKeyInAHeaderOrTheQuery() throws Exception {
        assertThat(
                sender.send(auth("apiKey: { in: header, name: X-Key, value: \"{{ secret.plain }}\" }"), null).headers("X-Key"))
                .containsExactly("plain-key-1");
        assertThat(sender.send(auth("apiKey: { in: query, name: api key, value: \"{{ secret.key }}\" }"), null).line())
                .isEqualTo("GET /a?b=1&api%20key=k%C3%A9y%3A%2F%2B%20%3D HTTP/1.1");
    }

    @Test
    void refusesASecretThatWouldSmuggleAHeaderAndDoesNotShowIt() {
        sender.secrets.put("bad", "smuggled\r\nX-Evil: 1");

        assertThatThrownBy(() -> sender.send(auth("bearer: \"{{ secret.bad }}\""), null)).isInstanceOf(NotSentException.class)
                .hasMessageNotContaining("smuggled");
    }

    @Test
    void namesThePropertyOfAMissingSecret() {
        assertThatThrownBy(() -> sender.send(auth("bearer: \"{{ secret.nobody }}\""), null))
                .isInstanceOf(NotSentException.class)
                .hasMessageContaining("webhookscript.secret.nobody");
    }

    @Test
    void takesUpARotatedSecretOnTheNextAttempt() throws Exception {
        TemplateInputs data = sender.data(sender.script(auth("bearer: \"{{ secret.plain }}\"")), null);
        RenderedRequest request = new RequestRenderer(List.of()).render(data);
        AttemptPreparer sealer = sender.sealer();

        sender.response(request, data, sealer, Sender.NOW);
        sender.secrets.put("plain", "rotated-key");
        sender.response(request, data, sealer, Sender.NOW);

        assertThat(sender.receiver.requests()).extracting(r -> r.headers("Authorization").get(0))
                .containsExactly("Bearer plain-key-1", "Bearer rotated-key");
    }

    @Test
    void asksABeanForEachAttempt() throws Exception {
        sender.authenticators.put("mine", call -> {
            List<HttpHeader> lines = new java.util.ArrayList<>(call.headers());
            lines.add(new HttpHeader("Authorization", "Mine " + call.method()));
            return new HttpCall(call.method(), call.uri(), lines, call.body().orElse(null));
        });
        sender.authenticators.put("broken", call -> {
            throw new IllegalStateException("no ticket");
        });

        assertThat(sender.send(bean("mine"), null).headers("Authorization")).containsExactly("Mine GET");
        assertThatThrownBy(() -> sender.send(bean("broken"), null)).isInstanceOf(NotSentException.class)
                .hasMessageContaining("broken").hasMessageContaining("no ticket");
    }

    private static String bean(String name) {
        return auth("ref: '#" + name + "'");
    }

    private static String auth(String auth) {
        return "request: { url: \"@base@/a?b=1\", auth: { " + auth + " } }";
    }
}
