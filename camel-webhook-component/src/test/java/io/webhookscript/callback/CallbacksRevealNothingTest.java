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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.webhookscript.LogLines;
import io.webhookscript.callback.CallbackApplication.Response;
import io.webhookscript.delivery.route.Deliveries;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Neither a log nor a response shows a secret, or a text of a stranger. */
class CallbacksRevealNothingTest {

    private static final String EVENT = "{\"chatId\": \"c-1\"}";

    @TempDir
    private Path folder;

    @Test
    void ofWhatWasSent() throws Exception {
        List<String> shown = new ArrayList<>();
        try (LogLines log = LogLines.of(Deliveries.class, Level.DEBUG);
             CallbackApplication app
                     = CallbackApplication.in(folder).script("chat", CallbackApplication.BEARER).receiving("chat").start()) {
            app.call("chat", Map.of("chatId", "c-1"));
            for (String headers : List.of(
                    "Authorization: Bearer " + CallbackApplication.TOKEN, "Authorization: Bearer guess-of-a-stranger",
                    "X: y")) {
                for (String body : List.of(EVENT, "{\"chatId\": \"marker-of-a-body\"}", "marker-of-a-body")) {
                    Response response = app.post("/callbacks/chat?marker-of-a-query", body, headers);
                    shown.add(response.headers() + response.body());
                }
            }
            shown.add(log.of(Level.WARN).collect(Collectors.joining()));
            shown.add(log.of(Level.DEBUG).collect(Collectors.joining()));
            assertThat(log.of(Level.WARN)).anyMatch(line -> line.contains("a response event was refused with status"));
        }
        assertThat(shown).noneMatch(text -> text.contains(CallbackApplication.TOKEN) || text.contains("marker")
                || text.contains("guess-of-a-stranger"));
    }

    @Test
    void ofASecretThatIsMissingEmptyOrUnusable() throws Exception {
        for (String auth : List.of(
                "auth: { bearer: \"{{ secret.missing }}\" }", "auth: { bearer: \"{{ secret.empty }}\" }",
                "auth: { basic: { username: a, password: \"{{ secret.empty }}\" } }",
                "auth: { apiKey: { in: header, name: X-Key, value: \"{{ secret.empty }}\" } }",
                "auth: { basic: { username: \"{{ secret.token }}:x\", password: \"{{ secret.token }}\" } }",
                "signature: { hmac: { header: X-Signature, secret: \"{{ secret.empty }}\" } }",
                "signature: { standardWebhooks: { secrets: [\"{{ secret.token }}\"] } }")) {
            try (LogLines log = LogLines.of(Deliveries.class, Level.WARN);
                 CallbackApplication app = CallbackApplication.in(folder).secret("empty", "")
                         .script("chat", CallbackApplication.CHAT + "  " + auth + "\n").receiving("chat").start()) {
                app.call("chat", Map.of("chatId", "c-1"));

                for (String credentials : List.of("Authorization: Bearer ", "Authorization: Basic YTo=", "X-Key: ")) {
                    Response response = app.post("/callbacks/chat", EVENT, credentials, "X-Signature: 00", "webhook-id: 1",
                            "webhook-timestamp: " + java.time.Instant.now().getEpochSecond(), "webhook-signature: v1,00");
                    assertThat(response.status()).as(auth).isEqualTo(500);
                    assertThat(response.body()).contains("The event could not be processed.");
                }
                assertThat(app.routed()).isEmpty();
                assertThat(log.of(Level.WARN)).as(auth).anyMatch(line -> line.contains("status 500: failed: "))
                        .noneMatch(line -> line.contains(CallbackApplication.TOKEN));
            }
        }
    }
}
