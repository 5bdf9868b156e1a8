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
import java.util.concurrent.atomic.AtomicInteger;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A script that is to deliver dead letters, and fails itself, is not sent its own. */
class ADeadLetterGoesInNoCircleTest {

    private static final String SCRIPT = """
            %srequest: { url: "{{ context.receiver }}/%s", body: { json: { event: "{{ event }}" } } }
            """;

    @TempDir
    private Path folder;
    private RawReceiver receiver;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws Exception {
        receiver = RawReceiver.answering(RawReceiver.response(404, "text/plain", "nobody here"));
        camel = new WebhookScriptTestSupport(receiver, folder);
    }

    private WebhookScriptTestSupport script(String name, String more) {
        return camel.script(name, SCRIPT.formatted(more, name));
    }

    @Test
    void aScriptForAllDeadLettersIsCalledOnce() throws Exception {
        camel.component().setDeadLetter("webhookscript:alert");
        script("order", "");
        script("alert", "").start();

        Exchange exchange = camel.call("webhookscript:order", "{\"id\":1}");

        assertThat(exchange.getException()).isInstanceOf(WebhookScriptException.class).hasMessageContaining("'order'");
        assertThat(receiver.requests()).extracting(RawReceiver.Request::line)
                .containsExactly("POST /order HTTP/1.1", "POST /alert HTTP/1.1");
    }

    @Test
    void scriptsThatNameEachOtherDoNotLoop() throws Exception {
        script("ping", "deadLetter: { to: pong }\n").deadLetter("pong", "webhookscript:pong");
        script("pong", "deadLetter: { to: ping }\n").deadLetter("ping", "webhookscript:ping").start();

        camel.call("webhookscript:ping", "{\"id\":1}");

        assertThat(receiver.requests()).extracting(RawReceiver.Request::line)
                .containsExactly("POST /ping HTTP/1.1", "POST /pong HTTP/1.1", "POST /ping HTTP/1.1");
    }

    @Test
    void anAsyncScriptDoesNotLoop() throws Exception {
        camel.component().setDeadLetter("webhookscript:alert");
        script("alert", "execution: async\n").start();

        camel.call("webhookscript:alert", "{\"id\":1}");

        await().until(() -> receiver.requests().size() > 1);
        await().untilAsserted(
                () -> assertThat(camel.component().scripts().find("alert").orElseThrow().deliveries().inFlight()).isZero());
        assertThat(receiver.requests()).hasSize(2);
    }

    @Test
    void aRouteThatReplaysEachLetterAtOnceDoesNotLoop() throws Exception {
        script("order", "deadLetter: { to: again }\n").deadLetter("again", "direct:again").route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:again").errorHandler(noErrorHandler()).to("webhookscript:order?replay=true");
            }
        }).start();

        Exchange exchange = camel.call("webhookscript:order", "{\"id\":1}");

        assertThat(exchange.getException()).isInstanceOf(WebhookScriptException.class);
        assertThat(receiver.requests()).hasSize(9);
    }

    @Test
    void aLetterOfALetterGoesToAnotherEndpoint() throws Exception {
        script("order", "deadLetter: { to: alert }\n").deadLetter("alert", "webhookscript:alert");
        script("alert", "deadLetter: { to: last, caller: succeed }\n").deadLetter("last", "mock:last").start();

        camel.call("webhookscript:order", "{\"id\":1}");

        MockEndpoint last = camel.camelContext().getEndpoint("mock:last", MockEndpoint.class);
        assertThat(last.getExchanges()).hasSize(1);
        assertThat(last.getExchanges().get(0).getMessage().getBody(String.class)).contains("\"script\":\"alert\"");
    }

    @Test
    void aQueueMayReplayWhatItKeeps() throws Exception {
        AtomicInteger replays = new AtomicInteger();
        script("order", "deadLetter: { to: kept }\n").deadLetter("kept", "seda:kept").route(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:kept?pollTimeout=50").filter(e -> replays.incrementAndGet() < 4)
                        .to("webhookscript:order?replay=true");
            }
        }).start();

        camel.call("webhookscript:order", "{\"id\":1}");

        await().until(() -> replays.get() == 4);
        assertThat(receiver.requests()).hasSize(4).extracting(RawReceiver.Request::text).containsOnly("{\"event\":{\"id\":1}}");
    }
}
