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
import java.util.LinkedHashSet;
import java.util.List;

import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.webhookscript.http.RawReceiver.response;
import static org.assertj.core.api.Assertions.assertThat;

/** Without a source id, the receiver can recognise a repetition only by the random message id of the first call. */
class ACallThatCamelRepeatsKeepsItsIdTest {

    private static final String SCRIPT = """
            request: { method: POST, url: "{{ context.receiver }}/", headers: { X-Id: "{{ message.id }}" }, body: { text: x } }
            limits: { retry: { maxAttempts: 1 }, circuitBreaker: false }
            """;
    private static final String BUSY = response(503, "text/plain", "busy");
    private static final String OK = response(200, "text/plain", "ok");

    @TempDir
    private Path folder;

    private List<String> ids(RouteBuilder routes, String... responses) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(responses);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)) {
            camel.script("s", SCRIPT).script("other", SCRIPT).route(routes)
                    .start();
            Exchange exchange = camel.call("direct:in", "{}");

            assertThat(exchange.getException()).isNull();
            return receiver.requests().stream().map(request -> request.headers("X-Id").get(0)).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "webhookscript:s", "direct:inner" })
    void whenItsErrorHandlerRedelivers(String call) throws Exception {
        List<String> ids = ids(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1));
                from("direct:in").to(call);
                from("direct:inner").errorHandler(noErrorHandler()).to("webhookscript:s");
            }
        }, BUSY, BUSY, OK);

        assertThat(ids).hasSize(3).containsOnly(ids.get(0));
    }

    @Test
    void butOtherCallsOfTheExchangeHaveTheirOwn() throws Exception {
        List<String> ids = ids(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1));
                from("direct:in").to("webhookscript:s").to("webhookscript:other").to("webhookscript:s")
                        .loop(2).to("webhookscript:s").end();
            }
        }, BUSY, OK, BUSY, OK, OK, BUSY, OK, OK);

        assertThat(ids).hasSize(8);
        assertThat(new LinkedHashSet<>(ids)).as("one id for each of the five calls").hasSize(5);
    }

    @Test
    void andEachChildOfASplitHasItsOwn() throws Exception {
        List<String> ids = ids(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1));
                from("direct:in").split(constant(List.of("{}", "{}"))).to("webhookscript:s").end();
            }
        }, BUSY, OK, BUSY, OK);

        assertThat(ids).hasSize(4);
        assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
        assertThat(ids.get(2)).isEqualTo(ids.get(3));
    }
}
