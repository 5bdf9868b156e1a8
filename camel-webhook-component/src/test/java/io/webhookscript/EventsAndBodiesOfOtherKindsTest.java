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
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Events that are forms, texts of several megabytes, parts with a type of their own, sections of XML. */
class EventsAndBodiesOfOtherKindsTest {

    @TempDir
    private Path folder;

    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder);
    }

    @AfterEach
    void close() {
        camel.close();
    }

    private String sent(String request, Object event) throws Exception {
        Exchange exchange = camel.script("hook", "request:\n" + request.indent(2)).start().call("webhookscript:hook", event);
        assertThat(exchange.getException()).isNull();
        RawReceiver.Request last = camel.receiver().requests().get(0);
        return last.text();
    }

    /** Slack's commands, Twilio's callbacks, Mailgun's nested names, an empty form. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "command=%2Fweather&text=94070+now&response_url=https%3A%2F%2Fhooks.slack.com%2Fa|{\"command\":\"/weather\",\"text\":\"94070 now\",\"response_url\":\"https://hooks.slack.com/a\"}",
            "From=%2B14155238886&Body=&MediaUrl=a&MediaUrl=b|{\"From\":\"+14155238886\",\"Body\":\"\",\"MediaUrl\":[\"a\",\"b\"]}",
            "event-data%5Bid%5D=7&x|{\"event-data[id]\":\"7\",\"x\":\"\"}", "name=Zo%C3%AB|{\"name\":\"Zoë\"}", "``|{}" })
    void aFormIsReadAsAMap(String form, String json) throws Exception {
        camel.script("hook", "request: { url: \"{{ context.receiver }}/\", body: { json: \"{{ event }}\" } }\n").start();
        for (Object body : new Object[] { form, form.getBytes(StandardCharsets.UTF_8) }) {
            Exchange exchange = camel.exchange(body);
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded; charset=UTF-8");
            assertThat(camel.camelContext().createProducerTemplate().send("webhookscript:hook", exchange).getException())
                    .isNull();
        }

        assertThat(camel.receiver().requests()).hasSize(2).allSatisfy(request -> assertThat(request.text()).isEqualTo(json));
    }

    @Test
    void whatIsNoFormStaysText() throws Exception {
        camel.script("hook", "request: { url: \"{{ context.receiver }}/\", body: { json: { it: \"{{ event }}\" } } }\n")
                .start();
        Exchange exchange = camel.exchange("a=%zz");
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
        camel.camelContext().createProducerTemplate().send("webhookscript:hook", exchange);

        assertThat(camel.receiver().requests().get(0).text()).isEqualTo("{\"it\":\"a=%zz\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', value = {
            "body: { json: { image: 'data:image/png;base64,{{ content }}' } }",
            "body: { json: '{ \"image\": \"data:image/png;base64,{{ content }}\" }' }",
            "body: { json: { image: \"{{ 'data:image/png;base64,' ~ content }}\" } }",
            "body: { text: 'x{{ content | upper }}' }",
            "body: { form: { image: 'x{{ content }}' } }" })
    void aTextMayBeAsLongAsTheRequest(String body) throws Exception {
        assertThat(sent("url: \"{{ context.receiver }}/\"\n" + body, Map.of("content", "A".repeat(2_000_000))).length())
                .isGreaterThan(2_000_000);
    }

    @Test
    void maxRequestSizeRaisesAndBoundsIt() throws Exception {
        camel.script("hook", """
                request: { url: "{{ context.receiver }}/", body: { json: { image: "x{{ content }}" } } }
                limits: { maxRequestSize: 3MiB }
                """).start();

        WebhookScriptException failure = camel.call("webhookscript:hook", Map.of("content", "A".repeat(4_000_000)))
                .getException(WebhookScriptException.class);

        assertThat(failure.getReason()).contains("more than 3145728 characters");
    }

    @Test
    void aValueOfAPartMayHaveAContentType() throws Exception {
        String sent = sent("""
                url: "{{ context.receiver }}/"
                body:
                  multipart:
                    - { name: payload_json, value: "{{ {'content': text} }}", contentType: application/json }
                    - { name: list, value: "{{ [1, 2] }}", contentType: application/json }
                    - { name: plain, value: "{{ [1, 2] }}" }
                """, Map.of("text", "a\"b"));

        assertThat(sent).contains("name=\"payload_json\"\r\nContent-Type: application/json\r\n\r\n{\"content\":\"a\\\"b\"}\r\n")
                .contains("name=\"list\"\r\nContent-Type: application/json\r\n\r\n[1,2]\r\n")
                .contains("name=\"plain\"\r\n\r\n1\r\n").contains("name=\"plain\"\r\n\r\n2\r\n");
    }

    @Test
    void aPlaceholderInACdataSectionCannotEndIt() throws Exception {
        assertThat(sent("url: \"{{ context.receiver }}/\"\nbody: { xml: '<a><![CDATA[{{ text }}]]></a>' }",
                Map.of("text", "1 < 2 ]]> <b>")))
                .isEqualTo("<a><![CDATA[1 < 2 ]]]]><![CDATA[> <b>]]></a>");
    }

    @Test
    void theWholeEventIsNotedWhereEventsHaveAKeyOfThatName() {
        String script = """
                webhookscript: "1.0"
                request: { method: PUT, url: "https://e.example/", body: { json: { data: "{{ event }}" } } }
                tests: [ { name: t, event: { %s: { type: message } }, expect: {} } ]
                """;

        assertThat(problems(script.formatted("event"))).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.WHOLE_EVENT);
            assertThat(problem.expected()).contains("event.event");
            assertThat(problem.isError()).isFalse();
        });
        assertThat(problems(script.formatted("message"))).isEmpty();
    }

    private static Iterable<Problem> problems(String script) {
        return new ScriptReader(ScriptEnvironment.standalone()).read("hook.webhookscript.yaml", script).problems();
    }
}
