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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Real keys are bytes that are not text, and real receivers sign more than the body. */
class SignaturesAreMadeOfBytesAndOfTheRequestTest {

    /** Not UTF-8: a key of 32 random bytes nearly never is. */
    private static final byte[] KEY
            = HexFormat.of().parseHex("ff80fe00c328a1e2e28281f0ffee0d0a0102030405060708090a0b0c0d0e0f10");

    @TempDir
    private Path folder;

    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder);
    }

    @AfterEach
    void close() {
        camel.close();
    }

    private void secret(String name, String value) {
        camel.camelContext().getPropertiesComponent().addInitialProperty("webhookscript.secret." + name, value);
    }

    private Exchange call(String signature) throws Exception {
        return camel.script("hook", """
                request:
                  url: "{{ context.receiver }}/hook?a=1"
                  params: { b: "x y" }
                  headers: { X-Date: now }
                  signature: { hmac: %s }
                  body: { json: { id: "{{ id }}" } }
                """.formatted(signature)).start().call("webhookscript:hook", Map.of("id", "é"));
    }

    private RawReceiver.Request signed(String signature) throws Exception {
        assertThat(call(signature).getException()).isNull();
        return camel.receiver().requests().get(0);
    }

    private static byte[] mac(String algorithm, byte[] key, byte[]... parts) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = { "b64decode", "hexdecode", "upper | hexdecode" })
    void aKeyOfBytesSignsAsBytes(String filters) throws Exception {
        secret("k", filters.equals("b64decode") ? Base64.getEncoder().encodeToString(KEY) : HexFormat.of().formatHex(KEY));

        RawReceiver.Request request = signed("{ header: X-Signature, secret: \"{{ secret.k | " + filters + " }}\" }");

        assertThat(request.headers("X-Signature"))
                .containsExactly(HexFormat.of().formatHex(mac("HmacSHA256", KEY, request.body())));
    }

    @Test
    void bytesInTheContentAreSignedAsBytes() throws Exception {
        secret("k", "a-key");
        secret("salt", HexFormat.of().formatHex(KEY));

        RawReceiver.Request request = signed(
                "{ header: X-Signature, secret: \"{{ secret.k }}\", content: \"{{ timestamp }}{{ body | hash | hexdecode }}.{{ body }}\","
                                             + " timestampHeader: X-Time }");

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(request.body());
        assertThat(request.headers("X-Signature")).containsExactly(HexFormat.of().formatHex(mac("HmacSHA256", bytes("a-key"),
                bytes(request.headers("X-Time").get(0)), digest, bytes("."), request.body())));
    }

    /** Adyen signs fields of the event with a key in hexadecimal, and the signature stands in the body. */
    @Test
    void theFilterHmacTakesAKeyInHexadecimal() throws Exception {
        secret("k", HexFormat.of().formatHex(KEY));
        Exchange exchange = camel.script("adyen", """
                request:
                  url: "{{ context.receiver }}/"
                  body:
                    json:
                      hmacSignature: "{{ [psp, '', amount] | join(':') | hmac(secret.k | hexdecode, encoding='base64') }}"
                """).start().call("webhookscript:adyen", Map.of("psp", "7914073381342284", "amount", 1130));

        assertThat(exchange.getException()).isNull();
        assertThat(camel.receiver().requests().get(0).text()).isEqualTo("{\"hmacSignature\":\""
                                                                        + Base64.getEncoder()
                                                                                .encodeToString(mac("HmacSHA256", KEY,
                                                                                        bytes("7914073381342284::1130")))
                                                                        + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "abc", "zz", "0x12", "12 34" })
    void whatIsNotHexadecimalIsAnErrorThatDoesNotRepeatIt(String secret) throws Exception {
        secret("k", secret + "!?secret");

        WebhookScriptException failure = call("{ header: X-Signature, secret: \"{{ secret.k | hexdecode }}\" }")
                .getException(WebhookScriptException.class);

        assertThat(failure.getReason()).contains("hexadecimal").doesNotContain("!?secret");
    }

    /** Square: the notification's URL and the body, in base64. */
    @Test
    void theUrlIsSignedAsItGoesOut() throws Exception {
        secret("k", "signature-key");

        RawReceiver.Request request = signed(
                "{ header: x-square-hmacsha256-signature, secret: \"{{ secret.k }}\", encoding: base64, content: \"{{ request.url }}{{ body }}\" }");

        String url = camel.receiver().uri("/hook?a=1&b=x%20y").toString();
        assertThat(request.headers("x-square-hmacsha256-signature")).containsExactly(
                Base64.getEncoder().encodeToString(mac("HmacSHA256", bytes("signature-key"), bytes(url), request.body())));
    }

    /** HubSpot, version 3: method, URL, body and the time in milliseconds. */
    @Test
    void theMethodAndMillisecondsAreSigned() throws Exception {
        secret("k", "app-secret");

        RawReceiver.Request request = signed(
                """
                        { header: X-HubSpot-Signature-v3, secret: "{{ secret.k }}", encoding: base64, timestampHeader: X-HubSpot-Request-Timestamp,
                        timestampUnit: ms, content: "{{ request.method }}{{ request.url }}{{ body }}{{ timestamp }}" }"""
                        .replace("\n", " "));

        String time = request.headers("X-HubSpot-Request-Timestamp").get(0);
        assertThat(time).hasSize(13);
        assertThat(Math.abs(System.currentTimeMillis() - Long.parseLong(time))).isLessThan(60_000);
        String url = camel.receiver().uri("/hook?a=1&b=x%20y").toString();
        assertThat(request.headers("X-HubSpot-Signature-v3")).containsExactly(Base64.getEncoder().encodeToString(
                mac("HmacSHA256", bytes("app-secret"), bytes("POST" + url), request.body(), bytes(time))));
    }

    @Test
    void chosenHeadersAreSigned() throws Exception {
        secret("k", "a-key");

        RawReceiver.Request request = signed(
                "{ header: X-Signature, secret: \"{{ secret.k }}\", timestampHeader: X-Time, content: \"{{ request.headers['x-date'] }};"
                                             + "{{ request.headers['Content-Type'] }};{{ request.headers['X-Time'] }};{{ request.headers.none }}\" }");

        assertThat(request.headers("X-Signature")).containsExactly(HexFormat.of().formatHex(mac("HmacSHA256", bytes("a-key"),
                bytes("now;application/json;" + request.headers("X-Time").get(0) + ";"))));
    }

    /** Coinbase: time, method, path and body, with a key in base64. */
    @Test
    void signsAsCoinbaseWants() throws Exception {
        secret("k", Base64.getEncoder().encodeToString(KEY));

        RawReceiver.Request request = signed(
                """
                        { header: CB-ACCESS-SIGN, secret: "{{ secret.k | b64decode }}", encoding: base64, timestampHeader: CB-ACCESS-TIMESTAMP,
                        content: "{{ timestamp }}{{ request.method }}/{{ request.url | split('/', 3) | last }}{{ body }}" }"""
                        .replace("\n", " "));

        String time = request.headers("CB-ACCESS-TIMESTAMP").get(0);
        assertThat(request.headers("CB-ACCESS-SIGN")).containsExactly(Base64.getEncoder()
                .encodeToString(mac("HmacSHA256", KEY, bytes(time + "POST/hook?a=1&b=x%20y"), request.body())));
    }

    /** Kraken: the path, and behind it the digest, in bytes, of a nonce and the body, with SHA-512. */
    @Test
    void signsAsKrakenWants() throws Exception {
        secret("k", Base64.getEncoder().encodeToString(KEY));

        RawReceiver.Request request = signed(
                """
                        { header: API-Sign, secret: "{{ secret.k | b64decode }}", algorithm: sha512, encoding: base64, timestampHeader: X-Nonce,
                        timestampUnit: ms, content: "/0/private/AddOrder{{ (timestamp ~ body) | hash | hexdecode }}" }"""
                        .replace("\n", " "));

        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(bytes(request.headers("X-Nonce").get(0) + new String(request.body(), StandardCharsets.UTF_8)));
        assertThat(request.headers("API-Sign")).containsExactly(
                Base64.getEncoder().encodeToString(mac("HmacSHA512", KEY, bytes("/0/private/AddOrder"), digest)));
    }

    /** Contentful: method, path, headers and body, each on a line. */
    @Test
    void signsAsContentfulWants() throws Exception {
        secret("k", "a-key");

        RawReceiver.Request request = signed(
                """
                        { header: X-Contentful-Signature, secret: "{{ secret.k }}", timestampHeader: X-Contentful-Timestamp, timestampUnit: ms,
                        content: "{{ request.method }}\\n/hook\\nx-contentful-timestamp:{{ request.headers['x-contentful-timestamp'] }}\\n{{ body }}" }"""
                        .replace("\n", " "));

        String signed = "POST\n/hook\nx-contentful-timestamp:" + request.headers("X-Contentful-Timestamp").get(0) + "\n";
        assertThat(request.headers("X-Contentful-Signature"))
                .containsExactly(HexFormat.of().formatHex(mac("HmacSHA256", bytes("a-key"), bytes(signed), request.body())));
    }

    /** Trello: the body and the URL, with SHA-1. */
    @Test
    void signsAsTrelloWants() throws Exception {
        secret("k", "app-secret");

        RawReceiver.Request request = signed(
                "{ header: X-Trello-Webhook, secret: \"{{ secret.k }}\", algorithm: sha1, encoding: base64, content: \"{{ body }}{{ request.url }}\" }");

        assertThat(request.headers("X-Trello-Webhook")).containsExactly(Base64.getEncoder().encodeToString(mac("HmacSHA1",
                bytes("app-secret"), request.body(), bytes(camel.receiver().uri("/hook?a=1&b=x%20y").toString()))));
    }

    /** Zendesk: the time as text and the body. */
    @Test
    void theTimeIsSignedAsText() throws Exception {
        secret("k", "signing-secret");

        RawReceiver.Request request = signed(
                """
                        { header: X-Zendesk-Webhook-Signature, secret: "{{ secret.k }}", encoding: base64, content: "{{ timestamp }}{{ body }}",
                        timestampHeader: X-Zendesk-Webhook-Signature-Timestamp, timestampUnit: iso }"""
                        .replace("\n", " "));

        String time = request.headers("X-Zendesk-Webhook-Signature-Timestamp").get(0);
        assertThat(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(Instant.parse(time)).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(request.headers("X-Zendesk-Webhook-Signature")).containsExactly(Base64.getEncoder().encodeToString(
                mac("HmacSHA256", bytes("signing-secret"), bytes(time), request.body())));
    }

    /** DingTalk: the time and the secret itself, in the query of the URL. */
    @Test
    void theSignatureIsSentInTheQuery() throws Exception {
        secret("k", "SECabc+/=");

        RawReceiver.Request request = signed(
                """
                        { param: sign, secret: "{{ secret.k }}", encoding: base64, content: "{{ timestamp }}\\n{{ secret.k }}",
                        timestampParam: timestamp, timestampUnit: ms }"""
                        .replace("\n", " "));

        Matcher sent = Pattern.compile("POST /hook\\?a=1&b=x%20y&timestamp=(\\d{13})&sign=([A-Za-z0-9%]+) HTTP/1.1")
                .matcher(request.line());
        assertThat(sent.matches()).as(request.line()).isTrue();
        assertThat(URLDecoder.decode(sent.group(2), StandardCharsets.UTF_8)).isEqualTo(Base64.getEncoder()
                .encodeToString(mac("HmacSHA256", bytes("SECabc+/="), bytes(sent.group(1) + "\nSECabc+/="))));
    }

    /** The URL that is signed has the time, and not the signature, which comes last. */
    @Test
    void theUrlIsSignedWithTheTimeInIt() throws Exception {
        secret("k", "a-key");

        RawReceiver.Request request = signed(
                "{ param: sig, prefix: \"v1 \", secret: \"{{ secret.k }}\", timestampParam: t, content: \"{{ request.url }}\" }");

        String target = request.line().split(" ")[1];
        String signed = target.substring(0, target.indexOf("&sig="));
        assertThat(signed).matches("/hook\\?a=1&b=x%20y&t=\\d{10}");
        assertThat(target).endsWith("&sig=v1%20" + HexFormat.of().formatHex(
                mac("HmacSHA256", bytes("a-key"), bytes(camel.receiver().uri(signed).toString()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{ secret: \"{{ secret.k }}\" }", "{ header: X-A, param: a, secret: \"{{ secret.k }}\" }",
            "{ param: \"{{ id }}\", secret: \"{{ secret.k }}\" }",
            "{ param: a, timestampHeader: X-T, timestampParam: t, secret: \"{{ secret.k }}\" }" })
    void aSignatureIsSentInOnePlace(String signature) {
        assertThatThrownBy(() -> call(signature)).rootCause().hasMessageContaining("request.signature.hmac");
    }
}
