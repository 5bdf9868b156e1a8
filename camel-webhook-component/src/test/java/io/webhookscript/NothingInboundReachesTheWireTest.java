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
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A message header is data for templates, never an instruction for the call. */
@Tag("slow")
class NothingInboundReachesTheWireTest {

    private static final String HOOK = """
            request:
              url: "{{ context.receiver }}/hook?a=1"
              body: { json: { id: "{{ id }}" } }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource
    void leavesTheMessageHeaderOut(String name) throws Exception {
        try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n");
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder).script("hook", HOOK).start()) {
            for (Object value : List.of("canary-7", List.of("canary-7", "canary-8"), Map.of("k", "canary-7"), new Canary())) {
                Exchange exchange = camel.exchange(Map.of("id", 5));
                exchange.getMessage().setHeader(name, value);

                camel.camelContext().createProducerTemplate().send("webhookscript:hook", exchange);

                assertThat(exchange.getException()).isNull();
                RawReceiver.Request request = receiver.requests().get(receiver.requests().size() - 1);
                assertThat(request.line()).isEqualTo("POST /hook?a=1 HTTP/1.1");
                assertThat(request.text()).isEqualTo("{\"id\":5}");
                assertThat(names(request)).containsExactly("accept", "connection", "content-length", "content-type", "host",
                        "user-agent",
                        "webhook-hops");
                assertThat(request.headerLines().toString()).doesNotContain("canary");
                assertThat(request.headers("Host")).containsExactly("127.0.0.1:" + receiver.port());
            }
        }
    }

    static Stream<String> leavesTheMessageHeaderOut() {
        return Stream
                .of("CamelHttpUri", "CamelHttpMethod", "CamelHttpPath", "CamelHttpQuery", "CamelHttpRawQuery", "CamelHttpHost",
                        "Authorization", "Proxy-Authorization", "Cookie", "Host", "Content-Encoding", "Content-Length",
                        "Transfer-Encoding",
                        "X-Anything", "CamelWebhookScriptMessageId", "Idempotency-Key", "webhook-id", "baggage")
                .flatMap(name -> Stream.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT)));
    }

    /** {@code Connection} is the client's to send or not. */
    private static TreeSet<String> names(RawReceiver.Request request) {
        TreeSet<String> names = new TreeSet<>(List.of("connection"));
        request.headerLines().forEach(line -> names.add(line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)));
        return names;
    }

    @Test
    void sendsAHeaderThatTheScriptNames() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n");
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                     .script("hook", HOOK.replace("  body:", "  headers: { X-Trace: \"{{ header['x-TRACE'] }}\" }\n  body:"))
                     .start()) {
            Exchange exchange = camel.exchange(Map.of("id", 5));
            exchange.getMessage().setHeader("X-Trace", "t1");

            camel.camelContext().createProducerTemplate().send("webhookscript:hook", exchange);

            assertThat(receiver.requests().get(0).headers("X-Trace")).containsExactly("t1");
        }
    }

    /** A bean whose text is the canary. */
    public static final class Canary {
        @Override
        public String toString() {
            return "canary-7";
        }
    }
}
