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
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.http.HttpMessageFactory;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a receiver gets is a CloudEvent 1.0, as the Java SDK of CloudEvents reads it. */
@Tag("slow")
class RequestsAreSentAsCloudEventsTest {

    private static final String BINARY
            = """
                    request:
                      url: "{{ context.receiver }}/events"
                      cloudEvent: { type: com.example.contact.changed, source: "/crm/{{ tenant | path }}", subject: "{{ contact.name }}" }
                      body: { json: { id: "{{ contact.id }}", name: "{{ contact.name }}" } }
                    limits: { retry: { maxAttempts: 2, delay: 1ms } }
                    """;
    private static final String STRUCTURED = BINARY.replace("cloudEvent: {", "cloudEvent: { mode: structured,");
    private static final String SIGNED = "request:\n  signature: { standardWebhooks: { secrets: [\"{{ secret.sign }}\"] } }\n";
    private static final String SECRET
            = "whsec_"
              + Base64.getEncoder().encodeToString("thirty-two bytes for this secret".getBytes(StandardCharsets.UTF_8));
    private static final Map<String, Object> EVENT = Map.of("tenant", "north", "contact", Map.of("id", 7, "name", "Zo\u00eb"));

    @TempDir
    private Path folder;

    @Test
    void binaryModeHasItsAttributesInHeadersAndTheBodyUnchanged() throws Exception {
        try (WebhookScriptTestSupport camel = WebhookScriptTestSupport.answering(folder).script("crm", BINARY).start()) {
            Exchange exchange = camel.call("webhookscript:crm", EVENT);

            RawReceiver.Request request = camel.receiver().requests().get(0);
            CloudEvent event = read(request, Encoding.BINARY);
            assertThat(exchange.getException()).isNull();
            assertThat(event.getSpecVersion().toString()).isEqualTo("1.0");
            assertThat(event.getId()).isEqualTo(exchange.getMessage().getHeader(WebhookScriptConstants.MESSAGE_ID));
            assertThat(event.getType()).isEqualTo("com.example.contact.changed");
            assertThat(event.getSource()).isEqualTo(URI.create("/crm/north"));
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(event.getExtensionNames()).isEmpty();
            assertThat(event.getTime()).isBetween(OffsetDateTime.now().minusMinutes(1), OffsetDateTime.now());
            assertThat(request.headers("Content-Type")).containsExactly("application/json");
            assertThat(request.text()).isEqualTo("{\"id\":7,\"name\":\"Zo\u00eb\"}");
        }
    }

    /** The encoding of §3.1.3.2 of the HTTP binding; this version of the SDK does not decode it. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '#', value = {
            "plain~text!, plain~text!", "a b, a%20b", "50% off, 50%25%20off", "say \"x\", say%20%22x%22",
            "Zo\u00eb \u20ac \ud83d\ude00, Zo%C3%AB%20%E2%82%AC%20%F0%9F%98%80", "%41, %2541",
            "a+b\\c{d}|e^f`g, a+b\\c{d}|e^f`g" })
    void binaryModeEncodesWhatAHeaderCannotHold(String subject, String sent) throws Exception {
        try (WebhookScriptTestSupport camel = WebhookScriptTestSupport.answering(folder).script("crm", BINARY).start()) {
            camel.call("webhookscript:crm", Map.of("tenant", "n", "contact", Map.of("name", subject)));

            assertThat(camel.receiver().requests().get(0).headers("ce-subject")).containsExactly(sent);
        }
    }

    @Test
    void structuredModeIsOneObjectWithTheBodyAsItsData() throws Exception {
        try (WebhookScriptTestSupport camel = WebhookScriptTestSupport.answering(folder).script("crm", STRUCTURED).start()) {
            Map<String, Object> contact = Map.of("id", 9007199254740993L, "name", "Zo\u00eb \"Z\" \u20ac 50%");
            Exchange exchange = camel.call("webhookscript:crm", Map.of("tenant", "a b", "contact", contact));

            RawReceiver.Request request = camel.receiver().requests().get(0);
            CloudEvent event = read(request, Encoding.STRUCTURED);
            assertThat(request.headers("Content-Type")).containsExactly("application/cloudevents+json");
            assertThat(request.headerLines()).noneMatch(line -> line.startsWith("ce-"));
            assertThat(event.getId()).isEqualTo(exchange.getMessage().getHeader(WebhookScriptConstants.MESSAGE_ID));
            assertThat(event.getSource()).isEqualTo(URI.create("/crm/a%20b"));
            assertThat(event.getSubject()).isEqualTo("Zo\u00eb \"Z\" \u20ac 50%");
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(json(data(event)))
                    .isEqualTo(json("{\"id\":9007199254740993,\"name\":\"Zo\u00eb \\\"Z\\\" \u20ac 50%\"}"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            "text: 'caf\u00e9 {{ contact.name }}' | text/plain; charset=utf-8 | caf\u00e9 Zo\u00eb",
            "text: 'caf\u00e9', contentType: 'text/plain; charset=iso-8859-1' | text/plain; charset=iso-8859-1 | caf\u00e9",
            "text: '{\"a\": [1.25, {{ contact.id }}]}', contentType: application/hal+json | application/hal+json | {\"a\":[1.25,7]}",
            "text: '{\"a\": \"\u00e9\"}', contentType: 'application/json; charset=utf-16' | application/json; charset=utf-16 | {\"a\":\"\u00e9\"}",
            "xml: '<a b=\"{{ contact.id }}\">{{ contact.name }}</a>' | application/xml | <a b=\"7\">Zo\u00eb</a>",
            "json: [1, 2] | application/json | [1,2]",
            "binary: contact.name, contentType: text/csv | text/csv | Zo\u00eb" })
    void structuredModeTakesEachKindOfData(String body, String type, String data) throws Exception {
        String script = STRUCTURED.replaceFirst("body: .*", "body: { " + body.replace("\\", "\\\\") + " }");
        try (WebhookScriptTestSupport camel = WebhookScriptTestSupport.answering(folder).script("crm", script).start()) {
            assertThat(camel.call("webhookscript:crm", EVENT).getException()).isNull();

            CloudEvent event = read(camel.receiver().requests().get(0), Encoding.STRUCTURED);
            assertThat(event.getDataContentType()).isEqualTo(type);
            assertThat(new String(data(event), StandardCharsets.UTF_8)).isEqualTo(data);
        }
    }

    @Test
    void structuredModeSendsALargeFileInBase64() throws Exception {
        byte[] bytes = new byte[5 * 1024 * 1024 + 1];
        new Random(1).nextBytes(bytes);
        String script = STRUCTURED.replaceFirst("body: .*", "body: { binary: event, contentType: image/png }")
                .replace("{{ tenant | path }}", "files").replace("{{ contact.name }}", "photo");
        try (WebhookScriptTestSupport camel = WebhookScriptTestSupport.answering(folder).script("crm", script).start()) {
            assertThat(camel.call("webhookscript:crm", new ByteArrayInputStream(bytes)).getException()).isNull();

            CloudEvent event = read(camel.receiver().requests().get(0), Encoding.STRUCTURED);
            assertThat(event.getDataContentType()).isEqualTo("image/png");
            assertThat(data(event)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({ "binary", "structured" })
    void anEventMayHaveNoData(String mode) throws Exception {
        String script = BINARY.replaceFirst("body: .*", "").replace("cloudEvent: {", "cloudEvent: { mode: " + mode + ",");
        try (WebhookScriptTestSupport camel = WebhookScriptTestSupport.answering(folder).script("crm", script).start()) {
            assertThat(camel.call("webhookscript:crm", EVENT).getException()).isNull();

            RawReceiver.Request request = camel.receiver().requests().get(0);
            CloudEvent event = read(request, mode.equals("binary") ? Encoding.BINARY : Encoding.STRUCTURED);
            assertThat(request.line()).startsWith("POST ");
            assertThat(event.getData()).isNull();
            assertThat(event.getDataContentType()).isNull();
        }
    }

    @Test
    void signaturesCoverTheBytesThatAreSent() throws Exception {
        String script = STRUCTURED.replace("request:\n", SIGNED);
        try (WebhookScriptTestSupport camel = WebhookScriptTestSupport.answering(folder).script("crm", script)) {
            camel.camelContext().getPropertiesComponent().addInitialProperty("webhookscript.secret.sign", SECRET);
            assertThat(camel.start().call("webhookscript:crm", EVENT).getException()).isNull();

            RawReceiver.Request request = camel.receiver().requests().get(0);
            Map<String, List<String>> headers = new TreeMap<>();
            List.of("webhook-id", "webhook-timestamp", "webhook-signature")
                    .forEach(name -> headers.put(name, request.headers(name)));
            new Webhook(SECRET).verify(request.text(), HttpHeaders.of(headers, (name, value) -> true));
            assertThat(read(request, Encoding.STRUCTURED).getId()).isEqualTo(headers.get("webhook-id").get(0));
        }
    }

    @ParameterizedTest
    @CsvSource({ "BINARY", "STRUCTURED" })
    void aRetryIsTheSameEvent(Encoding mode) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(
                RawReceiver.response(503, "text/plain", "busy"), RawReceiver.response(200, "text/plain", "ok"));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                     .script("crm", mode == Encoding.BINARY ? BINARY : STRUCTURED).start()) {
            assertThat(camel.call("webhookscript:crm", EVENT).getException()).isNull();

            assertThat(receiver.requests()).hasSize(2);
            assertThat(read(receiver.requests().get(1), mode)).isEqualTo(read(receiver.requests().get(0), mode));
        }
    }

    @ParameterizedTest
    @CsvSource({
            "2024-06-18T23:22:36.560Z, true", "2024-06-18T23:22:36+02:00, true", "2024-06-18t23:22:36.123456z, true",
            "yesterday, false", "2024-06-18, false", "2024-02-31T00:00:00Z, false" })
    void theTimeIsThatOfTheOccurrenceIfTheEventHasOne(String time, boolean kept) throws Exception {
        try (WebhookScriptTestSupport camel = WebhookScriptTestSupport.answering(folder).script("crm", BINARY).start()) {
            Exchange exchange = camel.exchange(EVENT);
            exchange.getMessage().setHeaders(new TreeMap<>(
                    Map.of("ce-id", "e-1", "ce-source", "/shop", "ce-time", time,
                            "ce-type", "com.example.other", "ce-partitionkey", "p-1")));
            camel.camelContext().createProducerTemplate().send("webhookscript:crm", exchange);

            CloudEvent event = read(camel.receiver().requests().get(0), Encoding.BINARY);
            assertThat(event.getTime().isBefore(OffsetDateTime.parse("2025-01-01T00:00:00Z"))).isEqualTo(kept);
            if (kept) {
                assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse(time.toUpperCase(Locale.ROOT)));
            }
            assertThat(event.getId()).isNotEqualTo("e-1");
            assertThat(event.getSource()).isEqualTo(URI.create("/crm/north"));
            assertThat(event.getType()).isEqualTo("com.example.contact.changed");
            assertThat(event.getExtensionNames()).isEmpty();
        }
    }

    @Test
    void aScriptPassesOnWhatItNames() throws Exception {
        String script
                = """
                        request:
                          url: "{{ context.receiver }}/events"
                          cloudEvent: { type: "{{ message.type }}", source: "{{ header['ce-source'] }}", subject: "{{ header['ce-subject'] }}" }
                          body: { binary: event, contentType: application/json }
                        """;
        try (WebhookScriptTestSupport camel = WebhookScriptTestSupport.answering(folder).script("crm", script).start()) {
            Exchange exchange = camel.exchange("{ \"a\":  1 }");
            exchange.getMessage()
                    .setHeaders(new TreeMap<>(Map.of("ce-id", "e-1", "ce-source", "/shop", "ce-type", "com.example.sold")));
            camel.camelContext().createProducerTemplate().send("webhookscript:crm", exchange);

            CloudEvent event = read(camel.receiver().requests().get(0), Encoding.BINARY);
            assertThat(event.getType()).isEqualTo("com.example.sold");
            assertThat(event.getSource()).isEqualTo(URI.create("/shop"));
            assertThat(event.getSubject()).isNull();
            assertThat(data(event)).isEqualTo("{ \"a\":  1 }".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** In structured mode it comes in, in binary mode it goes out. */
    @Test
    void anEventOfATriggerKeepsItsTimeAndWhatTheScriptNames() throws Exception {
        String script = """
                request:
                  url: "{{ context.receiver }}/events"
                  cloudEvent: { type: "{{ message.type }}", source: "{{ header['ce-source'] }}", subject: "{{ order.id }}" }
                  body: { json: { order: "{{ order.id }}" } }
                triggers: [ { event: com.example.sold } ]
                """;
        try (WebhookScriptTestSupport camel = WebhookScriptTestSupport.answering(folder).script("crm", script).start()) {
            Exchange exchange = camel.exchange("""
                    {"specversion": "1.0", "id": "e-1", "source": "/shop", "type": "com.example.sold",
                     "time": "2024-06-18T23:22:36.560Z", "partitionkey": "p-1", "data": {"order": {"id": 4711}}}""");
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/cloudevents+json");
            camel.camelContext().createProducerTemplate().send("webhookscript:event", exchange);

            assertThat(exchange.getException()).isNull();
            CloudEvent event = read(camel.receiver().requests().get(0), Encoding.BINARY);
            assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2024-06-18T23:22:36.560Z"));
            assertThat(event.getType()).isEqualTo("com.example.sold");
            assertThat(event.getSource()).isEqualTo(URI.create("/shop"));
            assertThat(event.getSubject()).isEqualTo("4711");
            assertThat(event.getId()).startsWith("msg_");
            assertThat(event.getExtensionNames()).isEmpty();
            assertThat(json(data(event))).isEqualTo(json("{\"order\":4711}"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "type: '{{ contact.none }}', source: /crm | request.cloudEvent.type: the value is empty",
            "type: t, source: '{{ contact.none }}' | request.cloudEvent.source: the value is empty",
            "type: t, source: '/crm/{{ contact.name }}' | request.cloudEvent.source: the value is not a URI reference",
            "type: t, source: /crm, subject: \"{{ 'a\\\\nb' }}\" | request.cloudEvent.subject: character 2 is U+000A",
            "type: t, source: /crm, subject: '{{ contact.long }}' | the HTTP header ce-subject has" })
    void whatCannotBeAnAttributeIsNotSent(String attributes, String problem) throws Exception {
        String script = BINARY.replaceFirst("cloudEvent: .*", "cloudEvent: { " + attributes.replace("\\", "\\\\") + " }");
        try (WebhookScriptTestSupport camel = WebhookScriptTestSupport.answering(folder).script("crm", script).start()) {
            Exchange exchange = camel.call("webhookscript:crm",
                    Map.of("contact", Map.of("id", 7, "name", "Zo\u00eb", "long", "x".repeat(20_000))));

            assertThat(exchange.getException()).hasMessageContaining("notSent").hasMessageContaining(problem);
            assertThat(camel.receiver().requests()).isEmpty();
        }
    }

    @Test
    void aContentTypeOfCloudEventsIsNotSentInBinaryMode() throws Exception {
        String script = BINARY.replace("  body:", "  headers: { Content-Type: '{{ kind }}' }\n  body:");
        try (WebhookScriptTestSupport camel = WebhookScriptTestSupport.answering(folder).script("crm", script).start()) {
            Exchange wrong = camel.call("webhookscript:crm", Map.of("tenant", "n", "kind", "application/CloudEvents+json"));
            Exchange right = camel.call("webhookscript:crm", Map.of("tenant", "n", "kind", "application/vnd.crm+json"));

            assertThat(wrong.getException()).hasMessageContaining("expected the type of the data");
            assertThat(right.getException()).isNull();
            assertThat(camel.receiver().requests()).singleElement().satisfies(
                    r -> assertThat(read(r, Encoding.BINARY).getDataContentType()).isEqualTo("application/vnd.crm+json"));
        }
    }

    @Test
    void aDryRunShowsTheEventThatWouldBeSent() throws Exception {
        try (WebhookScriptTestSupport camel = WebhookScriptTestSupport.answering(folder).script("crm", STRUCTURED).start()) {
            Map<?, ?> shown = camel.call("webhookscript:crm?dryRun=true", EVENT).getMessage().getBody(Map.class);

            assertThat(shown.get("problems")).asList().isEmpty();
            assertThat(shown.get("headers")).asString().contains("application/cloudevents+json");
            assertThat(json(String.valueOf(shown.get("body"))).path("data"))
                    .isEqualTo(json("{\"id\":7,\"name\":\"Zo\u00eb\"}"));
            assertThat(camel.receiver().requests()).isEmpty();
        }
    }

    private static CloudEvent read(RawReceiver.Request request, Encoding expected) {
        MessageReader reader = HttpMessageFactory.createReader((BiConsumer<String, String> each) -> request.headerLines()
                .forEach(line -> each.accept(line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip())),
                request.body());
        assertThat(reader.getEncoding()).isEqualTo(expected);
        return reader.toEvent();
    }

    private static byte[] data(CloudEvent event) {
        return Objects.requireNonNull(event.getData()).toBytes();
    }

    private static JsonNode json(byte[] bytes) throws Exception {
        return new ObjectMapper().readTree(bytes);
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
