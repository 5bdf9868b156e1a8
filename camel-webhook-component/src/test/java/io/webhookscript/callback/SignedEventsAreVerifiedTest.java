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
package io.webhookscript.callback;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.standardwebhooks.Webhook;
import io.webhookscript.callback.CallbackApplication.Response;
import io.webhookscript.delivery.report.CallbackResult;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A signature counts for the bytes that were received, for five minutes, and once. Signed by the specification's SDK.
 */
class SignedEventsAreVerifiedTest {

    private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OLD_KEY = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final String EVENT = "{\"chatId\": \"c-1\", \"text\": \"Zo\u00eb\"}";

    private static final List<String> SCRIPTS = List.of("standard", "github", "slack", "stripe", "zendesk", "query");

    @TempDir
    private static Path folder;

    private static CallbackApplication app;
    private static volatile boolean failing;

    @BeforeAll
    static void start() throws Exception {
        app = CallbackApplication.in(folder).secret("sign", KEY).secret("sign_old", OLD_KEY).secret("hmac", "shared-secret")
                .script("standard", callback(
                        "/standard", "standardWebhooks: { secrets: [\"{{ secret.sign }}\", \"{{ secret.sign_old }}\"] }"))
                .script("github", callback(
                        "/github", "hmac: { header: X-Hub-Signature-256, secret: \"{{ secret.hmac }}\", prefix: \"sha256=\" }"))
                .script("slack", callback(
                        "/slack", "hmac: { header: X-Slack-Signature, secret: \"{{ secret.hmac }}\", prefix: \"v0=\","
                                  + " content: \"v0:{{ timestamp }}:{{ body }}\", timestampHeader: X-Slack-Request-Timestamp }"))
                .script("stripe", callback(
                        "/stripe", "hmac: { header: Stripe-Signature, secret: \"{{ secret.hmac }}\","
                                   + " prefix: \"t={{ timestamp }},v1=\", content: \"{{ timestamp }}.{{ body }}\" }"))
                .script("zendesk", callback(
                        "/zendesk",
                        "hmac: { header: X-Zendesk-Webhook-Signature, secret: \"{{ secret.hmac }}\", encoding: base64,"
                                    + " content: \"{{ timestamp }}{{ body }}\", timestampUnit: iso,"
                                    + " timestampHeader: X-Zendesk-Webhook-Signature-Timestamp }"))
                .script("query", callback(
                        "/query", "hmac: { param: sign, secret: \"{{ secret.hmac }}\", timestampParam: timestamp,"
                                  + " timestampUnit: ms, content: \"{{ timestamp }}:{{ body }}\" }"))
                .route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        for (String script : SCRIPTS) {
                            from("webhookscript:callback:" + script).process(exchange -> {
                                if (failing) {
                                    throw new IllegalStateException("not now");
                                }
                                app.keep(exchange);
                            });
                        }
                    }
                }).start();
        for (String script : SCRIPTS) {
            app.call(script, Map.of("chatId", "c-1"));
        }
    }

    private static String callback(String path, String signature) {
        return CallbackApplication.CHAT.replace("/callbacks/chat", path) + "  signature: { " + signature + " }\n";
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void aGenuineEventIsRoutedUnderItsId() throws Exception {
        assertThat(standard(KEY, "evt_1", now(), EVENT, EVENT).status()).isEqualTo(204);

        assertThat(app.routed().get(app.routed().size() - 1).getMessage().getHeaders())
                .containsEntry("CamelWebhookScriptCallbackId", "evt_1").doesNotContainKey("webhook-signature");
    }

    @Test
    void aRotatedSecretStillCounts() throws Exception {
        assertThat(standard(OLD_KEY, "evt_2", now(), EVENT, EVENT).status()).isEqualTo(204);
    }

    @Test
    void aSecondTimeItIsAReplay() throws Exception {
        long time = now();
        long before = app.count("standard", CallbackResult.REPLAYED);
        assertThat(standard(KEY, "evt_3", time, EVENT, EVENT).status()).isEqualTo(204);

        refused(standard(KEY, "evt_3", time, EVENT, EVENT));

        assertThat(app.count("standard", CallbackResult.REPLAYED)).isEqualTo(before + 1);
        assertThat(standard(KEY, "evt_3", time + 1, EVENT, EVENT).status()).as("a retry is signed anew").isEqualTo(204);
    }

    @Test
    void aReplayWithMoreSignaturesIsOneToo() throws Exception {
        long time = now();
        String signature = new Webhook(KEY).sign("evt_4", time, EVENT);
        assertThat(app.post("/standard", EVENT, "webhook-id: evt_4", "webhook-timestamp: " + time,
                "webhook-signature: " + signature).status()).isEqualTo(204);

        refused(app.post("/standard", EVENT, "webhook-id: evt_4", "webhook-timestamp: " + time,
                "webhook-signature: v1,AAAA " + signature));
    }

    @Test
    void anEventOfAFailedRouteMayComeAgain() throws Exception {
        long time = now();
        failing = true;
        try {
            assertThat(standard(KEY, "evt_5", time, EVENT, EVENT).status()).isEqualTo(500);
        } finally {
            failing = false;
        }
        assertThat(standard(KEY, "evt_5", time, EVENT, EVENT).status()).isEqualTo(204);
    }

    @Test
    void anEventOfAnUnknownSessionMayComeAgain() throws Exception {
        long time = now();
        String early = "{\"chatId\": \"c-early\"}";
        assertThat(standard(KEY, "evt_6", time, early, early).status()).isEqualTo(404);

        app.call("standard", Map.of("chatId", "c-early"));

        assertThat(standard(KEY, "evt_6", time, early, early).status()).isEqualTo(204);
    }

    @Test
    void anOldOrAFutureTimestampIsRefused() throws Exception {
        long before = app.count("standard", CallbackResult.TIMESTAMP);
        refused(standard(KEY, "evt_7", now() - 301, EVENT, EVENT));
        refused(standard(KEY, "evt_7", now() + 310, EVENT, EVENT));
        refused(standard(KEY, "evt_7", 0, EVENT, EVENT));

        assertThat(app.count("standard", CallbackResult.TIMESTAMP)).isEqualTo(before + 3);
        assertThat(standard(KEY, "evt_7", now() - 290, EVENT, EVENT).status()).isEqualTo(204);
    }

    @Test
    void otherBytesOrAnotherSecretAreRefused() throws Exception {
        refused(standard(KEY, "evt_8", now(), EVENT, EVENT + " "));
        refused(standard(KEY, "evt_8", now(), EVENT, "{\"chatId\": \"c-1\"}"));
        refused(standard("whsec_" + "A".repeat(32), "evt_8", now(), EVENT, EVENT));
    }

    @Test
    void aPartThatIsMissingOrGarbageIsRefused() throws Exception {
        long time = now();
        String signature = "webhook-signature: " + new Webhook(KEY).sign("evt_9", time, EVENT);
        String id = "webhook-id: evt_9";
        String timestamp = "webhook-timestamp: " + time;
        for (List<String> headers : List.of(
                List.<String> of(), List.of(id, timestamp), List.of(id, signature), List.of(timestamp, signature),
                List.of(id, timestamp, "webhook-signature: "), List.of(id, timestamp, "webhook-signature: v1,"),
                List.of(id, timestamp, "webhook-signature: v1"), List.of(id, timestamp, signature + "x"),
                List.of(id, timestamp, signature, signature), List.of(id, id, timestamp, signature),
                List.of(id, timestamp, timestamp, signature), List.of(id, "webhook-timestamp: 1e9", signature),
                List.of(id, "webhook-timestamp: -1", signature),
                List.of(id, "webhook-timestamp: 99999999999999999999999999", signature),
                List.of("webhook-id: " + "x".repeat(300), timestamp, signature), List.of("webhook-id: ", timestamp, signature),
                List.of("webhook-id: evt_10", timestamp, signature), List.of(id, "webhook-timestamp: 0" + time, signature))) {
            refused(app.post("/standard", EVENT, headers.toArray(String[]::new)));
        }
        assertThat(app.post("/standard", EVENT, id, timestamp, signature).status()).isEqualTo(204);
    }

    @Test
    void theSchemesOfKnownSendersAreVerified() throws Exception {
        String body = "{\"chatId\": \"c-1\", \"n\": 1}";
        String github = "X-Hub-Signature-256: sha256=" + hmac(body);
        assertThat(app.post("/github", body, github).status()).isEqualTo(204);
        refused(app.post("/github", body, github.toUpperCase(java.util.Locale.ROOT)));
        refused(app.post("/github", body + " ", github));

        long time = now();
        String slack = "X-Slack-Signature: v0=" + hmac("v0:" + time + ":" + body);
        assertThat(app.post("/slack", body, slack, "X-Slack-Request-Timestamp: " + time).status()).isEqualTo(204);
        refused(app.post("/slack", body, slack, "X-Slack-Request-Timestamp: " + time));
        refused(app.post("/slack", body, slack, "X-Slack-Request-Timestamp: " + (time + 1)));
        refused(app.post("/slack", body, slack));

        String stripe = "Stripe-Signature: t=" + time + ",v1=" + hmac(time + "." + body);
        assertThat(app.post("/stripe", body, stripe).status()).isEqualTo(204);
        refused(app.post("/stripe", body, stripe.replace("t=" + time, "t=" + (time + 1))));
        long old = time - 1_000;
        refused(app.post("/stripe", body, "Stripe-Signature: t=" + old + ",v1=" + hmac(old + "." + body)));
        refused(app.post("/stripe", body, "Stripe-Signature: v1=" + hmac(time + "." + body)));
    }

    @Test
    void fieldsOfAHeaderMayHaveAnyOrderAndUnknownOnesAreIgnored() throws Exception {
        long time = now();
        int number = 10;
        for (String header : List.of(
                "t=%1$s,v1=%2$s,v0=%3$s", "t=%1$s,v0=%3$s,v1=%2$s", "v1=%2$s,t=%1$s", "t=%1$s, v1=%2$s",
                "t=%1$s,v1=%3$s,v1=%2$s", "t=%1$s,v1=%2$s,v1=%3$s", "t=%1$s,,v1=%2$s,later")) {
            String body = "{\"chatId\": \"c-1\", \"n\": " + number++ + "}";
            String signature = "Stripe-Signature: " + header.formatted(time, hmac(time + "." + body), "ab".repeat(32));

            assertThat(app.post("/stripe", body, signature).status()).as(header).isEqualTo(204);
            refused(app.post("/stripe", body, signature + ",v2=00"));
        }
        for (String header : List.of(
                "t=%1$s,v0=%2$s", "t=%1$s,v1=%3$s,v0=%2$s", "t=%1$s,t=%1$s,v1=%2$s", "t=0,t=%1$s,v1=%2$s", "t=,v1=%2$s",
                "t=%1$s,v1=", "t=%1$s", "v1=%2$s", "t=0%1$s,v1=%2$s", ",", "t=%1$s;v1=%2$s", "T=%1$s,V1=%2$s")) {
            String body = "{\"chatId\": \"c-1\", \"n\": " + number++ + "}";

            refused(app.post("/stripe", body,
                    "Stripe-Signature: " + header.formatted(time, hmac(time + "." + body), "ab".repeat(32))));
        }
    }

    @Test
    void timesOfOtherUnitsAndPlacesAreRead() throws Exception {
        String body = "{\"chatId\": \"c-1\", \"n\": 2}";
        String iso = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
        String zendesk = "X-Zendesk-Webhook-Signature: " + java.util.Base64.getEncoder()
                .encodeToString(HexFormat.of().parseHex(hmac(iso + body)));
        String at = "X-Zendesk-Webhook-Signature-Timestamp: ";
        assertThat(app.post("/zendesk", body, zendesk, at + iso).status()).isEqualTo(204);
        refused(app.post("/zendesk", body, zendesk, at + iso));
        refused(app.post("/zendesk", body, zendesk, at + iso.replace("Z", ".000Z")));
        refused(app.post("/zendesk", body, zendesk, at + "yesterday"));
        String old = "2024-06-18T23:22:36Z";
        refused(app.post("/zendesk", body, "X-Zendesk-Webhook-Signature: " + java.util.Base64.getEncoder()
                .encodeToString(HexFormat.of().parseHex(hmac(old + body))), at + old));

        long millis = Instant.now().toEpochMilli();
        String sign = hmac(millis + ":" + body);
        assertThat(app.post("/query?timestamp=" + millis + "&sign=" + sign, body).status()).isEqualTo(204);
        refused(app.post("/query?timestamp=" + millis + "&sign=" + sign, body));
        refused(app.post("/query?timestamp=" + (millis + 1) + "&sign=" + sign, body));
        refused(app.post("/query?timestamp=" + millis + "&sign=" + sign + "&sign=" + sign, body));
        refused(app.post("/query?timestamp=" + millis, body, "sign: " + sign));
    }

    private static void refused(Response response) {
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.body()).isEqualTo(
                "{\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"The credentials are missing or wrong.\"}");
        assertThat(response.header("WWW-Authenticate")).isEqualTo("Signature realm=\"callback\"");
    }

    private static Response standard(String key, String id, long time, String signed, String sent) throws Exception {
        return app.post("/standard", sent, "webhook-id: " + id, "webhook-timestamp: " + time,
                "webhook-signature: " + new Webhook(key).sign(id, time, signed));
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static String hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("shared-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
