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

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.webhookscript.callback.CallbackApplication.Response;
import io.webhookscript.delivery.report.CallbackResult;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is no response event of an open session never reaches the route, and the server goes on. */
@Tag("slow")
class HostileRequestsDoNoHarmTest {

    private static final String BEARER = "Authorization: Bearer " + CallbackApplication.TOKEN;
    private static final String EVENT = "{\"chatId\": \"c-1\"}";
    private static final String HEAD = "POST /callbacks/chat HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                       + BEARER + "\r\n";

    @TempDir
    private static Path folder;

    private static CallbackApplication app;

    @BeforeAll
    static void start() throws Exception {
        app = CallbackApplication.in(folder).script("chat", CallbackApplication.BEARER).receiving("chat")
                .script("other", CallbackApplication.BEARER.replace("/callbacks/chat", "/callbacks/other")).receiving("other")
                .start();
    }

    @BeforeEach
    void open() {
        app.call("chat", Map.of("chatId", "c-1"));
        app.forgetRouted();
    }

    @AfterEach
    void nothingWasRoutedAndTheServerGoesOn() throws Exception {
        assertThat(app.routed()).isEmpty();
        assertThat(app.post("/callbacks/chat", EVENT, BEARER).status()).isEqualTo(204);
        assertThat(app.routed()).hasSize(1);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void manySlowBodiesHoldNobodyUp() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket("127.0.0.1", app.port());
                slow.add(socket);
                socket.getOutputStream().write((HEAD + "Content-Length: 20\r\n\r\n{\"c").getBytes(StandardCharsets.US_ASCII));
            }
            long begin = System.nanoTime();
            assertThat(app.post("/callbacks/chat", "{\"chatId\": \"unknown\"}", BEARER).status()).isEqualTo(404);
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(5));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void aHugeHeaderIsRefused() throws Exception {
        assertThat(app.post("/callbacks/chat", EVENT, BEARER, "X-Large: " + "x".repeat(100_000)).status()).isBetween(400, 431);
    }

    @Test
    void aBodyThatIsShorterThanItsLengthIsNoEvent() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", app.port())) {
            socket.getOutputStream().write((HEAD + "Content-Length: 1000\r\n\r\n" + EVENT).getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().readAllBytes()).asString(StandardCharsets.ISO_8859_1).doesNotContain(" 20");
        }
    }

    @Test
    void aBodyThatIsLongerThanItsLengthIsCutAndNotJson() throws Exception {
        Response response = app.send((HEAD + "Content-Length: 5\r\nConnection: close\r\n\r\n" + EVENT)
                .getBytes(StandardCharsets.US_ASCII));

        assertThat(response.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "zz\r\n{}\r\n0\r\n\r\n", "-1\r\n{}\r\n0\r\n\r\n", "ffffffffffffffffffff\r\n{}",
            "2\r\n{}garbage\r\n0\r\n\r\n" })
    void garbageInChunksIsNoEvent(String chunks) throws Exception {
        assertThat(raw(HEAD + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunks)).doesNotContain(" 20");
    }

    @Test
    void aLengthAndChunksTogetherAreNoTwoEvents() throws Exception {
        String smuggled = HEAD + "Content-Length: " + EVENT.length() + "\r\n\r\n" + EVENT;

        assertThat(raw(HEAD + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n"
                       + smuggled))
                .doesNotContain(" 204");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", app.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            InputStream response = socket.getInputStream();
            return new String(response.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void aSessionOfAnotherScriptIsUnknown() throws Exception {
        Response response = app.post("/callbacks/other", EVENT, BEARER);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.body()).isEqualTo(
                "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"The event belongs to no open session.\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{}", "[]", "null", "true", "42", "\"c-1\"", "{\"chatId\": null}", "{\"chatId\": \"\"}", "{\"chatId\": [\"c-1\"]}",
            "{\"chatId\": {\"c-1\": 1}}", "{\"chatId\": \"c-1\\u0000\"}", "{\"chatId\": \"c-1\\r\\nX: 1\"}",
            "{\"chatId\": \" c-1\"}", "{\"chatId\": \"C-1\"}", "{\"ChatId\": \"c-1\"}", "{\"chatId\": \"\\ud800\"}",
            "{\"chatId\": 1e999999999}", "{\"chatId\": true}", "{\"event\": {\"chatId\": \"c-1\"}}",
            "{\"chatId\": \"{{ secret.token }}\"}" })
    void whatNamesNoOpenSessionIsUnknown(String body) throws Exception {
        assertThat(app.post("/callbacks/chat", body, BEARER).status()).as(body).isIn(404, 400);
    }

    @Test
    void aVeryLongSessionIdIsUnknown() throws Exception {
        assertThat(app.post("/callbacks/chat", "{\"chatId\": \"" + "c".repeat(500_000) + "\"}", BEARER).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "%", "a=%", "a=%4", "a=%zz", "a%=1", "a=1&b=%g0", "a=%u0041", "a=%-1" })
    void aQueryWithABrokenEscapeIsRefused(String query) throws Exception {
        long before = app.count("chat", CallbackResult.QUERY);
        Exchange exchange = new DefaultExchange(app.camel().camelContext());
        exchange.getMessage().setHeaders(new HashMap<>(
                Map.of(
                        Exchange.HTTP_METHOD, "POST", Exchange.HTTP_QUERY, query, Exchange.CONTENT_TYPE, "application/json",
                        "Authorization", "Bearer " + CallbackApplication.TOKEN)));
        exchange.getMessage().setBody(EVENT);

        assertThat(app.post("/callbacks/chat?" + query, EVENT, BEARER).status()).as("Vert.x refuses it").isEqualTo(400);
        assertThat(processed(exchange).getHeader(Exchange.HTTP_RESPONSE_CODE)).as("another server does not").isEqualTo(400);

        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(
                "{\"title\":\"Bad Request\",\"status\":400,"
                                                                          + "\"detail\":\"The query has a percent sign that does not begin an escape such as %20.\"}");
        assertThat(app.count("chat", CallbackResult.QUERY)).isEqualTo(before + 1);
    }

    /** Hands a request over as a web server does. */
    private static Message processed(Exchange request) throws Exception {
        PlatformHttpComponent http = app.camel().camelContext().getComponent("platform-http", PlatformHttpComponent.class);
        http.getHttpEndpoints().stream().filter(endpoint -> endpoint.getUri().equals("/callbacks/chat")).findFirst()
                .orElseThrow().getConsumer().getProcessor().process(request);
        return request.getMessage();
    }

    @Test
    void whatIsNotOneJsonTextIsRefused() throws Exception {
        for (String body : List.of(
                "", " ", "hello", "{", "{\"chatId\": \"c-1\"", EVENT + EVENT, EVENT + "x", "{'chatId': 'c-1'}",
                "{\"chatId\": \"c-1\", \"chatId\": \"c-2\"}", "{\"a\": {\"b\": 1, \"b\": 2}, \"chatId\": \"c-1\"}",
                "[".repeat(10_000) + "]".repeat(10_000), "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
                "{\"chatId\": \"c-1\", \"n\": " + "9".repeat(5_000) + "}", "// c\n" + EVENT, "{\"chatId\": NaN}")) {
            Response response = app.post("/callbacks/chat", body, BEARER);
            assertThat(response.status()).as(body.substring(0, Math.min(50, body.length()))).isEqualTo(400);
            assertThat(response.body()).contains("\"title\":\"Bad Request\"");
        }
        assertThat(app.request("POST", "/callbacks/chat", new byte[] { '{', '"', (byte) 0xff, '"', ':', '1', '}' },
                BEARER, "Content-Type: application/json").status()).isEqualTo(400);
        assertThat(app.request("POST", "/callbacks/chat", EVENT.getBytes(StandardCharsets.UTF_16),
                BEARER, "Content-Type: application/json").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp",
            "application/json; charset=iso-8859-1", "application/json; charset=utf-16", "application/json; charset=unknown",
            "", "json" })
    void anotherTypeOrCharsetIsRefused(String type) throws Exception {
        byte[] body = EVENT.getBytes(StandardCharsets.UTF_8);

        assertThat(app.request("POST", "/callbacks/chat", body, BEARER, "Content-Type: " + type).status()).isEqualTo(415);
    }

    @Test
    void aMissingOrRepeatedTypeIsRefused() throws Exception {
        byte[] body = EVENT.getBytes(StandardCharsets.UTF_8);

        assertThat(app.request("POST", "/callbacks/chat", body, BEARER).status()).isEqualTo(415);
        assertThat(app.request("POST", "/callbacks/chat", body, BEARER, "Content-Type: text/plain",
                "Content-Type: application/json").status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "post", "FOO" })
    void onlyPostIsAllowed(String method) throws Exception {
        long before = app.count("chat", CallbackResult.METHOD);

        Response response = app.request(method, "/callbacks/chat", new byte[0], BEARER);

        assertThat(app.count("chat", CallbackResult.METHOD)).isEqualTo(before + 1);
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.header("Allow")).isEqualTo("POST");
        assertThat(response.body().isEmpty()).isEqualTo(method.equals("HEAD"));
    }

    @Test
    void aLargeBodyIsRefused() throws Exception {
        String mebibyte = "{\"chatId\": \"" + "x".repeat(1024 * 1024) + "\"}";
        assertThat(app.post("/callbacks/chat", mebibyte, BEARER).status()).isEqualTo(413);

        assertThat(raw(HEAD + "Content-Length: 99999999999\r\nConnection: close\r\n\r\n{")).contains(" 413 ");
        assertThat(raw(HEAD + "Content-Length: 99999999999999999999999999\r\nConnection: close\r\n\r\n{"))
                .containsAnyOf(" 400 ", " 413 ");
    }

    @Test
    void headersOfCamelFromOutsideDoNotReachTheRoute() throws Exception {
        app.post("/callbacks/chat?CamelHttpMethod=GET&CamelWebhookScriptSession=x", "{\"chatId\": \"none\"}", BEARER,
                "CamelHttpMethod: DELETE", "CamelWebhookScriptName: other");
        app.call("chat", Map.of("chatId", "c-2"));
        assertThat(app.post("/callbacks/chat?a=b", "{\"chatId\": \"c-2\"}", BEARER, "CamelWebhookScriptSession: c-1",
                "X-Mine: 1", "Cookie: a=b").status()).isEqualTo(204);

        List<Exchange> routed = app.routed();
        assertThat(routed).hasSize(1);
        assertThat(routed.get(0).getMessage().getHeaders().keySet()).allMatch(name -> name.startsWith("CamelWebhookScript"));
        assertThat(routed.get(0).getMessage().getHeader("CamelWebhookScriptSession")).isEqualTo("c-2");
        app.forgetRouted();
    }

    @Test
    void aClientThatLeavesIsNoProblem() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (Socket socket = new Socket("127.0.0.1", app.port())) {
                socket.getOutputStream().write((HEAD.toLowerCase(Locale.ROOT)).substring(0, 20 + i)
                        .getBytes(StandardCharsets.US_ASCII));
            }
        }
        Awaitility.await().untilAsserted(() -> assertThat(app.post("/callbacks/chat", "{}", BEARER).status()).isEqualTo(404));
    }
}
