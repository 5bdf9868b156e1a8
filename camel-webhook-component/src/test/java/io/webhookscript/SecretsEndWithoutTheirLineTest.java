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
import java.util.Base64;
import java.util.Map;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files of Kubernetes and what {@code echo} writes end with a line end, which is not a part of the secret, wherever it
 * is used.
 */
class SecretsEndWithoutTheirLineTest {

    private static final String HMAC = "signature: { hmac: { header: X-Signature, secret: '{{ secret.k }}' } }";
    private static final String BASIC = "auth: { basic: { username: me, password: '{{ secret.k }}' } }";
    private static final String BEARER = "auth: { bearer: '{{ secret.k }}' }";
    private static final String API_KEY = "auth: { apiKey: { in: query, name: key, value: '{{ secret.k }}' } }";

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

    private void start(String secret, String credentials) throws Exception {
        camel.camelContext().getPropertiesComponent().addInitialProperty("webhookscript.secret.k", secret);
        camel.script("hook",
                "request: { method: PUT, url: \"{{ context.receiver }}/\", body: { text: x }, " + credentials + " }\n").start();
    }

    private RawReceiver.Request sent(String secret, String credentials) throws Exception {
        start(secret, credentials);
        assertThat(camel.call("webhookscript:hook", Map.of()).getException()).isNull();
        return camel.receiver().requests().get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = { "tok", "tok\n", "tok\r\n" })
    void aBearerTokenIsSentWithoutIt(String secret) throws Exception {
        assertThat(sent(secret, BEARER).headers("Authorization")).containsExactly("Bearer tok");
    }

    @ParameterizedTest
    @ValueSource(strings = { "tok\n", "tok\r\n" })
    void aPasswordIsSentWithoutIt(String secret) throws Exception {
        assertThat(sent(secret, BASIC).headers("Authorization"))
                .containsExactly("Basic " + Base64.getEncoder().encodeToString("me:tok".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "tok\n", "tok\r\n" })
    void aKeySignsWithoutIt(String secret) throws Exception {
        // printf x | openssl dgst -sha256 -hmac tok
        assertThat(sent(secret, HMAC).headers("X-Signature"))
                .containsExactly("d2b4adee94ab91776f1fa85978bdb5499471d8e15abb9d47c0b5766e9317f61a");
    }

    @ParameterizedTest
    @ValueSource(strings = { "tok\n", "tok\r\n" })
    void aKeyInTheQueryIsSentWithoutIt(String secret) throws Exception {
        assertThat(sent(secret, API_KEY).line()).isEqualTo("PUT /?key=tok HTTP/1.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            BEARER + "|tok\\n\\n", BASIC + "|tok\\n\\n", HMAC + "|tok\\n\\n", API_KEY + "|tok\\n\\n", BEARER + "|a\\nb",
            BASIC + "|a\\nb",
            HMAC + "|a\\nb", API_KEY + "|a\\r\\nb", HMAC + "|tok\\r\\r" })
    void anyOtherLineBreakIsRefusedEverywhere(String credentials, String secret) throws Exception {
        start(secret.replace("\\n", "\n").replace("\\r", "\r"), credentials);

        WebhookScriptException failure
                = camel.call("webhookscript:hook", Map.of()).getException(WebhookScriptException.class);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(camel.receiver().requests()).isEmpty();
    }

    @Test
    void isLoggedOnceForASecret() throws Exception {
        try (LogLines lines = LogLines.of(ScriptProperties.class, Level.WARN)) {
            start("tok\n", BEARER);
            for (int i = 0; i < 3; i++) {
                camel.call("webhookscript:hook", Map.of());
            }

            assertThat(lines.of(Level.WARN)).filteredOn(line -> line.contains("line break")).singleElement().asString()
                    .contains("the secret k ").doesNotContain("tok");
        }
    }
}
