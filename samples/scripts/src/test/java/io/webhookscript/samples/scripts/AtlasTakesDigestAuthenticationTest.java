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
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.script.Outcome;
import mockwebserver3.Dispatcher;
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

/** The script that goes through an endpoint of camel-http, against a server that demands digest authentication. */
@Tag("slow")
class AtlasTakesDigestAuthenticationTest {

    private static final String PATH = "/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/databaseUsers";

    private final MockWebServer atlas = new MockWebServer();
    private final DefaultCamelContext camelContext = new DefaultCamelContext();
    private int status = 201;
    private String body = "{\"username\":\"CN=zoe@example.com\"}";

    @BeforeEach
    void start() throws Exception {
        atlas.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return isProof(String.valueOf(request.getHeaders().get("Authorization")))
                        ? new MockResponse.Builder().code(status).body(body)
                                .setHeader("Content-Type", "application/vnd.atlas.2023-01-01+json").build()
                        : new MockResponse.Builder().code(401)
                                .setHeader("WWW-Authenticate", "Digest realm=\"MMS\", qop=\"auth\", nonce=\"n0nce\"").build();
            }
        });
        atlas.start(InetAddress.getLoopbackAddress(), 0);
        String url = atlas.url("").toString().replaceFirst("/$", "");
        WebhookScriptComponent component = camelContext.getComponent("webhookscript", WebhookScriptComponent.class);
        component.setScripts("classpath:webhookscripts/atlas-create-database-user.webhookscript.yaml");
        component.setAllow("loopback");
        component.getContext().put("baseUrl", url);
        component.getVia().put("atlas", url + "?authMethod=Basic&authUsername=public&authPassword=private");
        camelContext.start();
    }

    /** RFC 7616 §3.4.1 with MD5 and qop=auth. */
    private static boolean isProof(String authorization) {
        String proof = md5("public:MMS:private") + ":n0nce:" + part(authorization, "nc") + ":" + part(authorization, "cnonce")
                       + ":auth:" + md5("POST:" + PATH);
        return authorization.startsWith("Digest ") && md5(proof).equals(part(authorization, "response"));
    }

    private static String part(String authorization, String name) {
        Matcher part = Pattern.compile("\\b" + name + "=\"?([^\",]+)").matcher(authorization);
        return part.find() ? part.group(1) : "";
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        camelContext.stop();
        atlas.close();
    }

    private Exchange call() {
        return camelContext.createProducerTemplate().request("webhookscript:atlas-create-database-user",
                exchange -> exchange.getMessage().setBody(Map.of("contact", Map.of("id", 7, "email", "zoe@example.com"))));
    }

    @Test
    void theChallengeIsMetAndTheUserIsCreated() throws Exception {
        Exchange exchange = call();

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getVariable("databaseUser")).isEqualTo("CN=zoe@example.com");
        assertThat(exchange.getMessage().getHeader("CamelWebhookScriptAttempts")).isEqualTo(1);
        assertThat(atlas.getRequestCount()).isEqualTo(2);
        assertThat(atlas.takeRequest().getHeaders().get("Authorization")).isNull();
        RecordedRequest authenticated = atlas.takeRequest();
        assertThat(authenticated.getRequestLine()).isEqualTo("POST " + PATH + " HTTP/1.1");
        assertThat(authenticated.getHeaders().get("Content-Type")).isEqualTo("application/vnd.atlas.2023-01-01+json");
        assertThat(authenticated.getBody().utf8()).isEqualTo(
                "{\"databaseName\":\"$external\",\"x509Type\":\"MANAGED\",\"username\":\"CN=zoe@example.com\","
                                                             + "\"roles\":[{\"databaseName\":\"crm\",\"roleName\":\"read\"}]}");
    }

    @Test
    void aUserThatIsThereAlreadyIsDelivered() {
        status = 409;
        body = "{\"errorCode\":\"USER_ALREADY_EXISTS\"}";

        Exchange exchange = call();

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getVariable("databaseUser")).isEqualTo("CN=zoe@example.com");
    }

    @Test
    void aKeyThatMayNotIsRefused() {
        status = 403;
        body = "{\"errorCode\":\"USER_UNAUTHORIZED\"}";

        assertThat(call().getException(WebhookScriptException.class).getOutcome()).isEqualTo(Outcome.REFUSED);
    }
}
