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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.webhookscript.callback.CallbackApplication.Response;
import io.webhookscript.delivery.report.CallbackResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who lacks the credentials gets the same 401 whatever is wrong, and learns nothing of sessions and bodies. */
class StrangersAreRefusedTest {

    private static final String EVENT = "{\"chatId\": \"c-1\"}";
    private static final String UNAUTHORIZED
            = "{\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"The credentials are missing or wrong.\"}";
    private static final String BASIC = "auth: { basic: { username: chat, password: \"{{ secret.password }}\" } }";
    private static final String KEY = "auth: { apiKey: { in: header, name: X-Api-Key, value: \"{{ secret.key }}\" } }";
    private static final String QUERY = "auth: { apiKey: { in: query, name: key, value: \"{{ secret.key }}\" } }";

    @TempDir
    private static Path folder;

    private static CallbackApplication app;

    @BeforeAll
    static void start() throws Exception {
        app = CallbackApplication.in(folder).secret("password", "pass:word").secret("key", "key-of-the-chat")
                .secret("other", "token-of-another-script")
                .script("bearer", CallbackApplication.BEARER.replace("/callbacks/chat", "/bearer")).receiving("bearer")
                .script("another", CallbackApplication.BEARER.replace("/callbacks/chat", "/another").replace("secret.token",
                        "secret.other"))
                .receiving("another")
                .script("basic", callback("/basic", BASIC)).receiving("basic")
                .script("key", callback("/key", KEY)).receiving("key")
                .script("query", callback("/query", QUERY)).receiving("query").start();
        for (String script : List.of("bearer", "another", "basic", "key", "query")) {
            app.call(script, Map.of("chatId", "c-1"));
        }
    }

    private static String callback(String path, String auth) {
        return CallbackApplication.CHAT.replace("/callbacks/chat", path) + "  " + auth + "\n";
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    static Stream<String[]> known() {
        return Stream.of(
                new String[] { "/bearer", "Authorization: Bearer " + CallbackApplication.TOKEN },
                new String[] { "/bearer", "authorization: bearer   " + CallbackApplication.TOKEN },
                new String[] { "/another", "Authorization: Bearer token-of-another-script" },
                new String[] { "/basic", "Authorization: Basic " + base64("chat:pass:word") },
                new String[] { "/key", "x-api-key: key-of-the-chat" },
                new String[] { "/query?key=key-of-the-chat", "X: 1" },
                new String[] { "/query?a=b&key=key%2Dof-the-chat", "X: 1" });
    }

    @ParameterizedTest
    @MethodSource("known")
    void whoHasThemIsTakenIn(String path, String header) throws Exception {
        assertThat(app.post(path, EVENT, header).status()).isEqualTo(204);
    }

    static Stream<List<String>> strangers() {
        return Stream.of(
                List.of("/bearer"),
                List.of("/bearer", "Authorization: Bearer"),
                List.of("/bearer", "Authorization: Bearer "),
                List.of("/bearer", "Authorization: Bearer wrong"),
                List.of("/bearer", "Authorization: Bearer " + CallbackApplication.TOKEN + "x"),
                List.of("/bearer", "Authorization: Bearer " + CallbackApplication.TOKEN.substring(1)),
                List.of("/bearer", "Authorization: Bearer " + CallbackApplication.TOKEN.toUpperCase(java.util.Locale.ROOT)),
                List.of("/bearer", "Authorization: Bearer token-of-another-script"),
                List.of("/bearer", "Authorization: " + CallbackApplication.TOKEN),
                List.of("/bearer", "Authorization: Basic " + base64(CallbackApplication.TOKEN)),
                List.of("/bearer", "Authorization: Bearer " + CallbackApplication.TOKEN, "Authorization: Bearer wrong"),
                List.of("/bearer", "Authorization: Bearer wrong", "Authorization: Bearer " + CallbackApplication.TOKEN),
                List.of("/bearer", "Authorization: Bearer " + CallbackApplication.TOKEN,
                        "Authorization: Bearer " + CallbackApplication.TOKEN),
                List.of("/bearer?Authorization=Bearer%20" + CallbackApplication.TOKEN),
                List.of("/bearer?authorization=x", "Authorization: Bearer " + CallbackApplication.TOKEN),
                List.of("/bearer", "X-Authorization: Bearer " + CallbackApplication.TOKEN),
                List.of("/bearer", "Authorization: Bearer {{ secret.token }}"),
                List.of("/basic", "Authorization: Basic " + base64("chat:wrong")),
                List.of("/basic", "Authorization: Basic " + base64("other:pass:word")),
                List.of("/basic", "Authorization: Basic " + base64(":")),
                List.of("/basic", "Authorization: Basic !!!"),
                List.of("/basic", "Authorization: Basic"),
                List.of("/basic"),
                List.of("/key"),
                List.of("/key", "X-Api-Key: "),
                List.of("/key", "X-Api-Key: wrong"),
                List.of("/key", "X-Api-Key: key-of-the-chat", "X-Api-Key: key-of-the-chat"),
                List.of("/key?X-Api-Key=key-of-the-chat"),
                List.of("/query"),
                List.of("/query?key="),
                List.of("/query?key=wrong"),
                List.of("/query?KEY=key-of-the-chat"),
                List.of("/query?key=key-of-the-chat&key=key-of-the-chat"),
                List.of("/query?key=wrong&key=key-of-the-chat"),
                List.of("/query", "key: key-of-the-chat"));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void everybodyElseGetsTheSameResponse(List<String> request) throws Exception {
        String script = request.get(0).replaceFirst("^/(\\w+).*", "$1");
        long before = app.count(script, CallbackResult.CREDENTIALS);
        int routed = app.routed().size();

        Response response = app.post(request.get(0), EVENT, request.subList(1, request.size()).toArray(String[]::new));

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.body()).isEqualTo(UNAUTHORIZED);
        assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.header("WWW-Authenticate")).isEqualTo(switch (script) {
            case "bearer" -> "Bearer realm=\"callback\"";
            case "basic" -> "Basic realm=\"callback\", charset=\"UTF-8\"";
            default -> "ApiKey realm=\"callback\"";
        });
        assertThat(app.count(script, CallbackResult.CREDENTIALS)).isEqualTo(before + 1);
        assertThat(app.routed()).hasSize(routed);
    }

    /** Session, size, type and form of the body are looked at after the credentials. */
    @Test
    void theyLearnNothingOfTheRest() throws Exception {
        String large = "x".repeat(2 * 1024 * 1024);
        for (String body : List.of(EVENT, "{\"chatId\": \"unknown\"}", "not json", "", large)) {
            assertThat(app.post("/bearer", body, "Authorization: Bearer wrong").body()).isEqualTo(UNAUTHORIZED);
        }
        assertThat(app.request("POST", "/bearer", new byte[0], "Content-Type: text/xml").body()).isEqualTo(UNAUTHORIZED);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
