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
import java.util.List;
import java.util.Map;

import io.webhookscript.http.RawReceiver;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Camel numbers the nodes of all contexts of a JVM as they come: an event that comes again after a restart has its
 * message id all the same, if somebody has named its route or the node that calls.
 */
@Tag("slow")
class MessageIdsOutliveOtherRoutesTest {

    private static final String HOOK = """
            idempotencyKey: true
            request: { method: POST, url: "{{ context.receiver }}/hook", body: { text: "{{ event }}" } }
            """;

    @TempDir
    private Path folder;

    @Test
    void areThoseOfTheRouteAndTheHowManiethCallItMakes() throws Exception {
        List<String> before = idsOf("before", new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:orders").routeId("orders").to("webhookscript:hook").setBody(constant("a,b")).split(body().tokenize(","))
                        .to("webhookscript:hook").setBody(constant("c")).toD("webhookscript:${header.hook}").end().wireTap("direct:tapped");
                from("direct:tapped").to("mock:end");
            }
        });
        List<String> after = idsOf("after", new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:tapped").split(body()).to("webhookscript:hook").end().to("mock:end");
                from("direct:orders").routeId("orders").setProperty("more", constant(1)).to("log:orders")
                        .to("webhookscript:hook?timeout=3s").to("webhookscript:other").setBody(constant("a,b")).split(body().tokenize(","))
                        .filter(body().isNotNull()).to("webhookscript:hook").setBody(constant("c")).toD("webhookscript:${header.hook}").end();
            }
        });

        assertThat(before).hasSize(1 + 2 * 2).doesNotHaveDuplicates();
        assertThat(after).hasSize(before.size() + 1).containsAll(before);
    }

    @Test
    void areThoseOfANodeThatHasANameWhereverItStands() throws Exception {
        List<String> before = idsOf("before", new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:orders").to("webhookscript:hook").id("tell");
            }
        });
        List<String> after = idsOf("after", new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:orders").to("log:orders").choice().when(body().isNotNull()).to("webhookscript:hook").id("tell");
            }
        });

        assertThat(after).hasSize(1).isEqualTo(before);
    }

    @Test
    void differWhereTwoRoutesHaveNoNames() throws Exception {
        List<String> ids = idsOf("nameless", new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:orders").multicast().to("seda:topic?waitForTaskToComplete=Always&multipleConsumers=true");
                from("seda:topic?multipleConsumers=true").to("webhookscript:hook");
                from("seda:topic?multipleConsumers=true").to("webhookscript:hook");
            }
        });

        assertThat(ids).hasSize(2).doesNotHaveDuplicates();
    }

    private List<String> idsOf(String run, RouteBuilder routes) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n");
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(
                     receiver, Files.createDirectory(folder.resolve(run)))) {
            camel.script("hook", HOOK).script("other", HOOK).route(routes).start();
            camel.camelContext().createProducerTemplate().sendBodyAndHeaders("direct:orders", "a,b",
                    Map.of("ce-id", "e1", "hook", "hook"));
            return receiver.requests().stream().map(request -> request.headers("Idempotency-Key").get(0)).toList();
        }
    }
}
