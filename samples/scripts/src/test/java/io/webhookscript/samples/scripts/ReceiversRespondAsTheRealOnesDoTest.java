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
package io.webhookscript.samples.scripts;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.script.Outcome;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("slow")
class ReceiversRespondAsTheRealOnesDoTest {

    private static final Map<String, Object> EVENT = Map.of("contact", Map.of(
            "id", 7, "first_name", "Zoë", "last_name", "O'Hara & <Sons>", "email", "zoe@example.com"));

    private final MockWebServer receiver = new MockWebServer();
    private final DefaultCamelContext camelContext = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        receiver.start(InetAddress.getLoopbackAddress(), 0);
        String url = receiver.url("").toString().replaceFirst("/$", "");
        for (String secret : new String[] { "salesforce", "hubspot", "stripe" }) {
            camelContext.getPropertiesComponent().addInitialProperty("webhookscript.secret." + secret, secret + "-token");
        }
        camelContext.getPropertiesComponent().addInitialProperty("webhookscript.secret.slackPath", "T000/B000/xyz");
        WebhookScriptComponent component = camelContext.getComponent("webhookscript", WebhookScriptComponent.class);
        component.setAllow("loopback");
        component.getContext().put("baseUrl", url);
        component.getContext().put("instanceUrl", url);
        component.getVia().put("atlas", url);
        camelContext.start();
    }

    @AfterEach
    void stop() {
        camelContext.stop();
        receiver.close();
    }

    @Test
    void salesforceCreates() throws Exception {
        Exchange exchange = call("salesforce-upsert-contact",
                json(201, "{\"id\":\"0035g00000XyZabAAF\",\"success\":true,\"errors\":[],\"created\":true}"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getVariable("salesforceId")).isEqualTo("0035g00000XyZabAAF");
        assertThat(exchange.getVariable("created")).isEqualTo(true);
        RecordedRequest request = receiver.takeRequest();
        assertThat(request.getRequestLine()).startsWith("PATCH /services/data/v61.0/sobjects/Contact/External_Id__c/7 ");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer salesforce-token");
    }

    @Test
    void salesforceChangesWithoutABody() {
        Exchange exchange = call("salesforce-upsert-contact", new MockResponse.Builder().code(204).build());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getVariable("salesforceId")).isNull();
        assertThat(exchange.getVariable("created")).isEqualTo(false);
    }

    @Test
    void salesforceQuotaIsTemporaryAndAsksForMoreThanTheScriptWaits() {
        WebhookScriptException failure = failure(call("salesforce-upsert-contact",
                json(403, "[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"TotalRequests Limit exceeded.\"}]"),
                "?timeout=2s"));

        assertThat(failure.getOutcome()).isEqualTo(Outcome.TEMPORARY);
        assertThat(failure.getReason()).contains("response.outcomes[0]");
    }

    @Test
    void slackTakesIt() throws Exception {
        Exchange exchange = call("slack-notify", text(200, "text/html", "ok"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("ok");
        RecordedRequest request = receiver.takeRequest();
        assertThat(request.getRequestLine()).startsWith("POST /services/T000/B000/xyz ");
        assertThat(request.getBody().utf8()).isEqualTo("{\"text\":\"Zoë changed\"}");
    }

    @Test
    void slackArchivedChannelIsGone() {
        WebhookScriptException failure = failure(call("slack-notify", text(410, "text/html", "channel_is_archived")));

        assertThat(failure.getOutcome()).isEqualTo(Outcome.GONE);
        assertThat(failure).hasMessageNotContaining("T000/B000/xyz");
    }

    @Test
    void hubspotHasTheContactAlready() throws Exception {
        Exchange exchange = call("hubspot-create-contact",
                json(409,
                        "{\"status\":\"error\",\"message\":\"Contact already exists. Existing ID: 512\",\"category\":\"CONFLICT\"}"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getVariable("hubspotId")).isEqualTo("512");
        assertThat(receiver.takeRequest().getBody().utf8()).isEqualTo(
                "{\"inputs\":[{\"properties\":{\"email\":\"zoe@example.com\",\"firstname\":\"Zoë\",\"lastname\":\"O'Hara & <Sons>\"}}]}");
    }

    @Test
    void hubspotRefusesInsideA207() {
        WebhookScriptException failure = failure(call("hubspot-create-contact",
                json(207,
                        "{\"status\":\"COMPLETE\",\"results\":[],\"numErrors\":1,\"errors\":[{\"category\":\"VALIDATION_ERROR\"}]}")));

        assertThat(failure.getOutcome()).isEqualTo(Outcome.REFUSED);
        assertThat(receiver.getRequestCount()).isOne();
    }

    @Test
    void stripeCreates() throws Exception {
        Exchange exchange = call("stripe-create-customer",
                json(200, "{\"id\":\"cus_NffrFeUfNV2Hib\",\"object\":\"customer\",\"created\":1680893993}"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getVariable("customerId")).isEqualTo("cus_NffrFeUfNV2Hib");
        RecordedRequest request = receiver.takeRequest();
        assertThat(java.net.URLDecoder.decode(request.getBody().utf8(), StandardCharsets.UTF_8)).isEqualTo(
                "name=Zoë O'Hara & <Sons>&email=zoe@example.com&metadata[crm_id]=7&expand[]=subscriptions&expand[]=tax");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo(
                "Basic " + Base64.getEncoder().encodeToString("stripe-token:".getBytes(StandardCharsets.UTF_8)));
        assertThat(request.getHeaders().get("Idempotency-Key")).startsWith("msg_");
    }

    @Test
    void stripeIsRepeatedWithTheSameKey() throws Exception {
        receiver.enqueue(json(500, "{\"error\":{\"type\":\"api_error\"}}"));
        Exchange exchange = call("stripe-create-customer", json(200, "{\"id\":\"cus_1\",\"created\":1}"));

        assertThat(exchange.getException()).isNull();
        assertThat(receiver.takeRequest().getHeaders().get("Idempotency-Key"))
                .isEqualTo(receiver.takeRequest().getHeaders().get("Idempotency-Key"));
    }

    @Test
    void soapRegisters() throws Exception {
        Exchange exchange = call("soap-register-customer", text(200, "text/xml; charset=utf-8",
                "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
                                                                                                + "<registered xmlns=\"urn:customers\"><number>00042</number></registered></e:Body></e:Envelope>"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getVariable("customerNumber")).isEqualTo("00042");
        RecordedRequest request = receiver.takeRequest();
        assertThat(request.getHeaders().get("SOAPAction")).isEqualTo("\"urn:customers#register\"");
        assertThat(request.getBody().utf8()).contains("<c:name>Zoë O'Hara &amp; &lt;Sons&gt;</c:name>");
    }

    @Test
    void soapFaultIsARefusalAndNotRepeated() {
        WebhookScriptException failure = failure(call("soap-register-customer", text(500, "text/xml",
                "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><e:Fault><faultcode>e:Client</faultcode></e:Fault></e:Body></e:Envelope>")));

        assertThat(failure.getOutcome()).isEqualTo(Outcome.REFUSED);
        assertThat(receiver.getRequestCount()).isOne();
    }

    private Exchange call(String script, MockResponse response) {
        return call(script, response, "");
    }

    private Exchange call(String script, MockResponse response, String options) {
        receiver.enqueue(response);
        return camelContext.createProducerTemplate().request(
                "webhookscript:" + script + options, exchange -> exchange.getMessage().setBody(EVENT));
    }

    private static WebhookScriptException failure(Exchange exchange) {
        return exchange.getException(WebhookScriptException.class);
    }

    private static MockResponse json(int status, String body) {
        return text(status, "application/json", body);
    }

    private static MockResponse text(int status, String contentType, String body) {
        return new MockResponse.Builder().code(status).setHeader("Content-Type", contentType).body(body).build();
    }
}
