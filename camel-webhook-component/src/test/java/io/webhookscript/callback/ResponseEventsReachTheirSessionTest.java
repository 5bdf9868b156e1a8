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

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.webhookscript.WebhookScriptTestSupport;
import io.webhookscript.callback.CallbackApplication.Response;
import io.webhookscript.delivery.report.CallbackResult;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A delivered call opens a session, and the route gets the response events that are sent into it. */
class ResponseEventsReachTheirSessionTest {

    private static final String BEARER = "Authorization: Bearer " + CallbackApplication.TOKEN;

    @TempDir
    private Path folder;

    @Test
    void anEventIsRoutedWithItsSession() throws Exception {
        try (CallbackApplication app
                = CallbackApplication.in(folder).script("chat", CallbackApplication.BEARER).receiving("chat").start()) {
            Exchange call = app.camel().call("webhookscript:chat", Map.of("chatId", "c-1", "event", "MESSAGE"));

            Response response = app.post("/callbacks/chat", "{\"chatId\": \"c-1\", \"text\": \"hi\", \"amount\": 1.10}", BEARER,
                    "Webhook-Hops: 2");

            assertThat(response.status()).isEqualTo(204);
            assertThat(response.body()).isEmpty();
            Message message = app.routed().get(0).getMessage();
            assertThat(message.getBody()).isEqualTo(
                    Map.of("chatId", "c-1", "text", "hi", "amount", new BigDecimal("1.10")));
            assertThat(message.getHeaders()).containsEntry("CamelWebhookScriptName", "chat")
                    .containsEntry("CamelWebhookScriptSession", "c-1")
                    .containsEntry("CamelWebhookScriptMessageId", call.getMessage().getHeader("CamelWebhookScriptMessageId"))
                    .containsKey("CamelWebhookScriptVersion").containsEntry("Webhook-Hops", "2").hasSize(5);
            assertThat(app.routed().get(0).getFromRouteId()).isEqualTo("from-chat");
            assertThat(app.count("chat", CallbackResult.ACCEPTED)).isOne();
            assertThat(app.status("chat").openSessions()).isOne();
        }
    }

    @Test
    void anEndClosesTheSession() throws Exception {
        try (CallbackApplication app
                = CallbackApplication.in(folder).script("chat", CallbackApplication.BEARER).receiving("chat").start()) {
            app.call("chat", Map.of("chatId", 7, "event", "MESSAGE"));
            assertThat(app.post("/callbacks/chat", "{\"chatId\": \"7\"}", BEARER).status()).isEqualTo(204);

            app.call("chat", Map.of("chatId", 7, "event", "END"));

            assertThat(app.post("/callbacks/chat", "{\"chatId\": 7}", BEARER).status()).isEqualTo(404);
            assertThat(app.status("chat").openSessions()).isZero();
            assertThat(app.routed()).hasSize(1);
        }
    }

    @Test
    void aFailedCallOpensNone() throws Exception {
        RawReceiver receiver = RawReceiver.answering(RawReceiver.response(400, "text/plain", "no"));
        try (CallbackApplication app = CallbackApplication.of(new WebhookScriptTestSupport(receiver, folder))
                .script("chat", CallbackApplication.BEARER).receiving("chat").start()) {
            app.camel().call("webhookscript:chat", Map.of("chatId", "c-1"));

            assertThat(app.post("/callbacks/chat", "{\"chatId\": \"c-1\"}", BEARER).status()).isEqualTo(404);
        }
    }

    @Test
    void theResponseOfTheReceiverMayNameTheSession() throws Exception {
        RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "application/json", "{\"conversation\": 99}"));
        String script = CallbackApplication.BEARER.replace("{{ event.chatId }}\"\n  from",
                "{{ response.body.conversation }}\"\n  from");
        try (CallbackApplication app = CallbackApplication.of(new WebhookScriptTestSupport(receiver, folder))
                .script("chat", script).receiving("chat").start()) {
            app.call("chat", Map.of("chatId", "c-1"));

            assertThat(app.post("/callbacks/chat", "{\"chatId\": \"c-1\"}", BEARER).status()).isEqualTo(404);
            assertThat(app.post("/callbacks/chat", "{\"chatId\": 99}", BEARER).status()).isEqualTo(204);
        }
    }

    @Test
    void aSessionEndsAfterItsTime() throws Exception {
        try (CallbackApplication app = CallbackApplication.in(folder)
                .script("chat", CallbackApplication.BEARER + "  sessionTtl: 1ms\n").receiving("chat").start()) {
            app.call("chat", Map.of("chatId", "c-1"));
            org.awaitility.Awaitility.await().until(() -> app.status("chat").openSessions() == 0);

            assertThat(app.post("/callbacks/chat", "{\"chatId\": \"c-1\"}", BEARER).status()).isEqualTo(404);
        }
    }

    @Test
    void theRouteGivesTheResponse() throws Exception {
        try (CallbackApplication app = CallbackApplication.in(folder).script("chat", CallbackApplication.BEARER)
                .route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("webhookscript:callback:chat").setHeader("X-Queue", constant("7"))
                                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202))
                                .setBody(exchange -> Map.of("taken", List.of(true)));
                    }
                }).start()) {
            app.call("chat", Map.of("chatId", "c-1"));

            Response response = app.post("/callbacks/chat", "{\"chatId\": \"c-1\"}", BEARER, "X-Mine: 1");

            assertThat(response.status()).isEqualTo(202);
            assertThat(response.body()).isEqualTo("{\"taken\":[true]}");
            assertThat(response.header("Content-Type")).isEqualTo("application/json");
            assertThat(response.header("X-Queue")).isEqualTo("7");
            assertThat(response.headers()).doesNotContainKeys("x-mine", "authorization", "camelwebhookscriptsession");
        }
    }

    @Test
    void aFailingRouteTellsNothing() throws Exception {
        try (CallbackApplication app = CallbackApplication.in(folder).script("chat", CallbackApplication.BEARER)
                .route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("webhookscript:callback:chat")
                                .throwException(new IllegalStateException("password of the database"));
                    }
                }).start()) {
            app.call("chat", Map.of("chatId", "c-1"));

            Response response = app.post("/callbacks/chat", "{\"chatId\": \"c-1\"}", BEARER);

            assertThat(response.status()).isEqualTo(500);
            assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(response.body()).isEqualTo(
                    "{\"title\":\"Internal Server Error\",\"status\":500,\"detail\":\"The event could not be processed.\"}");
            assertThat(app.count("chat", CallbackResult.FAILED)).isOne();
        }
    }

    @Test
    void theContextOfTheCallGoesOnToFurtherCalls() throws Exception {
        RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
        String script = CallbackApplication.BEARER.replace("/chat\"", "/{{ context.tenant }}/chat\"");
        try (CallbackApplication app = CallbackApplication.of(new WebhookScriptTestSupport(receiver, folder))
                .script("chat", script).route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("webhookscript:callback:chat").to("webhookscript:chat");
                    }
                }).start()) {
            app.camel().call("webhookscript:chat?context.tenant=acme", Map.of("chatId", "c-1"));

            assertThat(app.post("/callbacks/chat", "{\"chatId\": \"c-1\"}", BEARER).status()).isEqualTo(200);

            assertThat(receiver.requests()).extracting(RawReceiver.Request::line)
                    .containsExactly("POST /acme/chat HTTP/1.1", "POST /acme/chat HTTP/1.1");
        }
    }
}
