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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.lifecycle.ScriptInUseException;
import io.webhookscript.lifecycle.ScriptStatus;
import io.webhookscript.lifecycle.ScriptUsage;
import io.webhookscript.script.Outcome;
import io.webhookscript.tryout.RealRun;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The custom webhooks of a messaging platform: what their users expect holds for a script file. */
class CustomWebhooksOfAMessagingPlatformTest extends ScriptsOfAProduct {

    private static final String OK = RawReceiver.response(200, "application/json", "{\"accepted\":true}");
    private static final Map<String, Object> MESSAGE = Map.of(
            "chatId", "c-1", "contact", Map.of("id", 7, "name", "Zoë"), "event", "MESSAGE", "text", "Hello",
            "multimedia", Map.of("url", "https://media.example.com/1.jpg", "caption", "My cat"));

    @ParameterizedTest
    @ValueSource(strings = { "GET", "POST", "PUT", "DELETE" })
    void aWebhookHasAnAliasAMethodAndAUrl(String method) throws Exception {
        camel(OK).script("my-alias", "request: { method: " + method + ", url: \"{{ context.receiver }}/in\" }\n").start();

        Exchange exchange = camel.call("webhookscript:my-alias", MESSAGE);

        assertThat(exchange.getException()).isNull();
        assertThat(only().line()).isEqualTo(method + " /in HTTP/1.1");
    }

    @Test
    void aParamIsATextOrAVariable() throws Exception {
        camel(OK).script("my-alias", """
                useCase: chat
                request:
                  url: "{{ context.receiver }}/in"
                  params:
                    literal: { type: text, value: "{{ contact.id }}" }
                    contact: { type: variable, value: contact.id }
                """).start().call("webhookscript:my-alias", MESSAGE);

        assertThat(only().line()).isEqualTo("POST /in?literal=%7B%7B%20contact.id%20%7D%7D&contact=7 HTTP/1.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "basic: { username: ada, password: '{{ secret.key }}' }; Authorization; Basic YWRhOmstMTIz",
            "bearer: '{{ secret.key }}'; Authorization; Bearer k-123",
            "apiKey: { in: header, name: X-Api-Key, value: '{{ secret.key }}' }; X-Api-Key; k-123" })
    void aWebhookAuthenticatesItself(String auth, String header, String value) throws Exception {
        camel(OK).script("my-alias",
                "request: { url: \"{{ context.receiver }}/in\", auth: { " + auth.replace('\'', '"') + " } }\n");
        secret("key", "k-123");

        camel.start().call("webhookscript:my-alias", MESSAGE);

        assertThat(only().headers(header)).containsExactly(value);
    }

    @Test
    void aWebhookWithoutAuthenticationSendsNoCredentials() throws Exception {
        camel(OK).script("my-alias", "request: { url: \"{{ context.receiver }}/in\" }\n").start()
                .call("webhookscript:my-alias", MESSAGE);

        assertThat(only().headers("Authorization")).isEmpty();
    }

    @Test
    void theReceiverVerifiesTheSigningSecret() throws Exception {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        camel(OK).script("my-alias", """
                useCase: chat
                request:
                  url: "{{ context.receiver }}/in"
                  signature: { standardWebhooks: { secrets: ["{{ secret.sign }}"] } }
                """);
        secret("sign", secret);

        camel.start().call("webhookscript:my-alias", MESSAGE);

        Map<String, List<String>> headers = only().headerLines().stream().map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(line -> line[0], line -> List.of(line[1])));
        new Webhook(secret).verify(only().text(), HttpHeaders.of(headers, (name, value) -> true));
        assertThatThrownBy(() -> new Webhook("whsec_" + "A".repeat(32)).verify(only().text(),
                HttpHeaders.of(headers, (name, value) -> true))).isInstanceOf(Exception.class);
    }

    @Test
    void aHeaderIsATextOrAVariableAndStandardHeadersAreSet() throws Exception {
        camel(OK).script("my-alias", """
                useCase: chat
                request:
                  url: "{{ context.receiver }}/in"
                  headers:
                    X-Literal: { type: text, value: "{{ chatId }}" }
                    X-Chat: { type: variable, value: chatId }
                """).start().call("webhookscript:my-alias", MESSAGE);

        assertThat(only().headers("X-Literal")).containsExactly("{{ chatId }}");
        assertThat(only().headers("X-Chat")).containsExactly("c-1");
        assertThat(only().headers("Content-Type")).containsExactly("application/json");
        assertThat(only().headers("Content-Length")).containsExactly(String.valueOf(only().body().length));
    }

    @Test
    void theFieldsOfAMessageAreSentByThemselves() throws Exception {
        camel(OK).script("my-alias", "useCase: chat\nrequest: { url: \"{{ context.receiver }}/in\" }\n").start()
                .call("webhookscript:my-alias", MESSAGE);

        assertThatJson(only(), """
                {"chatId":"c-1","contact":{"id":7,"name":"Zoë"},"event":"MESSAGE","text":"Hello",
                 "multimedia":{"url":"https://media.example.com/1.jpg","caption":"My cat"}}""");
    }

    @Test
    void theEndOfAChatIsSentToo() throws Exception {
        camel(OK).script("my-alias", "useCase: chat\nrequest: { url: \"{{ context.receiver }}/in\" }\n").start()
                .call("webhookscript:my-alias", Map.of("chatId", "c-1", "contact", Map.of("id", 7), "event", "END"));

        assertThatJson(only(), "{\"chatId\":\"c-1\",\"contact\":{\"id\":7},\"event\":\"END\"}");
    }

    @Test
    void fieldsAreAddedAndRemovedAndKeysMakeObjectsAndLists() throws Exception {
        camel(OK).script("my-alias", """
                useCase: chat
                request:
                  url: "{{ context.receiver }}/in"
                  body:
                    fields: { source.system: chat, "tags[]": "{{ contact.name }}" }
                    remove: [contact, multimedia.caption]
                """).start().call("webhookscript:my-alias", MESSAGE);

        assertThatJson(only(), """
                {"chatId":"c-1","event":"MESSAGE","text":"Hello","multimedia":{"url":"https://media.example.com/1.jpg"},
                 "source":{"system":"chat"},"tags":["Zoë"]}""");
    }

    @Test
    void aMessageGoesToTheWebhookOfItsChannel() throws Exception {
        camel(OK).script("sms", """
                useCase: chat
                triggers: [ { event: chat.message, channels: ["sms:12345"] } ]
                request: { url: "{{ context.receiver }}/sms" }
                """).script("whatsapp", """
                useCase: chat
                triggers: [ { event: chat.message, channels: ["whatsapp:+5215550000"] } ]
                request: { url: "{{ context.receiver }}/whatsapp" }
                """).start();

        camel.call("webhookscript:event:chat.message", Map.of("chatId", "c-1", "channel", "whatsapp:+5215550000"));

        assertThat(only().line()).isEqualTo("POST /whatsapp HTTP/1.1");
    }

    @Test
    void aChannelThatAnotherWebhookHasIsAConflictThatNamesBoth() throws Exception {
        String script = """
                useCase: chat
                triggers: [ { event: chat.message, channels: ["sms:12345"] } ]
                request: { url: "{{ context.receiver }}/in" }
                """;
        camel(OK).script("my-alias", script).script("another", script);

        assertThatThrownBy(camel::start).rootCause().hasMessageContaining("my-alias").hasMessageContaining("another")
                .hasMessageContaining("the channel `sms:12345`");
        assertThat(camel.receiver().requests()).isEmpty();
    }

    @Test
    void aWebhookIsStoppedAndStarted() throws Exception {
        camel(OK).script("my-alias", "useCase: chat\nrequest: { url: \"{{ context.receiver }}/in\" }\n").start();

        camel.component().scripts().stop("my-alias", false);
        Exchange stopped = camel.call("webhookscript:my-alias", MESSAGE);
        camel.component().scripts().start("my-alias");
        Exchange started = camel.call("webhookscript:my-alias", MESSAGE);

        assertThat(stopped.getException(WebhookScriptException.class).getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(started.getException()).isNull();
        assertThat(only().line()).startsWith("POST /in ");
    }

    @Test
    void aWebhookThatIsNotActiveSendsNothing() throws Exception {
        camel(OK).script("my-alias", "active: false\nrequest: { url: \"{{ context.receiver }}/in\" }\n").start();

        Exchange exchange = camel.call("webhookscript:my-alias", MESSAGE);

        assertThat(exchange.getException(WebhookScriptException.class).getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(camel.receiver().requests()).isEmpty();
    }

    @Test
    void aWebhookIsTriedOutFirstWithoutSendingAndThenForReal() throws Exception {
        camel(OK).script("my-alias", "useCase: chat\nrequest: { url: \"{{ context.receiver }}/in\" }\n").start();

        Map<?, ?> shown = camel.call("webhookscript:my-alias?dryRun=true", MESSAGE).getMessage().getBody(Map.class);
        assertThat(shown.get("url")).isEqualTo(camel.receiver().uri("/in").toString());
        assertThat(camel.receiver().requests()).isEmpty();

        RealRun run = camel.component().realRun("my-alias", camel.exchange(MESSAGE));
        assertThat(run.outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(run.response()).containsEntry("body", "{\"accepted\":true}");
        assertThat(only().line()).startsWith("POST /in ");
    }

    @ParameterizedTest
    @ValueSource(strings = { "stop", "remove" })
    void aWebhookThatACampaignUsesIsNeitherStoppedNorRemovedUntilTheCampaignIs(String verb) throws Exception {
        camel(OK).script("my-alias", "useCase: chat\nrequest: { url: \"{{ context.receiver }}/in\" }\n")
                .route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:spring").routeId("spring-campaign").to("webhookscript:my-alias");
                    }
                }).start();

        assertThatThrownBy(() -> end(verb)).isInstanceOfSatisfying(ScriptInUseException.class,
                inUse -> assertThat(inUse.getRoutes()).containsExactly("spring-campaign"));
        assertThat(camel.component().scripts().find("my-alias").map(ScriptStatus::users)).contains(List.of("spring-campaign"));
        assertThat(camel.call("direct:spring", MESSAGE).getException()).isNull();

        camel.camelContext().getRouteController().stopRoute("spring-campaign");
        end(verb);

        assertThat(camel.call("webhookscript:my-alias", MESSAGE).getException()).isNotNull();
        assertThat(only().line()).startsWith("POST /in ");
    }

    @Test
    void theOtherSystemAnswersIntoAnOpenChatOnly() throws Exception {
        camel(OK).script("my-alias", """
                useCase: chat
                request: { url: "{{ context.receiver }}/in" }
                callback:
                  path: /answers
                  auth: { bearer: "{{ secret.desk }}" }
                  session: "{{ chatId }}"
                  from: event.chatId
                """).route(new RouteBuilder() {
            @Override
            public void configure() {
                from("webhookscript:callback:my-alias").to("mock:answers");
            }
        });
        secret("desk", "a-long-token");
        VertxPlatformHttpServer server = HttpSource.server(camel.camelContext());
        camel.start();
        URI answers = URI.create("http://127.0.0.1:" + server.getServer().actualPort() + "/answers");

        int early = post(answers, "{\"chatId\":\"c-1\",\"text\":\"Hi\"}");
        camel.call("webhookscript:my-alias", MESSAGE);
        int open = post(answers, "{\"chatId\":\"c-1\",\"text\":\"Hi\"}");

        assertThat(only().line()).isEqualTo("POST /in HTTP/1.1");
        assertThat(early).isEqualTo(404);
        assertThat(open).isEqualTo(204);
        assertThat(camel.camelContext().getEndpoint("mock:answers", MockEndpoint.class).getExchanges()).singleElement()
                .satisfies(answer -> assertThat(answer.getMessage().getBody())
                        .isEqualTo(Map.of("chatId", "c-1", "text", "Hi")));
    }

    private static int post(URI uri, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri).header("Content-Type", "application/json")
                .header("Authorization", "Bearer a-long-token").POST(HttpRequest.BodyPublishers.ofString(json)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void whatUsesAWebhookIsShown() throws Exception {
        camel(OK).script("my-alias", """
                useCase: chat
                triggers: [ { event: chat.message, channels: ["sms:12345"] } ]
                request: { url: "{{ context.receiver }}/in" }
                """).route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:chats").routeId("chats").to("webhookscript:event:chat.message");
            }
        }).start();

        ScriptUsage usage = camel.component().scripts().usage("my-alias").orElseThrow();
        camel.call("direct:chats", Map.of("chatId", "c-1", "channel", "sms:12345"));

        assertThat(usage.routes()).extracting(ScriptUsage.UsingRoute::route).containsExactly("chats");
        assertThat(usage.triggers()).extracting(ScriptUsage.UsedTrigger::event).containsExactly("chat.message");
        assertThat(usage.channels()).containsExactly("sms:12345");
        assertThat(only().line()).isEqualTo("POST /in HTTP/1.1");
    }

    private void end(String verb) {
        if (verb.equals("stop")) {
            camel.component().scripts().stop("my-alias", false);
        } else {
            camel.component().scripts().remove("my-alias", false);
        }
    }

    private static void assertThatJson(RawReceiver.Request request, String expected) throws IOException {
        assertThat(json(request)).isEqualTo(new ObjectMapper().readTree(expected));
    }
}
