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

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import com.standardwebhooks.Webhook;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.script.Outcome;
import io.webhookscript.spi.AttemptAuthenticator;
import io.webhookscript.tryout.RealRun;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.ToDefinition;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Scripts with {@code request.via} against real servers, through the real camel-http. */
@Tag("slow")
class CallsGoThroughTheOperatorsEndpointTest {

    private static final Map<String, Object> EVENT = Map.of("contact", Map.of("id", 7, "name", "Zo\u00eb \"Q\""));
    private static final String CONTACT = """
            idempotencyKey: true
            request:
              method: PUT
              url: "{{ context.crm }}/contacts/{{ contact.id }}?a=b%2Fc&d=+e"
              via: crm
              headers: { X-One: [ "1", "2" ], Date: "Tue, 18 Jun 2024 23:22:36 GMT", Cache-Control: no-store }
              body: { json: { name: "{{ contact.name }}" } }
            limits: { retry: { maxAttempts: 3, delay: 1ms } }
            response:
              headers: [ X-Trace, Idempotency-Key ]
              variables: { id: "{{ response.body.id }}" }
            """;

    private DigestReceiver digest;
    private RawReceiver receiver;
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void make(@TempDir Path folder) throws Exception {
        digest = new DigestReceiver();
        receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
        camel = new WebhookScriptTestSupport(receiver, folder);
        camel.component().getContext().put("crm", digest.origin());
    }

    @AfterEach
    void stop() {
        camel.close();
        digest.close();
    }

    private String withPassword(String password) {
        return digest.origin() + "?authMethod=Basic&authUsername=" + DigestReceiver.USER + "&authPassword=" + password;
    }

    private void via(Object endpoint) {
        camel.component().getVia().put("crm", endpoint);
    }

    /** To the raw receiver. */
    private WebhookScriptTestSupport plain(String request) {
        via(receiver.uri("").toString());
        return camel.script("hook", "request:\n  via: crm\n" + request.indent(2)
                                    + "limits: { retry: { maxAttempts: 2, delay: 1ms } }\n");
    }

    @Test
    void theEndpointsOptionsGiveDigestAuthentication() throws Exception {
        via(withPassword(DigestReceiver.PASSWORD));
        camel.script("hook", CONTACT).start();

        Exchange exchange = camel.call("webhookscript:hook", EVENT);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getVariable("id")).isEqualTo(7L);
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("{\"id\":7}");
        assertThat(exchange.getMessage().getHeader("CamelHttpResponseCode")).isEqualTo(200);
        assertThat(exchange.getMessage().getHeader("X-Trace")).isEqualTo(List.of("t1", "t2"));
        assertThat(exchange.getMessage().getHeader("Idempotency-Key")).as("sent, not received").isNull();
        assertThat(digest.challenges()).isEqualTo(1);
        assertThat(digest.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("PUT");
            assertThat(request.uri()).isEqualTo("/contacts/7?a=b%2Fc&d=+e");
            assertThat(request.body()).isEqualTo("{\"name\":\"Zo\u00eb \\\"Q\\\"\"}");
            assertThat(request.header("X-one")).containsExactly("1, 2");
            assertThat(request.header("Date")).containsExactly("Tue, 18 Jun 2024 23:22:36 GMT");
            assertThat(request.header("Cache-control")).containsExactly("no-store");
            assertThat(request.header("Content-type")).containsExactly("application/json");
            assertThat(request.header("Idempotency-key")).singleElement().asString().startsWith("msg_");
            assertThat(request.header("Webhook-hops")).containsExactly("1");
        });
    }

    @Test
    void theUsersOwnConfigurerIsUsed() throws Exception {
        HttpClientConfigurer configurer = client -> {
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(new AuthScope(null, -1), new UsernamePasswordCredentials(
                    DigestReceiver.USER, DigestReceiver.PASSWORD.toCharArray()));
            client.setDefaultCredentialsProvider(credentials);
            client.addRequestInterceptorLast((request, entity, context) -> request.setHeader("X-Configured", "yes"));
        };
        camel.bind("digest", configurer);
        via(digest.origin() + "?httpClientConfigurer=#digest");
        camel.script("hook", CONTACT).start();

        Exchange exchange = camel.call("webhookscript:hook", EVENT);

        assertThat(exchange.getException()).isNull();
        assertThat(digest.requests()).singleElement()
                .satisfies(request -> assertThat(request.header("X-configured")).containsExactly("yes"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "#made", "#bean:made", "made" })
    void anEndpointThatIsABeanIsUsed(String reference) throws Exception {
        HttpEndpoint made = camel.camelContext().getEndpoint(withPassword(DigestReceiver.PASSWORD), HttpEndpoint.class);
        camel.bind("made", made);
        via(reference.startsWith("#") ? reference : made);
        camel.script("hook", CONTACT).start();

        assertThat(camel.call("webhookscript:hook", EVENT).getException()).isNull();
        assertThat(digest.requests()).hasSize(1);
    }

    @Test
    void aPasswordThatIsNotTakenIsRefusedAndNotRepeated() throws Exception {
        via(withPassword("wrong"));
        camel.script("hook", CONTACT).start();

        WebhookScriptException failure
                = camel.call("webhookscript:hook", EVENT).getException(WebhookScriptException.class);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.REFUSED);
        assertThat(failure.getStatus()).isEqualTo(401);
        assertThat(failure.getAttempts()).isEqualTo(1);
        assertThat(digest.challenges()).as("the first request, and the one with the wrong password").isEqualTo(2);
        assertThat(digest.requests()).isEmpty();
    }

    @Test
    void aLargeBodyIsSentAgainAfterTheChallenge() throws Exception {
        via(withPassword(DigestReceiver.PASSWORD));
        camel.script("hook", """
                request:
                  method: POST
                  url: "{{ context.crm }}/upload"
                  via: crm
                  body: { multipart: [ { name: file, file: event, filename: a.bin } ] }
                """).start();
        byte[] large = new byte[6 << 20];
        java.util.Arrays.fill(large, (byte) 'x');

        Exchange exchange = camel.call("webhookscript:hook", new java.io.ByteArrayInputStream(large));

        assertThat(exchange.getException()).isNull();
        assertThat(digest.requests()).singleElement().satisfies(request -> {
            assertThat(request.body()).hasSizeGreaterThan(large.length).contains("xxxxxxxx");
            assertThat(request.header("Content-type").get(0)).startsWith("multipart/form-data; boundary=");
        });
    }

    @Test
    void theRouteHasTheEndpointAsANodeOfItsOwn() throws Exception {
        via(withPassword(DigestReceiver.PASSWORD));
        camel.script("hook", CONTACT).start();

        camel.call("webhookscript:hook", EVENT);

        Model model = camel.camelContext().getCamelContextExtension().getContextPlugin(Model.class);
        assertThat(ProcessorDefinitionHelper.filterTypeInOutputs(
                model.getRouteDefinition("webhookscript-hook-attempt").getOutputs(), ToDefinition.class))
                .singleElement().satisfies(node -> {
                    assertThat(node.getId()).isEqualTo("webhookscript-hook-attempt-via");
                    assertThat(node.getUri()).startsWith(digest.origin());
                });
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
        ObjectName node = jmx.queryNames(new ObjectName(
                "org.apache.camel:type=processors,name=\"webhookscript-hook-attempt-via\",*"), null).iterator().next();
        assertThat(jmx.getAttribute(node, "ExchangesCompleted")).isEqualTo(1L);
        assertThat((String) jmx.getAttribute(node, "Destination")).startsWith("http://127.0.0.1:")
                .doesNotContain(DigestReceiver.PASSWORD);
        assertThat(jmx.queryNames(new ObjectName("org.apache.camel:type=endpoints,name=\"http://127.0.0.1:*\",*"), null))
                .isNotEmpty();
    }

    @Test
    void nothingOfTheCallersMessageIsSentOrSteersTheCall() throws Exception {
        plain("url: \"{{ context.receiver }}/own\"\nheaders: { X-Own: a, CamelHttpPath: /evil }\nbody: { text: mine }\n")
                .start();

        camel.camelContext().createProducerTemplate().send("webhookscript:hook", exchange -> {
            exchange.setProperty("CamelSkipGzipEncoding", true);
            exchange.getMessage().setBody("{}");
            Map<String, Object> headers = new HashMap<>();
            for (String name : List.of("CamelHttpUri", "CamelHttpPath", "CamelHttpQuery", "CamelHttpRawQuery",
                    "CamelRestHttpUri",
                    "CamelHttpMethod", "CamelHttpProtocolVersion", "Authorization", "Cookie", "X-Inbound", "X-Own")) {
                headers.put(name, "http://127.0.0.1:1/evil");
            }
            exchange.getMessage().getHeaders().putAll(headers);
        });

        assertThat(receiver.requests()).singleElement().satisfies(request -> {
            assertThat(request.line()).isEqualTo("POST /own HTTP/1.1");
            assertThat(request.text()).isEqualTo("mine");
            assertThat(request.headers("X-Own")).containsExactly("a");
            assertThat(String.join("\n", request.headerLines())).doesNotContain("evil");
        });
    }

    @Test
    void noHeaderOfTheReceiverSteersCamel() throws Exception {
        receiver.close();
        receiver = RawReceiver.answering(
                "HTTP/1.1 500 No\r\nCamelHttpResponseCode: 200\r\nContent-Length: 2\r\n\r\nok");
        plain("url: \"http://127.0.0.1:" + receiver.port() + "/\"\nmethod: GET\n").start();

        WebhookScriptException failure = camel.call("webhookscript:hook", null).getException(WebhookScriptException.class);

        assertThat(failure.getStatus()).isEqualTo(500);
    }

    @Test
    void aSignatureFitsTheBytesThatAreSent() throws Exception {
        Properties secrets = new Properties();
        secrets.setProperty("webhookscript.secret.sign", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        camel.camelContext().getPropertiesComponent().setOverrideProperties(secrets);
        plain("""
                url: "{{ context.receiver }}/"
                signature: { standardWebhooks: { secrets: [ "{{ secret.sign }}" ] } }
                body: { json: { name: "{{ contact.name }}" } }
                """).start();

        camel.call("webhookscript:hook", EVENT);

        RawReceiver.Request request = receiver.requests().get(0);
        HashMap<String, List<String>> headers = new HashMap<>();
        for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
            headers.put(name, request.headers(name));
        }
        new Webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").verify(
                request.text(), java.net.http.HttpHeaders.of(headers, (name, value) -> true));
        assertThat(request.body()).isEqualTo("{\"name\":\"Zo\u00eb \\\"Q\\\"\"}".getBytes(UTF_8));
    }

    @Test
    void aRetrySendsTheSameEventAgain() throws Exception {
        receiver.close();
        receiver = RawReceiver.answering("HTTP/1.1 503 Later\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
                RawReceiver.response(200, "text/plain", "ok"));
        via(receiver.uri("").toString());
        camel.component().getContext().put("crm", "http://127.0.0.1:" + receiver.port());
        camel.script("hook", CONTACT.replace("variables: { id: \"{{ response.body.id }}\" }", "variables: {}")).start();

        Exchange exchange = camel.call("webhookscript:hook", EVENT);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(WebhookScriptConstants.ATTEMPTS)).isEqualTo(2);
        assertThat(receiver.requests()).hasSize(2).extracting(RawReceiver.Request::text).containsOnly(
                receiver.requests().get(0).text());
        assertThat(receiver.requests()).flatExtracting(request -> request.headers("Idempotency-Key"))
                .containsOnly(receiver.requests().get(0).headers("Idempotency-Key").get(0));
    }

    @Test
    void aRateHolds() throws Exception {
        plain("url: \"{{ context.receiver }}/\"\n");
        camel.script("limited", """
                request: { url: "{{ context.receiver }}/", via: crm }
                limits: { rate: { requests: 1, per: 1h, whenExceeded: reject } }
                """).start();

        assertThat(camel.call("webhookscript:limited", null).getException()).isNull();
        assertThat(camel.call("webhookscript:limited", null).getException(WebhookScriptException.class).getOutcome())
                .isEqualTo(Outcome.NOT_SENT);
        assertThat(receiver.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void anEndpointOutlivesTheScriptThatUsedIt(boolean isBean) throws Exception {
        plain("url: \"{{ context.receiver }}/\"\n");
        if (isBean) {
            via(camel.camelContext().getEndpoint(receiver.uri("").toString()));
        }
        camel.script("other", "request: { url: \"{{ context.receiver }}/\", via: crm }\n").start();
        assertThat(camel.call("webhookscript:hook", null).getException()).isNull();

        camel.component().scripts().remove("hook", true);
        await().until(() -> camel.camelContext().getRoute("webhookscript-hook") == null
                && camel.camelContext().getRoute("webhookscript-hook-attempt") == null);

        assertThat(camel.call("webhookscript:other", null).getException()).isNull();
        assertThat(camel.component().realRun("other", camel.exchange(null)).outcome()).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void aUrlOfAnotherOriginIsNotSent() throws Exception {
        camel.component().getContext().put("other", "http://localhost:" + receiver.port());
        plain("url: \"{{ context.other }}/\"\n").start();

        WebhookScriptException failure = camel.call("webhookscript:hook", null).getException(WebhookScriptException.class);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.getReason()).isEqualTo("the endpoint `crm` is for http://127.0.0.1:" + receiver.port()
                                                  + " alone, and the URL is at http://localhost:" + receiver.port());
        assertThat(receiver.connections()).isZero();
        assertThat(camel.component().dryRun("hook", camel.exchange(null)).get("problems")).asInstanceOf(
                org.assertj.core.api.InstanceOfAssertFactories.LIST).containsExactly(failure.getReason());
    }

    @Test
    void anEndpointForAnyHostGoesAnywhere() throws Exception {
        camel.component().getContext().put("other", "http://localhost:" + receiver.port());
        plain("url: \"{{ context.other }}/\"\n");
        via("http://*");
        camel.start();

        assertThat(camel.call("webhookscript:hook", null).getException()).isNull();
        assertThat(receiver.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
            "http://127.0.0.1:1/, loopback", "http://10.0.0.1/, private", "http://[::1]/, loopback",
            "http://localhost:1/, loopback", "http://metadata.google.internal/, metadata" })
    void anAddressThatTheUrlShowsIsHeldToThePolicy(String url, String word) throws Exception {
        plain("url: \"" + url + "\"\nmethod: GET\n");
        via("http://*");
        camel.component().setAllow(null);
        camel.start();

        WebhookScriptException failure = camel.call("webhookscript:hook", null).getException(WebhookScriptException.class);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.getReason()).contains(word);
    }

    @Test
    void credentialsThatMoveTheCallElsewhereAreNotSent() throws Exception {
        AttemptAuthenticator moving = call -> new HttpCall(
                call.method(), URI.create("http://crm_1.example.com/"), call.headers(), call.body().orElse(null));
        camel.bind("moving", moving);
        plain("url: \"{{ context.receiver }}/\"\nauth: { ref: '#moving' }\n").start();

        assertThat(camel.call("webhookscript:hook", null).getException()).hasMessageContaining("notSent")
                .hasMessageContaining("cannot be called through `crm`");
        assertThat(receiver.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
            "POST, '', yes", "PATCH, '', yes", "DELETE, '', no", "DELETE, deleteWithBody=true, yes", "GET, '', no",
            "GET, getWithBody=true, yes", "OPTIONS, '', no" })
    void aBodyIsSentOrTheCallIsNotMade(String method, String option, String sent) throws Exception {
        plain("url: \"{{ context.receiver }}/?x=1\"\nmethod: " + method + "\nbody: { text: mine }\n");
        via(receiver.uri("") + "?" + option);
        camel.start();

        Exchange exchange = camel.call("webhookscript:hook", null);

        if (sent.equals("yes")) {
            assertThat(exchange.getException()).isNull();
            assertThat(receiver.requests()).singleElement().satisfies(request -> {
                assertThat(request.line()).isEqualTo(method + " /?x=1 HTTP/1.1");
                assertThat(request.text()).isEqualTo("mine");
            });
        } else {
            assertThat(exchange.getException()).hasMessageContaining("sends no body with " + method);
            assertThat(receiver.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET", "DELETE", "HEAD", "POST", "OPTIONS", "TRACE" })
    void everyMethodIsSentWithoutABody(String method) throws Exception {
        receiver.close();
        receiver = RawReceiver.answering("HTTP/1.1 204 No Content\r\n\r\n");
        plain("url: \"http://127.0.0.1:" + receiver.port() + "/a\"\nmethod: " + method + "\n").start();

        assertThat(camel.call("webhookscript:hook", null).getException()).isNull();
        assertThat(receiver.requests()).singleElement()
                .satisfies(request -> assertThat(request.line()).isEqualTo(method + " /a HTTP/1.1"));
    }

    @Test
    void aRealRunGoesThroughItToo() throws Exception {
        via(withPassword(DigestReceiver.PASSWORD));
        camel.script("hook", CONTACT).start();

        RealRun run = camel.component().realRun("hook", camel.exchange(EVENT));

        assertThat(run.outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(run.variables()).containsEntry("id", 7L);
        assertThat(run.request()).containsEntry("method", "PUT");
        assertThat(digest.requests()).hasSize(1);
    }

    @Test
    void aRealRunThatFailsSaysWhy() throws Exception {
        plain("url: \"{{ context.receiver }}/\"\n").start();
        receiver.close();

        RealRun run = camel.component().realRun("hook", camel.exchange(null));

        assertThat(run.outcome()).isEqualTo(Outcome.TEMPORARY);
        assertThat(run.reason()).isEqualTo("the call to 127.0.0.1:" + receiver.port()
                                           + " through the endpoint `crm`: connection refused");
    }

    @Test
    void aDryRunNamesTheEndpointAndWhatDoesNotHold() throws Exception {
        plain("url: \"{{ context.receiver }}/\"\n").start();

        Map<String, Object> run = camel.component().dryRun("hook", camel.exchange(null));

        assertThat(run).containsEntry("via", "crm").containsEntry("problems", List.of());
        assertThat((List<?>) run.get("notes")).hasSize(5).anySatisfy(
                note -> assertThat((String) note).contains("the endpoint's own timeouts"));
        assertThat(receiver.connections()).isZero();
    }
}
