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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.MessageWriter;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.webhookscript.delivery.report.WebhookScriptDispatchException;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** CloudEvents as their own SDK writes them reach the scripts of their type, in each mode with the same data. */
class CloudEventsReachTheirScriptsTest {

    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String SCRIPT = """
            request:
              url: "{{ context.receiver }}/placed"
              body:
                json:
                  id: "{{ event.order.id }}"
                  type: "{{ message.type }}"
                  subject: "{{ header['ce-subject'] }}"
                  region: "{{ header['ce-region'] }}"
            triggers: [ { event: com.example.order.*, when: "event.order.id > 0" } ]
            """;

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    /** Headers and body of one HTTP request. */
    record Message(String mode, Map<String, Object> headers, byte[] body) {

        @Override
        public String toString() {
            return mode;
        }
    }

    @BeforeEach
    void start() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder).script("placed", SCRIPT)
                .script("deleted", SCRIPT.replace("/placed", "/deleted").replace("com.example.order.*", "com.example.deleted"));
        camel.start();
    }

    private static CloudEvent event(String id, long order) {
        return CloudEventBuilder.v1().withId(id).withSource(URI.create("/orders")).withType("com.example.order.placed")
                .withSubject("order/1").withTime(OffsetDateTime.parse("2026-01-02T03:04:05Z")).withExtension("region", "eu")
                .withData("application/json", ("{\"order\":{\"id\":" + order + "}}").getBytes(StandardCharsets.UTF_8)).build();
    }

    static Stream<Message> modes() {
        return Stream.of(message("binary", event("e-1", 9007199254740993L)),
                message("structured", event("e-1", 9007199254740993L)));
    }

    private static Message message(String mode, CloudEvent event) {
        Map<String, Object> headers = new LinkedHashMap<>();
        List<byte[]> body = new ArrayList<>();
        MessageWriter<?, ?> writer = HttpMessageFactory.createWriter(headers::put, (byte @Nullable [] bytes) -> {
            if (bytes != null) {
                body.add(bytes);
            }
        });
        Object unused = mode.equals("binary") ? writer.writeBinary(event) : writer.writeStructured(event, new JsonFormat());
        return new Message(mode, headers, body.isEmpty() ? new byte[0] : body.get(0));
    }

    private Exchange send(String uri, Map<String, Object> headers, @Nullable Object body) {
        return camel.camelContext().createProducerTemplate().request(uri, exchange -> {
            exchange.getMessage().setHeaders(new LinkedHashMap<>(headers));
            exchange.getMessage().setBody(body);
        });
    }

    private List<String> bodies() {
        return camel.receiver().requests().stream().map(RawReceiver.Request::text).toList();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void theTypeSelectsTheScriptsAndTheDataIsTheEvent(Message message) {
        Exchange exchange = send("webhookscript:event", message.headers(), message.body());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(List.class)).hasSize(1);
        assertThat(bodies()).containsExactly(
                "{\"id\":9007199254740993,\"type\":\"com.example.order.placed\",\"subject\":\"order/1\",\"region\":\"eu\"}");
    }

    @Test
    void bothModesGiveAnEventTheSameMessageIdAndAnotherEventGetsAnother() {
        List<Object> ids = Stream.concat(modes(), Stream.of(message("structured", event("e-2", 1))))
                .map(message -> send("webhookscript:event", message.headers(), message.body()).getMessage().getBody(List.class))
                .map(outcomes -> ((Map<?, ?>) outcomes.get(0)).get("messageId")).collect(Collectors.toList());

        assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
    }

    @Test
    void aStructuredEventNeedsNoContentTypeAndMayBeAMap() {
        Message structured = message("structured", event("e-1", 1));

        send("webhookscript:event", Map.of(), new ByteArrayInputStream(structured.body()));
        send("webhookscript:event", Map.of(), Map.of(
                "specversion", "1.0", "id", "e-2", "source", "/orders", "type", "com.example.order.placed", "data",
                Map.of("order", Map.of("id", 2))));

        assertThat(bodies()).extracting(body -> body.substring(0, 8)).containsExactly("{\"id\":1,", "{\"id\":2,");
    }

    @Test
    void bytesInBase64AreReadByTheirType() {
        CloudEvent event
                = CloudEventBuilder.fromSpecVersion(io.cloudevents.SpecVersion.V1).withId("e").withSource(URI.create("/o"))
                        .withType("com.example.order.placed").withDataContentType("application/json")
                        .withData("{\"order\":{\"id\":5}}".getBytes(StandardCharsets.UTF_8)).build();
        Message structured = message("structured", CloudEventBuilder.fromContext(event)
                .withData(io.cloudevents.core.data.BytesCloudEventData.wrap(event.getData().toBytes())).build());
        String base64 = "{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"/o\",\"type\":\"com.example.order.placed\","
                        + "\"datacontenttype\":\"application/json\",\"data_base64\":\"eyJvcmRlciI6eyJpZCI6Nn19\"}";

        send("webhookscript:event", structured.headers(), structured.body());
        send("webhookscript:event", structured.headers(), base64);

        assertThat(bodies()).extracting(body -> body.substring(0, 8)).containsExactly("{\"id\":5,", "{\"id\":6,");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {
            // path, header of Camel, ce-type, body; the called script
            "com.example.deleted, com.example.order.a, com.example.order.b, structured, /deleted",
            "none, com.example.deleted, com.example.order.b, structured, /deleted",
            "none, none, com.example.deleted, structured, /placed",
            "none, none, com.example.deleted, plain, /deleted" })
    void thePathWinsOverTheHeaderAndTheHeaderOverTheCloudEvent(
            @Nullable String path, @Nullable String header, @Nullable String ceType, String body, String called) {
        Message structured = message("structured", event("e-1", 1));
        Map<String, Object> headers = new LinkedHashMap<>(body.equals("plain") ? Map.of() : structured.headers());
        if (header != null) {
            headers.put("CamelWebhookScriptEventType", header);
        }
        if (ceType != null) {
            headers.put("ce-type", ceType);
        }

        Exchange exchange = send(
                path == null ? "webhookscript:event" : "webhookscript:event:" + path, headers,
                body.equals("plain") ? "{\"order\":{\"id\":1}}" : structured.body());

        assertThat(exchange.getException()).isNull();
        assertThat(camel.receiver().requests()).extracting(request -> request.line().split(" ")[1]).containsExactly(called);
    }

    @Test
    void aBatchIsTakenEventByEventAndABrokenOneTouchesNoOther() {
        String batch = Stream.of(
                text(message("structured", event("e-1", 1))), "{\"specversion\":\"1.0\",\"id\":\"e-2\"}", "17",
                text(message("structured", event("e-3", 3))),
                "{\"specversion\":\"0.1\",\"id\":\"e\",\"source\":\"/o\",\"type\":\"t\"}",
                text(message("structured", event("e-4", 4))).replace("order.placed", "nobody.takes.it"))
                .collect(Collectors.joining(",", "[", "]"));

        Exchange exchange = send("webhookscript:event", Map.of("Content-Type", BATCH, "ce-type", "com.example.deleted"), batch);

        WebhookScriptDispatchException failure = exchange.getException(WebhookScriptDispatchException.class);
        assertThat(bodies()).extracting(body -> body.substring(0, 8)).containsExactly("{\"id\":1,", "{\"id\":3,");
        assertThat(failure.getOutcomes()).extracting("event", "script", "outcome").containsExactly(
                tuple(0, "placed", "delivered"), tuple(1, null, "notSent"), tuple(2, null, "notSent"),
                tuple(3, "placed", "delivered"), tuple(4, null, "notSent"));
        assertThat(failure.getOutcomes()).extracting("reason").containsExactly(
                null, "the CloudEvent has no text in source, type", "it is not a JSON object, as a CloudEvent must be", null,
                "the CloudEvent has another specversion than 1.0");
        assertThat(failure.isEventAtFault()).isTrue();
        assertThat(camel.component().dispatchStatus()).satisfies(status -> {
            assertThat(status.matched()).isEqualTo(2);
            assertThat(status.unmatched()).isEqualTo(1);
            assertThat(status.rejected()).isEqualTo(3);
        });
    }

    @Test
    void aBatchOfSoundEventsGivesOneListInItsOrder() {
        String batch
                = Stream.of(event("e-1", 1), event("e-2", 2), event("e-3", 3)).map(event -> text(message("structured", event)))
                        .collect(Collectors.joining(",", "[", "]"));

        Exchange exchange = send("webhookscript:event", Map.of("Content-Type", BATCH), batch.getBytes(StandardCharsets.UTF_8));
        Exchange none = send("webhookscript:event", Map.of("Content-Type", BATCH), "[]");

        assertThat(exchange.getMessage().getBody(List.class)).extracting("event").containsExactly(0, 1, 2);
        assertThat(bodies()).extracting(body -> body.substring(0, 8)).containsExactly("{\"id\":1,", "{\"id\":2,", "{\"id\":3,");
        assertThat(none.getException()).isNull();
        assertThat(none.getMessage().getBody(List.class)).isEmpty();
    }

    @Test
    void aBrokenEventUnderATypeOfTheRouteIsADeadLetterOfItsScripts() {
        MockEndpoint letters = camel.camelContext().getEndpoint("mock:letters", MockEndpoint.class);

        Exchange exchange = send("webhookscript:event:com.example.deleted?deadLetter=mock:letters",
                Map.of("Content-Type", "application/cloudevents+json"), "{\"specversion\":\"1.0\",\"id\":\"e-2\"}");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(List.class)).extracting("outcome").asList().containsExactly("notSent");
        assertThat(letters.getExchanges().get(0).getMessage().getBody(String.class))
                .contains("\"event\":{\"specversion\":\"1.0\",\"id\":\"e-2\"}");
        assertThat(bodies()).isEmpty();
    }

    private static String text(Message message) {
        return new String(message.body(), StandardCharsets.UTF_8);
    }
}
