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
import java.util.Map;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A sender's signature is over its bytes: {@code binary: event} sends these, whatever the event was read as. */
class EventsAreRelayedByteForByteTest {

    private static final String RELAY = """
            request:
              method: PUT
              url: "{{ context.receiver }}/{{ id | default('none') }}"
              body: { binary: event, contentType: application/json }
            limits: { retry: { maxAttempts: 1 } }
            """;

    @TempDir
    private Path folder;

    private RawReceiver receiver;
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws Exception {
        receiver = RawReceiver.answering(RawReceiver.response(503, "text/plain", "later"),
                RawReceiver.response(200, "text/plain", "ok"));
        camel = new WebhookScriptTestSupport(receiver, folder);
        camel.component().setDeadLetter("mock:letters");
    }

    @AfterEach
    void close() {
        camel.close();
    }

    private Exchange call(String uri, Object body, String contentType) {
        Exchange exchange = camel.exchange(body);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, contentType);
        exchange.setPattern(ExchangePattern.InOut);
        return camel.camelContext().createProducerTemplate().send(uri, exchange);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "application/json|{ \"id\" : 7,\\n \"price\":1.10, \"e\":1e2, \"u\":\"\\u00e9\" }|7",
            "application/json|[ 1,\\t2 ]|none",
            "text/plain|{\"id\":7 }|7", "application/x-www-form-urlencoded|id=7&a=b+c&a=d%2f|7",
            "application/json|  {\"id\":7}\\n|7",
            "text/csv|a;b|none" })
    void theBytesThatCameGoOut(String contentType, String text, String id) throws Exception {
        byte[] bytes = text.replace("\\n", "\n").replace("\\t", "\t").getBytes(StandardCharsets.UTF_8);
        camel.script("relay", RELAY).start();

        call("webhookscript:relay", bytes, contentType);
        call("webhookscript:relay", new String(bytes, StandardCharsets.UTF_8), contentType);
        call("webhookscript:relay", new java.io.ByteArrayInputStream(bytes), contentType);

        assertThat(receiver.requests()).hasSize(3).allSatisfy(request -> {
            assertThat(request.body()).isEqualTo(bytes);
            assertThat(request.line()).isEqualTo("PUT /" + id + " HTTP/1.1");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "application/json|{ \"id\" : 7 }", "application/x-www-form-urlencoded|id=7&b=c+d", "text/plain|just text" })
    void aReplaySendsTheSameBytesOnceMore(String contentType, String text) throws Exception {
        camel.script("relay", RELAY).start();
        assertThat(call("webhookscript:relay", text.getBytes(StandardCharsets.UTF_8), contentType)
                .getException(WebhookScriptException.class)).isNotNull();
        String letter = camel.camelContext().getEndpoint("mock:letters", MockEndpoint.class).getExchanges().get(0).getMessage()
                .getBody(String.class);

        assertThat(camel.call("webhookscript:relay?replay=true", letter).getException()).isNull();

        assertThat(receiver.requests()).hasSize(2);
        assertThat(receiver.requests().get(1).text()).isEqualTo(text);
        assertThat(receiver.requests().get(1).line()).isEqualTo(receiver.requests().get(0).line());
    }

    @Test
    void largeStreamsAreRelayedToo() throws Exception {
        String large = "{ \"id\" : 7, \"pad\": \"" + "x".repeat(5_000_000) + "\" }";
        camel.script("relay", RELAY).start();

        call("webhookscript:relay", new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)),
                "application/json");

        assertThat(receiver.requests().get(0).text()).isEqualTo(large);
    }

    @Test
    void anEventThatWasNeverBytesIsNone() throws Exception {
        camel.script("relay", RELAY).start();

        assertThat(camel.call("webhookscript:relay", Map.of("id", 7)).getException(WebhookScriptException.class).getReason())
                .contains("cannot take bytes from a map");
    }
}
