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
import java.util.Map;

import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.problem.InvalidScriptException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** No mapping of a script puts what a receiver sends where Camel, or a component behind us, takes orders from. */
class ReceiversDoNotSteerCamelTest {

    private static final String REQUEST = "request: { url: \"{{ context.receiver }}/\" }\n";

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void make() throws Exception {
        camel = new WebhookScriptTestSupport(RawReceiver.answering("""
                HTTP/1.1 200 OK\r
                CamelHttpUri: http://169.254.169.254/\r
                CamelFileName: ../../etc/x\r
                JMSReplyTo: queue:theirs\r
                X-Uri: https://example.com/\r
                Content-Length: 0\r
                \r
                """), folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "CamelHttpUri", "camelhttpuri", "CAMELFileName", "Camel", "CamelWebhookScriptContext", "org.apache.camel.x",
            "JMSReplyTo", "jmsDestination", "kafka.OVERRIDE_TOPIC" })
    void aHeaderByWhichCamelIsSteeredIsNotHandedOn(String name) {
        camel.script("order", REQUEST + "response: { headers: [X-Uri, '" + name + "'] }\n");

        assertThatThrownBy(camel::start).rootCause().isInstanceOf(InvalidScriptException.class)
                .hasMessageContaining(
                        "response.headers[1]: the HTTP header `" + name + "` of a response would control Camel");
    }

    @ParameterizedTest
    @ValueSource(strings = { "CamelWebhookScriptContext", "camelHttpUri", "header:CamelHttpUri", "global:x", "route:a:x" })
    void aVariableThatCamelGoesByIsNotSet(String name) {
        camel.script("order", REQUEST + "response: { variables: { '" + name + "': \"{{ response.body }}\" } }\n");

        assertThatThrownBy(camel::start).rootCause().isInstanceOf(InvalidScriptException.class)
                .hasMessageContaining("found `" + name + "`").hasMessageContaining("names that begin with Camel are Camel's");
    }

    @Test
    void whatIsHandedOnLeavesTheCallersOwnHeadersAlone() throws Exception {
        camel.script("order",
                REQUEST + "response: { headers: [X-Uri], variables: { u: \"{{ response.headers['CamelHttpUri'] }}\" } }\n")
                .start();

        Exchange exchange = camel.camelContext().createProducerTemplate().request("webhookscript:order",
                e -> e.getMessage().setHeaders(Map.of("CamelHttpUri", "https://own.example.com/", "CamelFileName", "own.txt")));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders()).containsEntry("CamelHttpUri", "https://own.example.com/")
                .containsEntry("CamelFileName", "own.txt").containsEntry("X-Uri", "https://example.com/")
                .doesNotContainKey("JMSReplyTo");
        assertThat(exchange.getVariable("u")).isEqualTo("http://169.254.169.254/");
    }
}
