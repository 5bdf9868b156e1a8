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
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.webhookscript.delivery.report.WebhookScriptDispatchException;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a sender of events chooses, an event reaches the scripts of its type, or its caller learns why not. */
@Tag("slow")
class EventsOfAnyShapeAreTakenTest {

    private static final String SCRIPT
            = "request: { url: \"{{ context.receiver }}/%s\", body: { json: { e: \"{{ event }}\" } } }\n"
              + "limits: { retry: { maxAttempts: 1 } }\ntriggers: [ { event: '%s' } ]\n";

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    private WebhookScriptTestSupport with(String name, String trigger) throws Exception {
        camel = camel == null ? WebhookScriptTestSupport.answering(folder) : camel;
        return camel.script(name, SCRIPT.formatted(name, trigger));
    }

    private Exchange send(String uri, Map<String, Object> headers, @Nullable Object body) {
        return camel.camelContext().createProducerTemplate().request(uri, exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setBody(body);
        });
    }

    private Exchange ofType(Object type, @Nullable Object body) {
        return send("webhookscript:event", Map.of("CamelWebhookScriptEventType", type), body);
    }

    private List<String> called() {
        return camel.receiver().requests().stream().map(request -> request.line().split(" ")[1]).sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "contact.*", "*", "../../etc/passwd", "a b\tc", "contact.updated\r\nX: y", "{{secret.key}}", "${body}",
            "\uD83C\uDF70.\uD800",
            "....", ".", "contact.updated?deadLetter=file:x", "CONTACT.UPDATED" })
    void anOddTypeMatchesOnlyTheTriggerOfAllEvents(String type) throws Exception {
        with("all", "*");
        with("updated", "contact.updated");
        with("below", "order.*").start();

        Exchange exchange = ofType(type, Map.of());

        assertThat(exchange.getException()).isNull();
        assertThat(called()).containsExactly("/all");
    }

    @Test
    void aStarInAnEventIsACharacterLikeAnyOther() throws Exception {
        with("updated", "contact.updated");
        with("below", "contact.*").start();

        ofType("contact.*", Map.of());
        ofType("*", Map.of());

        assertThat(called()).containsExactly("/below");
        assertThat(camel.component().dispatchStatus().lastUnmatched().type()).isEqualTo("*");
    }

    @Test
    void aTypeOfAMillionSegmentsCostsNothing() throws Exception {
        with("below", "a.b.c.*").start();
        String type = "a.".repeat(1_000_000) + "z";

        long began = System.nanoTime();
        Exchange exchange = ofType(type, Map.of());

        assertThat(exchange.getException()).isNull();
        assertThat((System.nanoTime() - began) / 1_000_000_000).isLessThan(5);
        assertThat(camel.component().dispatchStatus().lastUnmatched().type()).hasSizeLessThan(130);
    }

    @Test
    void repeatedHeadersOfOneValueAreOneTypeAndDifferentOnesAreRejected() throws Exception {
        with("updated", "contact.updated").start();

        send("webhookscript:event", Map.of("ce-type", List.of("contact.updated", "contact.updated")), Map.of());
        Exchange different
                = send("webhookscript:event", Map.of("ce-type", List.of("contact.updated", "contact.deleted")), Map.of());
        Exchange channels = send("webhookscript:event:contact.updated",
                Map.of("CamelWebhookScriptChannel", List.of("sms", "mail")), Map.of());
        send("webhookscript:event:contact.updated", Map.of("ce-type", List.of("a", "b")), Map.of());

        assertThat(different.getException(WebhookScriptDispatchException.class))
                .hasMessageContaining("name 2 types, expected one");
        assertThat(channels.getException(WebhookScriptDispatchException.class)).hasMessageContaining("name 2 channels");
        assertThat(called()).containsExactly("/updated", "/updated");
        assertThat(camel.component().dispatchStatus().rejected()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{\"a\":1}", "no json" })
    void anEventWithoutATypeIsRejectedWithTheWaysToNameOne(String body) throws Exception {
        with("all", "*").start();

        Exchange exchange = send("webhookscript:event", Map.of("ce-type", ""), body);

        assertThat(exchange.getException(WebhookScriptDispatchException.class)).hasMessageContaining("the event has no type")
                .hasMessageContaining("webhookscript:event:TYPE").hasMessageContaining("CamelWebhookScriptEventType");
        assertThat(exchange.getException(WebhookScriptDispatchException.class).isEventAtFault()).isTrue();
        assertThat(exchange.getMessage().getBody()).isEqualTo(body);
        assertThat(called()).isEmpty();
    }

    @Test
    void noBodyIsAnEmptyEvent() throws Exception {
        with("all", "*").start();

        assertThat(ofType("x", null).getException()).isNull();
        assertThat(camel.receiver().requests().get(0).text()).isEqualTo("{\"e\":{}}");
    }

    @Test
    void anEventThatCannotBeReadIsAFailureOfEachScriptThatWouldGetIt() throws Exception {
        with("all", "*");
        with("updated", "contact.updated");
        camel.script("conditional",
                SCRIPT.formatted("conditional", "x").replace("event: 'x'", "event: contact.updated, when: a"))
                .start();
        MockEndpoint letters = camel.camelContext().getEndpoint("mock:letters", MockEndpoint.class);
        Map<String, Object> json = Map.of(Exchange.CONTENT_TYPE, "application/json");

        Exchange stored = send("webhookscript:event:contact.updated?deadLetter=mock:letters", json, "{\"a\":");
        Exchange thrown = send("webhookscript:event:contact.updated", json, new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line is dead");
            }
        });

        assertThat(stored.getMessage().getBody(List.class)).extracting("script").asList()
                .containsExactly("all", "conditional", "updated");
        assertThat(letters.getReceivedCounter()).isEqualTo(3);
        WebhookScriptDispatchException failure = thrown.getException(WebhookScriptDispatchException.class);
        assertThat(failure.getOutcomes()).extracting("outcome").containsExactly("notSent", "notSent", "notSent");
        assertThat(failure.isEventAtFault()).isTrue();
        assertThat(failure.getCause()).isInstanceOf(WebhookScriptException.class).hasMessageContaining("the line is dead");
        assertThat(failure.getSuppressed()).hasSize(2);
        assertThat(called()).isEmpty();
    }

    @Test
    void aStreamThatIsTooLongForMemoryIsSharedByItsScriptsAndReleased() throws Exception {
        camel = new WebhookScriptTestSupport(
                RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok")), folder);
        String relay
                = "request: { url: \"{{ context.receiver }}/%s\", body: { binary: event, contentType: application/octet-stream } }\n"
                  + "triggers: [ { event: big } ]\n";
        camel.script("one", relay.formatted("one")).script("two", relay.formatted("two"))
                .script("three", relay.formatted("three"))
                .start();
        byte[] bytes = new byte[5 << 20];
        bytes[bytes.length - 1] = 7;

        Exchange exchange
                = send("webhookscript:event:big", Map.of(Exchange.CONTENT_TYPE, "image/png"), new ByteArrayInputStream(bytes));

        assertThat(exchange.getException()).isNull();
        assertThat(camel.receiver().requests()).hasSize(3)
                .allSatisfy(request -> assertThat(request.body()).isEqualTo(bytes));
    }

    @Test
    void tenThousandScriptsOfOneTypeAreAskedAndOnlyThoseWhoseConditionHoldsAreCalled() throws Exception {
        with("seed", "none");
        IntStream.range(0, 10_000).forEach(i -> camel.rawScript("s" + i, "webhookscript: '1.0'\ncontext: { receiver: '' }\n"
                                                                         + "request: { url: '{{ context.receiver }}/{{ number }}' }\ntriggers: [ { event: tick, when: 'number == "
                                                                         + i + "' } ]\n"));
        camel.start();

        Exchange exchange = ofType("tick", Map.of("number", 4711));

        assertThat(exchange.getMessage().getBody(List.class)).extracting("script").asList().containsExactly("s4711");
        assertThat(called()).containsExactly("/4711");
    }

    @Test
    void hundredsOfMatchingScriptsAreAllCalledByAFewThreads() throws Exception {
        with("seed", "none");
        IntStream.range(0, 300).forEach(i -> with("s" + i));
        camel.start();

        Exchange exchange = send("webhookscript:event:tick", Map.of(), Map.of("number", 1));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(List.class)).hasSize(300);
        assertThat(called()).hasSize(300).doesNotHaveDuplicates();
    }

    private void with(String name) {
        camel.script(name, SCRIPT.formatted(name, "tick"));
    }
}
