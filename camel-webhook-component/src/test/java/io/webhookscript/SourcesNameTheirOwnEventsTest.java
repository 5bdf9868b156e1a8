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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What two sources call alike is two events, and a sender cannot take the name of an event of another source. */
class SourcesNameTheirOwnEventsTest {

    private static final String HOOK = """
            idempotencyKey: true
            request: { url: "{{ context.receiver }}/hook", body: { text: "{{ header['x-note'] }}" } }
            """;

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void make() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder).script("hook", HOOK);
    }

    @Test
    void eventsOfTwoCloudEventSourcesHaveTwoIds() throws Exception {
        camel.start();
        send(Map.of("ce-id", "1", "ce-source", "/shop/eu"));
        send(Map.of("ce-id", "1", "ce-source", "/shop/us"));
        send(Map.of("ce-id", "1"));
        send(Map.of("ce-id", "1", "ce-source", "/shop/eu"));

        assertThat(ids()).hasSize(4);
        assertThat(new HashSet<>(ids())).hasSize(3);
        assertThat(ids().get(3)).isEqualTo(ids().get(0));
    }

    @Test
    void noSourceAndIdReadAsAnotherSourceAndId() throws Exception {
        camel.start();
        send(Map.of("ce-id", "b c", "ce-source", "a"));
        send(Map.of("ce-id", "c", "ce-source", "a b"));
        send(Map.of("ce-id", "c", "ce-source", "a%20b"));

        assertThat(new HashSet<>(ids())).hasSize(3);
    }

    static List<Map<String, Object>> foreign() {
        return List.of(Map.of("JMSMessageID", "ID:1"), Map.of("kafka.TOPIC", "t", "kafka.PARTITION", 0, "kafka.OFFSET", 7L),
                Map.of("CamelFileAbsolutePath", "/in/a", "CamelFileLastModified", 1L),
                Map.of("CamelFileNameConsumed", "a", "CamelFileLastModified", 1L));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void whatOtherEndpointsBringUnderTheNamesOfASourceIsNoId(Map<String, Object> headers) throws Exception {
        camel.start();
        send(headers);
        send(headers);

        assertThat(new HashSet<>(ids())).hasSize(2);
    }

    @Tag("slow")
    @Test
    void aMessageOfABrokerHasItsIdWhateverTheComponentIsCalled() throws Exception {
        camel.deadLetter("letters", "mock:letters").script("far", """
                request: { url: "http://localhost:1/" }
                limits: { retry: { maxAttempts: 1 } }
                deadLetter: { to: letters }
                """);
        try (EmbeddedBroker broker = new EmbeddedBroker()) {
            camel.camelContext().addComponent("orders", JmsComponent.jmsComponent(broker.connections()));
            camel.route(new RouteBuilder() {
                @Override
                public void configure() {
                    from("orders:queue:in").to("direct:inner");
                    from("direct:inner").to("webhookscript:far");
                }
            }).start();
            MockEndpoint letters = camel.camelContext().getEndpoint("mock:letters", MockEndpoint.class);
            letters.expectedMessageCount(1);
            broker.send("in", "{}");

            letters.assertIsSatisfied();
            assertThat(letters.getExchanges().get(0).getMessage().getBody(String.class)).contains("\"sourceId\":\"ID:");
        }
    }

    @Test
    void aRouteNamesTheEventsOfASourceThatIsNotKnown() throws Exception {
        camel.start();
        send(Map.of("CamelWebhookScriptSourceId", "orders 7"));
        send(Map.of("CamelWebhookScriptSourceId", "orders 8"));
        send(Map.of("CamelWebhookScriptSourceId", "orders 7"));

        assertThat(ids().get(2)).isEqualTo(ids().get(0)).isNotEqualTo(ids().get(1));
    }

    @Test
    void anEmptyIdOfTheRouteNamesNothing() throws Exception {
        camel.start();
        send(Map.of("CamelWebhookScriptSourceId", " "));
        send(Map.of("CamelWebhookScriptSourceId", " "));

        assertThat(new HashSet<>(ids())).hasSize(2);
    }

    @Test
    void bytesInHeadersAreTheirText() throws Exception {
        camel.start();
        for (int i = 0; i < 3; i++) {
            send(Map.of("ce-id", bytes("A-1"), "ce-source", bytes("/s"), "x-note", bytes("gr\u00fc\u00dfe")));
        }
        send(Map.of("ce-id", "A-1", "ce-source", "/s", "x-note", "gr\u00fc\u00dfe"));

        assertThat(new HashSet<>(ids())).hasSize(1);
        assertThat(camel.receiver().requests()).extracting(RawReceiver.Request::text).containsOnly("gr\u00fc\u00dfe");
    }

    @Test
    void hopsInBytesStopALoop() throws Exception {
        camel.start();

        Exchange exchange = send(Map.of("Webhook-Hops", bytes("99")));

        assertThat(exchange.getException()).hasMessageContaining("notSent").hasMessageContaining("hops");
        assertThat(camel.receiver().requests()).isEmpty();
    }

    @Test
    void bytesThatAreNoTextNameAnEventToo() throws Exception {
        camel.start();
        byte[] binary = { (byte) 0xff, 0x00, 0x7f };
        send(Map.of("ce-id", binary));
        send(Map.of("ce-id", binary.clone()));

        assertThat(new HashSet<>(ids())).hasSize(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Exchange send(Map<String, Object> headers) {
        return camel.camelContext().createProducerTemplate().request("webhookscript:hook", exchange -> {
            exchange.getMessage().setBody("{}");
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    private List<String> ids() {
        return camel.receiver().requests().stream().map(request -> request.headers("Idempotency-Key").get(0)).toList();
    }
}
