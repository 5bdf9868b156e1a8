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

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

/** A failed delivery becomes one document that holds all that is needed to understand it, and to send it again. */
class DeadLetterTest {

    private static final String SCRIPT = """
            tenant: acme
            request:
              url: "{{ context.receiver }}/hooks/{{ secret.path }}"
              body: { json: { id: "{{ id }}", text: "{{ text }}" } }
            limits: { retry: { maxAttempts: 2, delay: 1ms } }
            deadLetter: { to: letters %s }
            """;
    private static final Map<String, Object> EVENT = Map.of("id", 9007199254740993L, "text", "tea & \"cake\" \uD83C\uDF70");

    @TempDir
    private Path folder;
    @TempDir
    private Path letters;
    private RawReceiver receiver;
    @AutoClose
    private WebhookScriptTestSupport camel;

    private void start(String response, String to, String more) throws Exception {
        receiver = RawReceiver.answering(response);
        camel = new WebhookScriptTestSupport(receiver, folder).script("failing", SCRIPT.formatted(more))
                .deadLetter("letters", to);
        camel.camelContext().getPropertiesComponent().addInitialProperty("webhookscript.secret.path", "s3cr3t-path-value");
        camel.start();
    }

    @Test
    void holdsTheWholeEventAndNoSecret() throws Exception {
        start(RawReceiver.response(503, "text/plain", "later, s3cr3t-path-value"), "file:" + letters, "");

        Exchange exchange = camel.call("webhookscript:failing", EVENT);

        WebhookScriptException failure = exchange.getException(WebhookScriptException.class);
        JsonNode letter = new ObjectMapper().readTree(onlyLetter());
        assertThat(letter.fieldNames()).toIterable().containsExactly(
                "webhookscript", "script", "version", "tenant", "messageId", "sourceId", "time", "event", "context", "outcome",
                "status", "reason", "attempts", "request", "response");
        assertThat(letter.get("messageId").asText()).isEqualTo(failure.getMessageId());
        assertThat(letter.get("tenant").asText()).isEqualTo("acme");
        assertThat(letter.get("outcome").asText()).isEqualTo("temporary");
        assertThat(letter.get("status").asInt()).isEqualTo(503);
        assertThat(letter.get("attempts")).hasSize(2);
        assertThat(letter.get("event").get("id").asLong()).isEqualTo(9007199254740993L);
        assertThat(letter.get("event").get("text").asText()).isEqualTo("tea & \"cake\" \uD83C\uDF70");
        assertThat(letter.get("request").get("url").asText()).endsWith("/hooks/***path***");
        assertThat(letter.get("response").get("body").asText()).isEqualTo("later, ***path***");
        assertThat(onlyLetter()).doesNotContain("s3cr3t");
        assertThat(failure).hasMessageContaining("***path***");
        assertThat(failure.getMessage()).doesNotContain("s3cr3t");
    }

    @Test
    void isDeliveredAgainUnderTheSameId() throws Exception {
        start(RawReceiver.response(404, "text/plain", "gone fishing"), "file:" + letters, "");
        camel.call("webhookscript:failing", EVENT);
        String letter = onlyLetter();

        camel.call("webhookscript:failing?replay=true&deadLetter=mock:again", letter);

        List<RawReceiver.Request> requests = receiver.requests();
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).text()).isEqualTo(requests.get(0).text());
        assertSameIdAndEvent(letter, again());
    }

    @Test
    void isDeliveredAgainByItsOwnScriptOnly() throws Exception {
        start(RawReceiver.response(404, "text/plain", "gone fishing"), "file:" + letters, "");
        camel.call("webhookscript:failing", EVENT);
        String letter = onlyLetter();

        for (String other : List.of(letter.replace("\"failing\"", "\"another\""), letter.replace("\"script\"", "\"x\""))) {
            Exchange exchange = camel.call("webhookscript:failing?replay=true&deadLetter=mock:again", other);

            assertThat(exchange.getException()).hasMessageContaining("notSent")
                    .hasMessageContaining("the dead letter does not belong to the script `failing`");
        }
        assertThat(receiver.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "../../etc/x", "a/b", "msg_\\u0000", "msg 1", "a~b" })
    void holdsAnIdThatThisComponentMakes(String id) throws Exception {
        start(RawReceiver.response(200, "text/plain", "ok"), "file:" + letters, "");

        Exchange exchange = camel.call("webhookscript:failing?replay=true",
                "{\"webhookscript\":\"1.0\",\"script\":\"failing\",\"messageId\":\"" + id + "\",\"event\":{}}");

        assertThat(exchange.getException()).hasMessageContaining("messageId does not have the format of this component");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void aMessageThatOnlyLooksLikeOneIsNotReplayed() throws Exception {
        start(RawReceiver.response(200, "text/plain", "ok"), "file:" + letters, "");

        Exchange exchange = camel.call("webhookscript:failing",
                "{\"webhookscript\":\"1.0\",\"messageId\":\"msg_forged\",\"event\":{\"id\":1,\"text\":\"x\"},\"id\":2,\"text\":\"y\"}");

        assertThat(exchange.getMessage().getHeader(WebhookScriptConstants.MESSAGE_ID)).isNotEqualTo("msg_forged");
        assertThat(receiver.requests().get(0).text()).isEqualTo("{\"id\":2,\"text\":\"y\"}");
    }

    @Test
    void refusesToReplayWhatIsNoDeadLetter() throws Exception {
        start(RawReceiver.response(200, "text/plain", "ok"), "file:" + letters, "");

        Exchange exchange = camel.call("webhookscript:failing?replay=true", "{\"id\":1}");

        assertThat(exchange.getException()).hasMessageContaining("notSent").hasMessageContaining("dead-letter document");
        assertThat(receiver.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "x | must be a dead-letter document", "[1 | must be a dead-letter document", "7 | must be a dead-letter document",
            "{\"webhookscript\":\"2.0\",\"messageId\":\"msg_1\",\"event\":{}} | expected `\"webhookscript\": \"1.0\"`",
            "{\"webhookscript\":1.0,\"messageId\":\"msg_1\",\"event\":{}} | expected `\"webhookscript\": \"1.0\"`" })
    void saysWhatItIsThatCannotBeReplayedAlsoInADryRun(String body, String problem) throws Exception {
        start(RawReceiver.response(200, "text/plain", "ok"), "file:" + letters, "");

        Exchange exchange = camel.call("webhookscript:failing?replay=true", body);
        Exchange dry = camel.call("webhookscript:failing?replay=true&dryRun=true", body);

        assertThat(exchange.getException()).hasMessageContaining("notSent").hasMessageContaining(problem)
                .message().doesNotContain("Content-Type");
        assertThat(dry.getException()).isNull();
        Map<?, ?> shown = dry.getMessage().getBody(Map.class);
        assertThat(shown.keySet()).map(String::valueOf)
                .containsExactlyInAnyOrder("method", "url", "headers", "body", "messageId", "problems");
        assertThat(shown.get("problems")).asInstanceOf(list(String.class)).singleElement().asString().contains(problem);
        assertThat(shown.get("messageId")).isNull();
        assertThat(receiver.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "not json", "{\"id\":", "{\"id\":1} x", "" })
    void holdsAnEventThatCannotBeReadAsItCame(String body) throws Exception {
        start(RawReceiver.response(200, "text/plain", "ok"), "file:" + letters, "");

        Exchange first = camel.camelContext().createProducerTemplate().send("webhookscript:failing",
                ExchangePattern.InOnly, e -> {
                    e.getMessage().setBody(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
                    e.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
                });
        String letter = onlyLetter();
        Exchange again = camel.call("webhookscript:failing?replay=true&deadLetter=mock:again", letter);

        assertThat(first.getMessage().getHeader(WebhookScriptConstants.OUTCOME)).isEqualTo("notSent");
        JsonNode event = new ObjectMapper().readTree(letter).get("event");
        assertThat(event.get("base64").binaryValue()).asString(StandardCharsets.UTF_8).isEqualTo(body);
        assertThat(event.get("contentType").asText()).isEqualTo("application/json");
        assertThat(again.getException()).hasMessageContaining("notSent").hasMessageNotContaining("base64");
        assertSameIdAndEvent(letter, again());
        assertThat(receiver.requests()).isEmpty();
    }

    /** Neither is what was to be replayed lost, nor is a webhook made of what is left of it. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {
            "garbage", "{\"id\":1}", "{\"webhookscript\":\"1.0\",\"messageId\":\"a.b\",\"event\":{\"id\":1}}",
            "{\"webhookscript\":\"1.0\",\"messageId\":\"msg_1\",\"event\":{\"id\":1},\"cont" })
    void holdsADamagedDeadLetterAsItCame(String damaged) throws Exception {
        start(RawReceiver.response(200, "text/plain", "ok"), "file:" + letters, "");

        camel.call("webhookscript:failing?replay=true", damaged);
        String letter = onlyLetter();
        Exchange again = camel.call("webhookscript:failing?replay=true&deadLetter=mock:again", letter);

        JsonNode event = new ObjectMapper().readTree(letter).get("event");
        assertThat(event.get("base64").binaryValue()).asString(StandardCharsets.UTF_8).isEqualTo(damaged);
        assertThat(again.getException()).hasMessageContaining("notSent").hasMessageContaining("must be repaired");
        assertSameIdAndEvent(letter, again());
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void failsTheCallerWhoseEventItCannotHold() throws Exception {
        start(RawReceiver.response(200, "text/plain", "ok"), "file:" + letters, "");

        Exchange exchange = camel.camelContext().createProducerTemplate()
                .send("webhookscript:failing", ExchangePattern.InOnly, e -> e.getMessage().setBody(new Object()));

        assertThat(exchange.getException()).isInstanceOf(WebhookScriptException.class)
                .hasMessageContaining("the event cannot be read");
        assertThat(letters).isEmptyDirectory();
    }

    private String again() {
        return camel.camelContext().getEndpoint("mock:again", MockEndpoint.class)
                .getExchanges().get(0).getMessage().getBody(String.class);
    }

    private static void assertSameIdAndEvent(String letter, String other) throws Exception {
        for (String key : List.of("messageId", "event")) {
            assertThat(new ObjectMapper().readTree(other).get(key)).isEqualTo(new ObjectMapper().readTree(letter).get(key));
        }
    }

    @Test
    void letsAnInOnlyCallerGoOnOnceItIsStored() throws Exception {
        start(RawReceiver.response(404, "text/plain", ""), "file:" + letters, "");

        Exchange exchange = camel.camelContext().createProducerTemplate()
                .send("webhookscript:failing", ExchangePattern.InOnly, e -> e.getMessage().setBody(EVENT));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(EVENT);
        assertThat(exchange.getMessage().getHeader(WebhookScriptConstants.OUTCOME)).isEqualTo("refused");
        assertThat(onlyLetter()).contains("refused");
    }

    @Test
    void failsAnInOnlyCallerWhereTheScriptSaysSo() throws Exception {
        start(RawReceiver.response(404, "text/plain", ""), "file:" + letters, ", caller: fail");

        Exchange exchange = camel.camelContext().createProducerTemplate()
                .send("webhookscript:failing", ExchangePattern.InOnly, e -> e.getMessage().setBody(EVENT));

        assertThat(exchange.getException()).isInstanceOf(WebhookScriptException.class);
        assertThat(onlyLetter()).contains("refused");
    }

    @Test
    void failsTheCallerWhenItCannotBeStored() throws Exception {
        start(RawReceiver.response(404, "text/plain", ""), "direct:nobody-there?block=false", ", caller: succeed");

        Exchange exchange = camel.call("webhookscript:failing", EVENT);

        assertThat(exchange.getException()).isInstanceOf(WebhookScriptException.class).hasMessageContaining("refused");
    }

    @Test
    void isWrittenForWhatCouldNotBeSentToo() throws Exception {
        start(RawReceiver.response(200, "text/plain", ""), "file:" + letters, "");

        camel.call("webhookscript:failing?context.receiver=http://127.0.0.1:1", EVENT);

        assertThat(onlyLetter()).contains("\"outcome\":\"notSent\"", "\"attempts\":[]", "\"status\":null");
    }

    private String onlyLetter() throws Exception {
        try (Stream<Path> files = Files.list(letters)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return Files.readString(all.get(0));
        }
    }
}
