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
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import io.webhookscript.callpath.CallPaths;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.ExchangeProperties;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** No two calls share a message id, however splits, multicasts and loops stand in each other; a repetition does. */
@Tag("slow")
class NestedSplitsHaveMessageIdsOfTheirOwnTest {

    private static final String HOOK = """
            idempotencyKey: true
            request: { method: POST, url: "{{ context.receiver }}/hook", body: { text: "{{ event }}" } }
            limits: { retry: { maxAttempts: 1 } }
            """;

    @TempDir
    private Path folder;

    private RawReceiver receiver;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void start() throws Exception {
        receiver = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n");
        camel = new WebhookScriptTestSupport(receiver, folder).script("one", HOOK).script("two", HOOK)
                .script("failing", HOOK.replace("request:", "deadLetter: { to: dead }\nrequest:")
                        .replace("{{ context.receiver }}", "http://localhost:1"))
                .deadLetter("dead", "mock:dead");
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:splits").split(body().tokenize(";")).split(body().tokenize(",")).to("webhookscript:one");
                from("direct:routes").split(body().tokenize(";")).to("direct:inner");
                from("direct:inner").split(body().tokenize(",")).to("webhookscript:one");
                from("direct:queued").split(body().tokenize(";")).to("seda:inner?waitForTaskToComplete=Always");
                from("seda:inner?pollTimeout=50").split(body().tokenize(",")).to("webhookscript:one");
                from("direct:multicasts").multicast().to("direct:fan", "direct:fan");
                from("direct:fan").multicast().to("direct:leaf", "direct:leaf");
                from("direct:leaf").to("webhookscript:one");
                from("direct:list").recipientList(constant("direct:fan,direct:fan"));
                from("direct:scripts").split(body().tokenize(";")).split(body().tokenize(",")).multicast()
                        .to("webhookscript:one", "webhookscript:two");
                from("direct:loop").loop(2).split(body().tokenize(",")).to("webhookscript:one");
                from("direct:loops").loop(2).loop(2).to("webhookscript:one");
                from("direct:slip").routingSlip(constant("webhookscript:one,webhookscript:one,direct:leaf,direct:leaf"));
                from("direct:slips").routingSlip(constant("direct:inner,direct:inner"));
                from("direct:router").dynamicRouter(method(new ThreeTimes("webhookscript:one"), "next"));
                from("direct:router-of-routes").dynamicRouter(method(new ThreeTimes("direct:leaf"), "next"));
                from("direct:dead").split(body().tokenize(";")).split(body().tokenize(",")).doTry()
                        .to("webhookscript:failing").doCatch(Exception.class);
                from("direct:summary").multicast(AggregationStrategies.useLatest()).parallelProcessing()
                        .to("direct:leaf", "direct:leaf", "direct:leaf", "direct:leaf").end().to("webhookscript:two");
            }
        });
        camel.start();
    }

    /** Says where an exchange goes next. */
    public record ThreeTimes(String uri) {

        public @Nullable String next(@ExchangeProperties Map<String, Object> properties) {
            return properties.merge("steps", 1, (a, b) -> (int) a + (int) b).equals(4) ? null : uri;
        }
    }

    @ParameterizedTest
    @CsvSource({
            "direct:splits, 4", "direct:routes, 4", "direct:queued, 4", "direct:multicasts, 4", "direct:list, 4",
            "direct:scripts, 8", "direct:loop, 6", "direct:loops, 4", "direct:slip, 4", "direct:slips, 6", "direct:router, 3",
            "direct:router-of-routes, 3" })
    void differWhereverTheyStandAndAreTheSameAgainForTheSameEvent(String route, int calls) {
        send(route, "e1", "a,b;a,b");
        List<String> first = ids();
        send(route, "e1", "a,b;a,b");
        send(route, "e2", "a,b;a,b");

        assertThat(first).hasSize(calls).doesNotHaveDuplicates();
        assertThat(ids().subList(calls, 2 * calls)).containsExactlyInAnyOrderElementsOf(first);
        assertThat(ids().subList(2 * calls, 3 * calls)).doesNotContainAnyElementsOf(first);
    }

    /** The exchange behind a multicast has the properties of whichever child was the last. */
    @Test
    void isThatOfThePlaceBehindAMulticastWhicheverChildWasTheLast() {
        for (int i = 0; i < 20; i++) {
            send("direct:summary", "e1", "x");
        }

        assertThat(new HashSet<>(ids())).hasSize(4 + 1);
    }

    @Test
    void isThatOfTheChildWhenItsDeadLetterIsReplayed() throws Exception {
        send("direct:dead", "e1", "a,b;a,b");
        List<String> documents = camel.camelContext().getEndpoint("mock:dead",
                org.apache.camel.component.mock.MockEndpoint.class).getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(String.class)).toList();
        documents.forEach(document -> camel.call("webhookscript:one?replay=true",
                document.replace("\"script\":\"failing\"", "\"script\":\"one\"")));

        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.requests().size() == 4);
        assertThat(ids()).doesNotHaveDuplicates();
        for (int i = 0; i < 4; i++) {
            assertThat(documents.get(i)).contains("\"" + ids().get(i) + "\"");
        }
    }

    /** A component that is made by the innermost route would be too late for those that were made before. */
    @Test
    void areNotedInRoutesThatAreMadeBeforeTheComponent() throws Exception {
        try (DefaultCamelContext fresh = new DefaultCamelContext()) {
            fresh.start();

            assertThat(fresh.getComponentNames()).doesNotContain("webhookscript");
            assertThat(fresh.getCamelContextExtension().getInterceptStrategies()).hasOnlyElementsOfType(CallPaths.class)
                    .hasSize(1);
            fresh.getComponent("webhookscript");
            assertThat(fresh.getCamelContextExtension().getInterceptStrategies()).filteredOn(CallPaths.class::isInstance)
                    .hasSize(1);
        }
    }

    private void send(String uri, String sourceId, String body) {
        camel.camelContext().createProducerTemplate().sendBodyAndHeader(uri, body, "ce-id", sourceId);
    }

    private List<String> ids() {
        return receiver.requests().stream().map(request -> request.headers("Idempotency-Key").get(0)).toList();
    }
}
