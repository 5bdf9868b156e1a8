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

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.webhookscript.http.RawReceiver;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Tag("slow")
class MessageIdNamesOneCallOfOneEventTest {

    private static final String HOOK = """
            idempotencyKey: true
            request: { method: POST, url: "{{ context.receiver }}/hook", body: { text: "{{ event }}" } }
            limits: { retry: { delay: 1ms } }
            """;

    @TempDir
    private Path folder;

    @TempDir
    private Path inbox;

    private RawReceiver receiver;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void start() throws Exception {
        receiver = RawReceiver.answering(
                RawReceiver.response(503, "text/plain", "busy"), "HTTP/1.1 204 No Content\r\n\r\n");
        camel = new WebhookScriptTestSupport(receiver, folder).script("one", HOOK).script("two", HOOK)
                .script("own", "id: \"{{ id }}\"\n" + HOOK);
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:split").split(body().tokenize(",")).to("webhookscript:one");
                from("direct:both").to("webhookscript:one").to("webhookscript:two").to("webhookscript:one");
                from("direct:multicast").multicast().to("webhookscript:one", "webhookscript:one");
                from("direct:taps").wireTap("webhookscript:one").end().wireTap("webhookscript:one");
                from("direct:enrichers").enrich("webhookscript:one", (before, response) -> before)
                        .enrich().constant("webhookscript:one").aggregationStrategy((before, response) -> before);
                from("direct:shared").to("direct:sub").to("direct:sub").toD("direct:${header.sub}");
                from("direct:sub").to("webhookscript:one");
                from("direct:splits").split(body().tokenize(",")).to("direct:sub").end()
                        .split(body().tokenize(",")).to("direct:sub").end();
                from("direct:round").to("webhookscript:one").setBody(constant("x"))
                        .filter(exchange -> receiver.requests().size() < 100)
                        .to("seda:round");
                from("seda:round?pollTimeout=50").split(body().tokenize(";")).to("direct:round");
                from("file:" + inbox + "?noop=true&idempotent=false&delay=10&initialDelay=0").routeId("files")
                        .autoStartup(false)
                        .setHeader("Content-Type", constant("text/plain"))
                        .to("webhookscript:one");
            }
        });
        camel.start();
    }

    @Test
    void staysTheSameOnARetryAndAgainForTheSameSourceId() {
        send("direct:both", "e1", "x");
        List<String> first = ids();
        send("direct:both", "e1", "x");

        assertThat(first.get(0)).isEqualTo(first.get(1)).startsWith("msg_").doesNotContain(".");
        assertThat(ids().subList(4, 7)).isEqualTo(first.subList(1, 4));
    }

    @Test
    void leavesNoTraceOfTheWayOnTheExchange() {
        assertThat(camel.call("direct:both", "x").getProperties().keySet()).noneMatch(key -> key.contains("WebhookScript"));
    }

    @Test
    void differsForChildrenOfASplitForScriptsAndForCalls() {
        send("direct:split", "e1", "a,b,a");
        send("direct:both", "e1", "x");
        send("direct:multicast", "e1", "x");

        List<String> ids = ids();
        Set<String> different = new HashSet<>(ids.subList(1, ids.size()));
        assertThat(ids).hasSize(1 + 3 + 3 + 2);
        assertThat(different).hasSize(ids.size() - 1);
    }

    /** A wire tap and an enricher send copies, which do not say where they were made. */
    @ParameterizedTest
    @CsvSource({ "direct:taps, 2", "direct:enrichers, 2", "direct:shared, 3", "direct:splits, 4" })
    void differsForEachWayToACallAndIsTheSameAgain(String route, int calls) {
        for (int i = 0; i < 2; i++) {
            int sent = i;
            camel.camelContext().createProducerTemplate().sendBodyAndHeaders(route, "a,b",
                    Map.of("ce-id", "e1", "sub", "sub"));
            await().atMost(Duration.ofSeconds(30)).until(() -> ids().size() == 1 + (sent + 1) * calls);
        }

        List<String> ids = ids().subList(1, ids().size());
        assertThat(new HashSet<>(ids.subList(0, calls))).hasSize(calls)
                .containsExactlyInAnyOrderElementsOf(ids.subList(calls, 2 * calls));
    }

    @Test
    void differsEachTimeHoweverOftenAnExchangeComesRound() {
        send("direct:round", "e1", "x");

        await().atMost(Duration.ofSeconds(30)).until(() -> ids().size() == 100);
        assertThat(new HashSet<>(ids())).hasSize(100 - 1);
    }

    @Test
    void isRandomWithoutASourceIdAndNeverReadFromItsOwnHeader() {
        for (int i = 0; i < 2; i++) {
            camel.camelContext().createProducerTemplate().sendBodyAndHeader("direct:split", "x",
                    WebhookScriptConstants.MESSAGE_ID, "msg_given");
        }

        assertThat(new HashSet<>(ids())).hasSize(2).doesNotContain("msg_given");
    }

    @Test
    void comesFromTheScriptsOwnExpression() {
        camel.call("webhookscript:own", "{\"id\":\"a\"}");
        camel.call("webhookscript:own", "{\"id\":\"a\"}");
        camel.call("webhookscript:own", "{\"id\":\"b\"}");

        assertThat(ids().get(1)).isEqualTo(ids().get(2)).isNotEqualTo(ids().get(3));
    }

    @Test
    void isTheSameForAFileThatIsReadAgain() throws Exception {
        Path file = Files.writeString(inbox.resolve("a.txt"), "content");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));

        camel.camelContext().getRouteController().startRoute("files");
        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.requests().size() >= 3);

        assertThat(new HashSet<>(ids())).hasSize(1);
        assertThat(receiver.requests()).allSatisfy(request -> assertThat(request.text()).isEqualTo("content"));
    }

    private void send(String uri, String sourceId, String body) {
        camel.camelContext().createProducerTemplate().sendBodyAndHeader(uri, body, "ce-id", sourceId);
    }

    private List<String> ids() {
        return receiver.requests().stream().map(request -> request.headers("Idempotency-Key").get(0)).toList();
    }
}
