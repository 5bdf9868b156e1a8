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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webhookscript.http.RawReceiver;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is made of an event's data is no option of an endpoint, and there is a place for such data beside the URI. */
class EventsDoNotChooseEndpointOptionsTest {

    private static final String SCRIPT = """
            request:
              method: PUT
              url: "{{ context.receiver }}/hook"
              body: { json: { region: "{{ context.region }}", desk: "{{ context.desk }}" } }
            limits: { retry: { maxAttempts: 1 } }
            """;

    private static final Path PAGE = Path.of("../docs/webhookscript-component.adoc");
    private static final Path THIS
            = Path.of("src/test/java/io/webhookscript/EventsDoNotChooseEndpointOptionsTest.java");

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void make() throws Exception {
        camel = new WebhookScriptTestSupport(RawReceiver.answering(RawReceiver.response(404, "text/plain", "nobody")), folder)
                .script("s", SCRIPT);
    }

    private WebhookScriptTestSupport routes() throws Exception {
        return camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:toD").toD("webhookscript:s?context.region=${header.region}");
                from("direct:recipientList").recipientList(simple("webhookscript:s?context.region=${header.region}"));
                from("direct:routingSlip").routingSlip(simple("webhookscript:s?context.region=${header.region}"));
                from("direct:parallel").recipientList(simple("webhookscript:s?context.region=${header.region}"))
                        .parallelProcessing().stopOnException();
                from("direct:dynamicRouter").dynamicRouter(method(new Object() {
                    @SuppressWarnings("unused") // by Camel
                    public String next(@Header("region") String region, @ExchangeProperty(Exchange.SLIP_ENDPOINT) String slip) {
                        return slip == null ? "webhookscript:s?context.region=" + region : null;
                    }
                }, "next"));
                from("direct:enrich").enrich().simple("webhookscript:s?context.region=${header.region}");
                from("direct:wireTap").wireTap("webhookscript:s?context.region=${header.region}").end()
                        .toD("webhookscript:s?context.region=${header.region}");
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
            "toD, deadLetter=mock:stolen", "toD, replay=true", "toD, dryRun=true", "toD, DEADLETTER=mock:stolen",
            "toD, dead-letter=mock:stolen", "toD, dryrun=true", "toD, dryRun=TRUE", "recipientList, deadLetter=mock:stolen",
            "recipientList, dryRun=true", "routingSlip, replay=true", "routingSlip, dryRun=true", "parallel, dryRun=true",
            "parallel, deadLetter=mock:stolen", "dynamicRouter, dryRun=true", "dynamicRouter, replay=true",
            "enrich, dryRun=true",
            "enrich, deadLetter=mock:stolen", "wireTap, dryRun=true" })
    void aDynamicEndpointTakesNoneOfTheAuthorsOptions(String route, String option) throws Exception {
        routes().start();

        Exchange exchange = send(route, "x&" + option);

        assertThat(exchange.getException()).hasStackTraceContaining("in a URI that a message creates");
        assertThat(camel.receiver().requests()).isEmpty();
        assertThat(camel.camelContext().getEndpoint("mock:stolen", MockEndpoint.class).getExchanges()).isEmpty();
    }

    @Test
    void theMessageSaysWhatToDo() throws Exception {
        routes().start();

        assertThat(send("toD", "x&deadLetter=mock:stolen&dryRun=true").getException()).hasStackTraceContaining(
                "deadLetter, dryRun: not allowed in a URI that a message creates (toD, recipientList, …); write the"
                                                                                                               + " endpoint into the route, or allow it by the component option"
                                                                                                               + " dynamicOptions=deadLetter,dryRun");
    }

    @Test
    void theOperatorMayAllowThem() throws Exception {
        camel.component().setDynamicOptions("dryRun,deadLetter");
        routes().start();

        assertThat(send("toD", "x&dryRun=true").getMessage().getBody()).isInstanceOf(Map.class);
        assertThat(send("toD", "x&replay=true").getException()).hasStackTraceContaining("dynamicOptions=replay");
    }

    @Test
    void onlyTheseThreeCanBeAllowed() {
        camel.component().setDynamicOptions("dryRun,timeout");

        assertThatThrownBy(camel::start)
                .hasStackTraceContaining("dynamicOptions=dryRun,timeout: expected some of deadLetter, replay, dryRun");
    }

    @Test
    void aUriThatStandsInARouteTakesThemWhateverTheStep() throws Exception {
        camel.camelContext().getPropertiesComponent().addInitialProperty("dry", "true");
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:to").to("webhookscript:s?dryRun=true");
                from("direct:toD").toD("webhookscript:s?dryRun=true&timeout=1s");
                from("direct:property").toD("webhookscript:s?dryRun={{dry}}&timeout=2s");
                from("direct:recipientList").recipientList(constant("webhookscript:s?dryRun=true&timeout=3s"));
                from("direct:enrich").enrich("webhookscript:s?dryRun=true&timeout=4s");
                from("direct:wireTap").wireTap("webhookscript:s?deadLetter=mock:dead");
            }
        }).start();

        for (String route : List.of("to", "toD", "property", "recipientList", "enrich")) {
            assertThat(camel.call("direct:" + route, "{}").getMessage().getBody()).as(route).isInstanceOf(Map.class);
        }
        assertThat(camel.receiver().requests()).isEmpty();
        MockEndpoint dead = camel.camelContext().getEndpoint("mock:dead", MockEndpoint.class);
        dead.expectedMessageCount(1);
        camel.call("direct:wireTap", "{}");
        dead.assertIsSatisfied();
    }

    @Test
    void javaCodeOfTheApplicationTakesThemAlsoBehindADynamicStep() throws Exception {
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD("direct:${header.region}");
                from("direct:eu").process(exchange -> exchange.getMessage().setBody(exchange.getContext()
                        .createProducerTemplate().requestBody("webhookscript:s?dryRun=true", "{}")));
            }
        }).start();

        assertThat(send("in", "eu").getMessage().getBody()).isInstanceOf(Map.class);
    }

    @Test
    void aVariableHoldsValuesOfContextThatNoUriIsMadeOf() throws Exception {
        camel.component().getContext().put("desk", "component");
        camel.start();
        Map<String, Object> values = new HashMap<>();
        values.put("region", "x&deadLetter=mock:stolen{{db.password}}RAW(y");
        values.put("desk", "d\u00e9".getBytes(StandardCharsets.UTF_8));

        camel.camelContext().createProducerTemplate().request("webhookscript:s?context.region=endpoint",
                e -> e.setVariable(WebhookScriptConstants.CONTEXT_VARIABLE, values));

        assertThat(camel.receiver().requests()).singleElement().extracting(RawReceiver.Request::text)
                .isEqualTo("{\"region\":\"x&deadLetter=mock:stolen{{db.password}}RAW(y\",\"desk\":\"d\u00e9\"}");
    }

    @Test
    void thePageShowsHowARouteSetsIt() throws Exception {
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:region").process(exchange -> {
                    exchange.setVariable("CamelWebhookScriptContext",
                            Map.of("region", exchange.getMessage().getHeader("region")));
                }).to("webhookscript:s");
            }
        }).start();

        send("region", "x&dryRun=true");

        assertThat(camel.receiver().requests()).singleElement().extracting(RawReceiver.Request::text).asString()
                .contains("x&dryRun=true");
        Matcher shown = Pattern.compile("(?m)^exchange\\.setVariable.*$").matcher(Files.readString(PAGE));
        assertThat(shown.find()).isTrue();
        assertThat(Files.readString(THIS).replaceAll("\\s+", "")).contains(shown.group().replaceAll("\\s+", ""));
    }

    @Test
    void aHostThatTheVariableChoosesNeedsToBeAllowed() throws Exception {
        camel.script("chosen", "request: { url: \"{{ context.receiver }}/\" }\n").start();

        Exchange exchange = camel.camelContext().createProducerTemplate().request("webhookscript:chosen",
                e -> e.setVariable(WebhookScriptConstants.CONTEXT_VARIABLE,
                        Map.of("receiver", "http://127.0.0.1:" + camel.receiver().port())));

        assertThat(exchange.getException()).hasMessageContaining("notSent").hasMessageContaining("allowHosts");
        assertThat(camel.receiver().requests()).isEmpty();
    }

    @Test
    void aVariableThatIsNoMapIsAProblemOfTheEvent() throws Exception {
        camel.start();

        Exchange exchange = camel.camelContext().createProducerTemplate().request("webhookscript:s",
                e -> e.setVariable(WebhookScriptConstants.CONTEXT_VARIABLE, "region=eu"));

        assertThat(exchange.getException()).hasMessageContaining("notSent").hasMessageContaining(
                "the exchange variable CamelWebhookScriptContext is a java.lang.String, expected a map");
    }

    private Exchange send(String route, String region) {
        return camel.camelContext().createProducerTemplate().request("direct:" + route, exchange -> {
            exchange.getMessage().setBody("{}");
            exchange.getMessage().setHeader("region", region);
        });
    }
}
