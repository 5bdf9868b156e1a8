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

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The webhook settings of a chatbot builder: what their users expect holds for a script file. */
class WebhooksOfAChatbotBuilderTest extends ScriptsOfAProduct {

    private static final String OK = RawReceiver.response(200, "application/json", "{\"say\":\"Thank you, Ada.\"}");
    private static final String SCRIPT = "useCase: chatbot\nrequest: { url: \"{{ context.receiver }}/bot\" }\n";
    private static final Map<String, Object> ANSWER = Map.of("campaignId", "cmp-1", "label", "Your name", "phoneNumber",
            "+441632960001", "response", "Ada", "date", "2024-06-18T23:22:36.560Z");
    private static final Map<String, Object> CHOICE = Map.of("campaignId", "cmp-1", "label", "Join?", "option", "Yes",
            "keyword", "JOIN", "phoneNumber", "+441632960001", "date", "2024-06-18T23:22:36.560Z");

    /** The flow waits, and goes on with the response. */
    @Test
    void anAnswerOfTheUserIsSentAndTheFlowWaitsForTheResponse() throws Exception {
        camel(OK).script("name-given", SCRIPT + "response: { variables: { say: { jsonpath: $.say } } }\n")
                .route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:flow").to("webhookscript:name-given").setBody(simple("${variable.say}"));
                    }
                }).start();

        Exchange exchange = camel.call("direct:flow", ANSWER);

        assertThat(exchange.getMessage().getBody()).isEqualTo("Thank you, Ada.");
        assertThat(json(only())).isEqualTo(new ObjectMapper().valueToTree(ANSWER));
    }

    /** The flow goes on although the receiver has not answered. */
    @Test
    void aChoiceOfTheUserIsSentAndTheFlowGoesOnAtOnce() throws Exception {
        CountDownLatch flowEnded = new CountDownLatch(1);
        camel(answeringWhen(flowEnded, OK));
        camel.script("chosen", "execution: async\n" + SCRIPT).route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:flow").to("webhookscript:chosen").setBody(constant("the next step"));
            }
        }).start();

        Exchange exchange = camel.call("direct:flow", CHOICE);

        assertThat(exchange.getMessage().getBody()).isEqualTo("the next step");
        Awaitility.await().untilAsserted(() -> assertThat(json(only())).isEqualTo(new ObjectMapper().valueToTree(CHOICE)));
        flowEnded.countDown();
        Awaitility.await().until(() -> camel.component().deliveryStatus("chosen").orElseThrow().inFlight() == 0);
    }

    @Test
    void theDateIsUtcWithMilliseconds() throws Exception {
        camel(OK).script("dated", SCRIPT).start().call("webhookscript:dated", Map.of("campaignId", "cmp-1"));

        String date = json(only()).get("date").asText();
        assertThat(date).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instant.parse(date)).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void parametersAreAddedToTheBody() throws Exception {
        camel(OK).script("extended", """
                useCase: chatbot
                request:
                  url: "{{ context.receiver }}/bot"
                  body: { fields: { shop: 12, customer.phone: "{{ phoneNumber }}" } }
                """).start().call("webhookscript:extended", ANSWER);

        assertThat(only().line()).isEqualTo("POST /bot HTTP/1.1");
        assertThat(json(only()).get("shop").asInt()).isEqualTo(12);
        assertThat(json(only()).at("/customer/phone").asText()).isEqualTo("+441632960001");
        assertThat(json(only()).get("response").asText()).isEqualTo("Ada");
    }

    /** The receiver refuses every request without the header. */
    @Test
    void aHeaderWithASecretLetsTheReceiverRefuseForeignRequests() throws Exception {
        camel(RawReceiver.playing(peer -> {
            for (RawReceiver.Request request = peer.request(); request != null; request = peer.request()) {
                boolean known = request.headers("X-Shop-Key").contains("k-123");
                peer.send(known ? OK : RawReceiver.response(403, "text/plain", "who are you?"));
            }
        })).script("known", """
                request: { url: "{{ context.receiver }}/bot", headers: { X-Shop-Key: "{{ secret.shop }}" } }
                """).script("foreign", "request: { url: \"{{ context.receiver }}/bot\" }\n");
        secret("shop", "k-123");
        camel.start();

        assertThat(camel.call("webhookscript:known", ANSWER).getException()).isNull();
        assertThat(camel.call("webhookscript:foreign", ANSWER).getException(WebhookScriptException.class).getStatus())
                .isEqualTo(403);
    }
}
