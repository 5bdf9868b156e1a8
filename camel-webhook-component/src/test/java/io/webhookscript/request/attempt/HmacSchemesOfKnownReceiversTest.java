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
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.webhookscript.http.RawReceiver;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.RenderedRequest;
import io.webhookscript.request.render.RequestRenderer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HmacSchemesOfKnownReceiversTest {

    private static final String SECRET = "It's a Secret to Everybody";

    private Sender sender;

    @BeforeEach
    void open() throws IOException {
        sender = new Sender();
        sender.secrets.put("sign", SECRET);
    }

    @AfterEach
    void close() throws IOException {
        sender.close();
    }

    @Test
    void signsAsGitHubDoes() throws Exception {
        RawReceiver.Request request = sender.send(
                script("{ header: X-Hub-Signature-256, secret: \"{{ secret.sign }}\", prefix: sha256= }"), "Hello, World!");

        // the example of GitHub's documentation
        assertThat(request.headers("X-Hub-Signature-256"))
                .containsExactly("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    }

    @Test
    void signsAsShopifyDoes() throws Exception {
        RawReceiver.Request request = sender.send(
                script("{ header: X-Shopify-Hmac-SHA256, secret: \"{{ secret.sign }}\", encoding: base64 }"), "h\u00e9llo");

        assertThat(request.headers("X-Shopify-Hmac-SHA256"))
                .containsExactly(Base64.getEncoder().encodeToString(hmac("HmacSHA256", "h\u00e9llo")));
    }

    @Test
    void signsAsStripeDoes() throws Exception {
        RawReceiver.Request request = sender.send(
                script("""
                        { header: Stripe-Signature, secret: "{{ secret.sign }}", prefix: "t={{ timestamp }},v1=", content: "{{ timestamp }}.{{ body }}" }"""),
                "{\"id\":1}");

        long now = Sender.NOW.getEpochSecond();
        String expected = HexFormat.of().formatHex(hmac("HmacSHA256", now + "." + request.text()));
        assertThat(request.headers("Stripe-Signature")).containsExactly("t=" + now + ",v1=" + expected);
    }

    /** Slack takes nothing that is older than five minutes, so a retry has a time of its own. */
    @Test
    void signsAsSlackDoesWithTheTimeOfTheAttempt() throws Exception {
        TemplateInputs data = sender.data(sender.script("""
                request:
                  url: "@base@/"
                  method: POST
                  signature:
                    hmac:
                      header: X-Slack-Signature
                      secret: "{{ secret.sign }}"
                      prefix: v0=
                      content: "v0:{{ timestamp }}:{{ body }}"
                      timestampHeader: X-Slack-Request-Timestamp
                  body: { text: "{{ event }}" }
                """), "token=x&team=T1");
        RenderedRequest rendered = new RequestRenderer(List.of()).render(data);

        sender.response(rendered, data, sender.sealer(), Sender.NOW);
        sender.response(rendered, data, sender.sealer(), Sender.NOW.plusSeconds(3_600));

        for (int i = 0; i < 2; i++) {
            RawReceiver.Request request = sender.receiver.requests().get(i);
            String time = String.valueOf(Sender.NOW.getEpochSecond() + i * 3_600);
            assertThat(request.headers("X-Slack-Request-Timestamp")).containsExactly(time);
            assertThat(request.headers("X-Slack-Signature")).containsExactly(
                    "v0=" + HexFormat.of().formatHex(hmac("HmacSHA256", "v0:" + time + ":token=x&team=T1")));
        }
    }

    @ParameterizedTest
    @CsvSource({ "sha1,HmacSHA1", "sha256,HmacSHA256", "sha512,HmacSHA512" })
    void signsWithEachAlgorithm(String algorithm, String mac) throws Exception {
        RawReceiver.Request request = sender.send(
                script("{ header: X-S, secret: \"{{ secret.sign }}\", algorithm: " + algorithm + " }"), "abc");

        assertThat(request.headers("X-S")).containsExactly(HexFormat.of().formatHex(hmac(mac, "abc")));
    }

    @Test
    void signsTheBytesOfABodyThatIsNoText() throws Exception {
        byte[] bytes = { (byte) 0xFF, 0, (byte) 0xFE };
        RawReceiver.Request request = sender.send("""
                request:
                  url: "@base@/"
                  method: POST
                  signature: { hmac: { header: X-S, secret: "{{ secret.sign }}", content: "<{{ body }}|{{ body }}>" } }
                  body: { binary: event, contentType: image/x }
                """, bytes);

        Mac mac = mac("HmacSHA256");
        mac.update((byte) '<');
        mac.update(bytes);
        mac.update((byte) '|');
        mac.update(bytes);
        assertThat(request.headers("X-S")).containsExactly(HexFormat.of().formatHex(mac.doFinal(new byte[] { '>' })));
    }

    @Test
    void signsWhatTheContentMakesOfTheBody() throws Exception {
        RawReceiver.Request request = sender.send(
                script("{ header: X-S, secret: \"{{ secret.sign }}\", content: \"{{ body | upper }}\" }"), "abc");

        assertThat(request.headers("X-S")).containsExactly(HexFormat.of().formatHex(hmac("HmacSHA256", "ABC")));
    }

    @Test
    void refusesAnEmptySecret() {
        sender.secrets.put("sign", "");

        assertThatThrownBy(() -> sender.send(script("{ header: X-S, secret: \"{{ secret.sign }}\" }"), "abc"))
                .isInstanceOf(NotSentException.class);
    }

    @Test
    void asksABeanForASignature() throws Exception {
        sender.signers.put("mine", (call, id, timestamp) -> List.of(new HttpHeader("X-Mine", id + "@" + timestamp)));

        RawReceiver.Request request = sender.send("request: { url: \"@base@/\", signature: { ref: '#mine' } }", Map.of());

        assertThat(request.headers("X-Mine")).containsExactly(sender.messageId + "@" + Sender.NOW);
    }

    private static String script(String hmac) {
        return "request:\n  url: \"@base@/\"\n  method: POST\n  signature:\n    hmac: " + hmac
               + "\n  body: { text: \"{{ event }}\" }\n";
    }

    private static byte[] hmac(String algorithm, String text) throws GeneralSecurityException {
        return mac(algorithm).doFinal(text.getBytes(UTF_8));
    }

    private static Mac mac(String algorithm) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), algorithm));
        return mac;
    }
}
