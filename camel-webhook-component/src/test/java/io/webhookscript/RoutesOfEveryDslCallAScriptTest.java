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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.webhookscript.http.RawReceiver;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The component's page shows routes in Java, XML and YAML; each runs as it stands there, with the page's script. */
@Tag("slow")
class RoutesOfEveryDslCallAScriptTest {

    private static final Path PAGE = Path.of("../docs/webhookscript-component.adoc");
    private static final Path THIS = Path.of("src/test/java/io/webhookscript/RoutesOfEveryDslCallAScriptTest.java");
    private static final String EVENT = "{\"contact\": {\"id\": 7, \"name\": \"Zo\u00eb\"}}";
    private static final String GOLD = RawReceiver.response(200, "application/json", "{\"plan\": \"gold\"}");

    /** Every option of the endpoint, none at its default. */
    private static final Map<String, Object> EVERY_OPTION = new TreeMap<>(
            Map.of(
                    "name", "crm-upsert-contact", "context.source", "web shop", "timeout", "2s", "execution", "async",
                    "deadLetter",
                    "mock:dead", "dryRun", "true", "replay", "true", "lazyStartProducer", "true"));

    /** Camel's options of every consumer, for routes that begin with a callback. */
    private static final Set<String> OF_CONSUMERS = Set.of("bridgeErrorHandler", "exceptionHandler", "exchangePattern");

    /** Only for {@code webhookscript:deadletters}. */
    private static final Set<String> OF_DEAD_LETTERS = Set.of("action", "filter");

    @TempDir
    private Path folder;
    private RawReceiver receiver;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void take() throws Exception {
        Files.writeString(folder.resolve("crm-upsert-contact.webhookscript.yaml"), block("yaml", "webhookscript:", ""));
    }

    @Test
    void aRouteInJavaCallsAScript() throws Exception {
        context(GOLD).route(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::java[]
                from("direct:contact-changed")
                        .to("webhookscript:crm-upsert-contact")
                        .setBody(simple("the contact is on plan ${variable.plan}"));
                // end::java[]
            }
        }).start();

        assertThat(response("direct:contact-changed")).isEqualTo("the contact is on plan gold");
        assertThat(receiver.requests()).singleElement().extracting(RawReceiver.Request::line, RawReceiver.Request::text)
                .containsExactly("PUT /contacts/7 HTTP/1.1", "{\"id\":7,\"name\":\"Zo\u00eb\"}");
    }

    @Test
    void thePagesJavaIsTheOneThatIsCompiledHere() throws Exception {
        context(GOLD);
        Matcher region = Pattern.compile("(?s)// tag::java\\[]\n(.*?) *// end::java\\[]").matcher(Files.readString(THIS));
        assertThat(region.find()).isTrue();

        assertThat(block("java", "from(", "").strip()).isEqualTo(region.group(1).stripTrailing().stripIndent());
    }

    @ParameterizedTest
    @CsvSource({ "xml, <route>", "yaml, - route:" })
    void aRouteInXmlOrYamlCallsAScript(String language, String beginning) throws Exception {
        load(context(GOLD).camelContext(), "page." + language, block(language, beginning, "variable.plan"));
        camel.start();

        assertThat(response("direct:contact-changed")).isEqualTo("the contact is on plan gold");
        assertThat(receiver.requests()).singleElement().extracting(RawReceiver.Request::line, RawReceiver.Request::text)
                .containsExactly("PUT /contacts/7 HTTP/1.1", "{\"id\":7,\"name\":\"Zo\u00eb\"}");
    }

    @Test
    void optionsMayStandUnderParameters() throws Exception {
        load(context(GOLD).camelContext(), "page.yaml", block("yaml", "- route:", "parameters:"));
        camel.start();

        response("direct:contact-bought");

        assertThat(receiver.requests()).singleElement().extracting(request -> request.headers("X-Source")).asString()
                .isEqualTo("[web+shop]");
        assertThat(endpoint().getTimeout()).isEqualTo("2s");
    }

    @Test
    void aRouteHandlesAFailure() throws Exception {
        load(context(RawReceiver.response(422, "text/plain", "no email")).camelContext(), "page.yaml",
                block("yaml", "- route:", "doCatch:"));
        camel.start();

        assertThat(response("direct:contact-changed")).startsWith("not delivered: script 'crm-upsert-contact'")
                .contains("422").contains("no email");
    }

    @Test
    void everyOptionMayStandUnderParameters() throws Exception {
        StringBuilder parameters = new StringBuilder();
        EVERY_OPTION.forEach((key, value) -> parameters.append("              ").append(key).append(": ").append(value)
                .append('\n'));
        load(context(GOLD).camelContext(), "every.yaml", """
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: webhookscript
                            parameters:
                """ + parameters);
        camel.start();

        assertThatEveryOptionIsSetOn(endpoint());
    }

    @Test
    void aUriOfTheFactoryCallsAScript() throws Exception {
        context(GOLD).start();
        EndpointUriFactory factory = camel.camelContext().getCamelContextExtension().getEndpointUriFactory("webhookscript");

        String uri = factory.buildUri("webhookscript", EVERY_OPTION);

        assertThat(Stream.of(
                EVERY_OPTION.keySet().stream().map(key -> key.replaceFirst("\\..*", "")), OF_CONSUMERS.stream(),
                OF_DEAD_LETTERS.stream()).flatMap(names -> names))
                .containsExactlyInAnyOrderElementsOf(factory.propertyNames());
        assertThat(factory.multiValuePrefixes()).containsEntry("context", "context.");
        assertThatEveryOptionIsSetOn(camel.camelContext().getEndpoint(uri, WebhookScriptEndpoint.class));
    }

    private static void assertThatEveryOptionIsSetOn(WebhookScriptEndpoint endpoint) {
        assertThat(endpoint.getName()).isEqualTo("crm-upsert-contact");
        assertThat(endpoint.getContext()).isEqualTo(Map.of("source", "web shop"));
        assertThat(endpoint.getTimeout()).isEqualTo("2s");
        assertThat(endpoint.getExecution()).isEqualTo("async");
        assertThat(endpoint.getDeadLetter()).isEqualTo("mock:dead");
        assertThat(endpoint.isDryRun()).isTrue();
        assertThat(endpoint.isReplay()).isTrue();
        assertThat(endpoint.isLazyStartProducer()).isTrue();
    }

    private WebhookScriptTestSupport context(String response) throws Exception {
        receiver = RawReceiver.answering(response);
        camel = new WebhookScriptTestSupport(receiver, folder);
        camel.component().setScripts("file:" + folder);
        camel.component().getContext().put("baseUrl", "http://127.0.0.1:" + receiver.port());
        return camel;
    }

    private String response(String uri) {
        Exchange response = camel.call(uri, EVENT);
        assertThat(response.getException()).isNull();
        return response.getMessage().getBody(String.class);
    }

    /** The route's, with options; the script's own route has one, too. */
    private WebhookScriptEndpoint endpoint() {
        return camel.camelContext().getEndpoints().stream().filter(WebhookScriptEndpoint.class::isInstance)
                .map(WebhookScriptEndpoint.class::cast).filter(e -> e.getEndpointUri().contains("?")).findFirst()
                .orElseThrow();
    }

    private static void load(CamelContext camelContext, String name, String text) throws Exception {
        for (RoutesBuilder routes : PluginHelper.getRoutesLoader(camelContext)
                .findRoutesBuilders(ResourceHelper.fromString(name, text))) {
            camelContext.addRoutes(routes);
        }
    }

    /** The first block of the page in that language that begins and goes on so. */
    private static String block(String language, String beginning, String part) throws Exception {
        return Pattern.compile("(?s)\\[source," + language + "]\n----\n(.*?)----\n").matcher(Files.readString(PAGE)).results()
                .map(block -> block.group(1)).filter(text -> text.startsWith(beginning) && text.contains(part)).findFirst()
                .orElseThrow(() -> new AssertionError("the page has no " + language + " block with " + beginning + part));
    }
}
