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

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A receiver that responses each webhook with the event that causes the next one is stopped; honest updates are not.
 */
class ALoopIsStoppedTest {

    private static final String SCRIPT = """
            useCase: contact
            request: { url: "{{ context.receiver }}/contacts/{{ contact.id }}" }
            limits: { timeout: 60s, hops: 4, loop: { count: 7, per: 1h } }
            """;

    @TempDir
    private Path folder;

    private RawReceiver receiver;

    @AfterEach
    void close() throws Exception {
        receiver.close();
    }

    /** What the callback into our route ended with, the innermost call first. */
    private final AtomicReference<Exchange> refused = new AtomicReference<>();

    @Test
    void aLoopIsStoppedByHopsWhenTheReceiverReturnsOurHeader() throws Exception {
        try (WebhookScriptTestSupport camel = callingBack(true)) {
            Exchange outermost = camel.call("direct:contact-updated", contact(7));

            assertThat(outermost.getException()).isNull();
            assertThat(camel.receiver().requests()).extracting(request -> request.headers("Webhook-Hops").get(0))
                    .containsExactly("1", "2", "3", "4");
            assertThat(refused.get().getException(WebhookScriptException.class).getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(refused.get().getException()).hasMessageContaining("come through 4 webhooks already")
                    .hasMessageContaining("limits.hops is 4");
        }
    }

    @Test
    void aLoopIsStoppedBySubjectWhenTheReceiverDropsOurHeader() throws Exception {
        try (WebhookScriptTestSupport camel = callingBack(false)) {
            Exchange outermost = camel.call("direct:contact-updated", contact(7));

            assertThat(outermost.getException()).isNull();
            assertThat(camel.receiver().requests()).hasSize(7);
            assertThat(refused.get().getException(WebhookScriptException.class).getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(refused.get().getException()).hasMessageContaining("subject 7 was sent 7 times")
                    .hasMessageContaining("limits.loop");
        }
    }

    /** Header and what goes out, {@code notSent} when it is too many. */
    private static final List<Map.Entry<Object, String>> HOPS = List.of(
            entry("3", "4"), entry(3, "4"), entry(" 03 ", "4"), entry("2, 3,1", "4"), entry(List.of("3", "1"), "4"),
            entry(new String[] { "1", "3" }, "4"), entry("4", "notSent"), entry("1, 7", "notSent"),
            entry(List.of("1", "7"), "notSent"), entry("10000", "notSent"), entry("9".repeat(20), "notSent"), entry("", "1"),
            entry("-1", "1"), entry("3.0", "1"), entry("many", "1"), entry("\u0663", "1"), entry("2, many", "3"));

    @Test
    void theLargestNumberOfHopsCounts() throws Exception {
        receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
        try (WebhookScriptTestSupport camel = support().start()) {
            for (int i = 0; i < HOPS.size(); i++) {
                Object inbound = HOPS.get(i).getKey();
                int before = receiver.requests().size();
                Exchange exchange = camel.exchange(contact(i));
                exchange.getMessage().setHeader("WEBHOOK-hops", inbound);
                camel.camelContext().createProducerTemplate().send("direct:contact-updated", exchange);

                assertThat(receiver.requests().stream().skip(before)
                        .map(request -> request.headers("Webhook-Hops").get(0)).findFirst().orElse("notSent"))
                        .as("%s", inbound).isEqualTo(HOPS.get(i).getValue());
                assertThat(exchange.isFailed()).isEqualTo(HOPS.get(i).getValue().equals("notSent"));
            }
        }
    }

    @Test
    void aBurstOfUpdatesOfManySubjectsIsNotALoop() throws Exception {
        receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
        try (WebhookScriptTestSupport camel = support().start()) {
            for (int i = 0; i < 200; i++) {
                assertThat(camel.call("direct:contact-updated", contact(i)).getException()).isNull();
            }

            assertThat(receiver.requests()).hasSize(200);
        }
    }

    private WebhookScriptTestSupport callingBack(boolean withHeader) throws Exception {
        AtomicReference<ProducerTemplate> template = new AtomicReference<>();
        receiver = RawReceiver.playing(peer -> {
            RawReceiver.Request request = peer.request();
            while (request != null) {
                Optional<String> hops = request.headers("Webhook-Hops").stream().findFirst().filter(h -> withHeader);
                Exchange response = template.get().request("direct:contact-updated", exchange -> {
                    exchange.getMessage().setBody(contact(7));
                    hops.ifPresent(value -> exchange.getMessage().setHeader("webhook-hops", value));
                });
                if (response.getException() != null) {
                    refused.compareAndSet(null, response);
                }
                peer.send(RawReceiver.response(200, "text/plain", "ok"));
                request = peer.request();
            }
        });
        WebhookScriptTestSupport camel = support().start();
        template.set(camel.camelContext().createProducerTemplate());
        return camel;
    }

    private WebhookScriptTestSupport support() throws Exception {
        return new WebhookScriptTestSupport(receiver, folder).script("push-contact", SCRIPT).route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:contact-updated").to("webhookscript:push-contact");
            }
        });
    }

    private static Map<String, Object> contact(int id) {
        return Map.of("contact", Map.of("id", id));
    }
}
