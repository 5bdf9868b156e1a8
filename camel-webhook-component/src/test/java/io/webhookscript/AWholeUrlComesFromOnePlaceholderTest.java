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
import java.util.Map;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Outcome;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Slack's response_url comes with the event, its incoming webhooks are secrets, and presigned URLs have their signature
 * in the query.
 */
class AWholeUrlComesFromOnePlaceholderTest {

    /** Escapes, small letters in them, plus signs and doubled slashes are the signer's. */
    private static final String PATH = "/actions/T0%2f1//B+x/a%20b?X-Amz-Credential=AK%2F20240618&sig=a+b%3d&list[]=1&x";

    @TempDir
    private Path folder;

    private RawReceiver receiver;
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws Exception {
        receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"));
        camel = new WebhookScriptTestSupport(receiver, folder);
    }

    @AfterEach
    void close() {
        camel.close();
    }

    private Exchange call(String url, Map<String, ?> event) throws Exception {
        return camel.script("hook", "request: { method: PUT, url: \"" + url + "\" }\nlimits: { retry: { maxAttempts: 1 } }\n")
                .start()
                .call("webhookscript:hook", event);
    }

    private String target() {
        return receiver.uri("") + PATH;
    }

    private void secret(String name, String value) {
        camel.camelContext().getPropertiesComponent().addInitialProperty("webhookscript.secret." + name, value);
    }

    @Test
    void anEventsUrlIsCalledAsItIsWhereItsHostIsListed() throws Exception {
        camel.component().setAllowHosts("127.0.0.1");

        assertThat(call("{{ response_url }}", Map.of("response_url", target())).getException()).isNull();

        assertThat(receiver.requests().get(0).line()).isEqualTo("PUT " + PATH + " HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{{ response_url }}", "{{ event.response_url }}", "{{ variable.url }}", "{{ header.url }}" })
    void aUrlOfDataIsNotCalledWhenItsHostIsNotListed(String url) throws Exception {
        camel.component().setAllowHosts("hooks.slack.com");
        camel.script("hook", "request: { method: PUT, url: \"" + url + "\" }\n").route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").setVariable("url", constant(target())).setHeader("url", constant(target()))
                        .to("webhookscript:hook");
            }
        }).start();

        WebhookScriptException failure
                = camel.call("direct:in", Map.of("response_url", target())).getException(WebhookScriptException.class);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.getReason()).contains("allowHosts");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void theAddressPolicyHoldsForAUrlOfAnEvent() throws Exception {
        camel.component().setAllow("");
        camel.component().setAllowHosts("127.0.0.1");

        assertThat(call("{{ response_url }}", Map.of("response_url", target())).getException(WebhookScriptException.class)
                .getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void aUrlOfTheContextMayHaveAQueryAndParamsGoBehindIt() throws Exception {
        camel.component().getContext().put("receiver", target());
        camel.script("hook", "request: { method: PUT, url: \"{{ context.receiver }}\", params: { more: 1 } }\n").start();

        assertThat(camel.call("webhookscript:hook", Map.of()).getException()).isNull();

        assertThat(receiver.requests().get(0).line()).isEqualTo("PUT " + PATH + "&more=1 HTTP/1.1");
    }

    @Test
    void aUrlThatIsASecretIsCalledAsItIs() throws Exception {
        secret("hook", target() + "\n");

        assertThat(call("{{ secret.hook }}", Map.of()).getException()).isNull();

        assertThat(receiver.requests().get(0).line()).isEqualTo("PUT " + PATH + " HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "ftp://127.0.0.1/", "127.0.0.1/x", "/path", "https://", "https://user:pass@127.0.0.1/", "https://127.0.0.1/#x",
            "https://127.0.0.1/a b", "https://127.0.0.1/ü", "https://127.0.0.1\\@evil.example/", "https://127.0.0.1:99999/",
            "https://127.0.0.1/a/../b", "https://127.0.0.1/%2e%2E/b", "javascript:alert(1)", "https://127.0.0.1/%zz", "" })
    void aValueThatIsNotSuchAUrlIsNotSent(String value) throws Exception {
        camel.component().setAllowHosts("127.0.0.1");

        assertThat(call("{{ response_url }}", Map.of("response_url", value)).getException(WebhookScriptException.class)
                .getOutcome()).isEqualTo(Outcome.NOT_SENT);
    }

    /** The receiver repeats parts of the URL, as redirects do; and nothing listens on the second one. */
    @Test
    void noPartOfASecretUrlAppearsInAnyOutput() throws Exception {
        receiver = RawReceiver.answering(
                "HTTP/1.1 308 Moved\r\nLocation: /services/T024BE7LD/B1-secret-part/other\r\nContent-Type: text/plain\r\n"
                                         + "Content-Length: 35\r\n\r\nno hook B1-secret-part in 127.0.0.1");
        camel.close();
        camel = new WebhookScriptTestSupport(receiver, folder);
        secret("hook", receiver.uri("") + "/services/T024BE7LD/B1-secret-part?sig=s3cr3t%2Fsig");
        secret("gone", "http://hidden.invalid/services/T024BE7LD/B1-secret-part");
        camel.component().setDeadLetter("mock:letters");
        camel.rawScript("gone",
                "webhookscript: \"1.0\"\nrequest: { method: PUT, url: \"{{ secret.gone }}\" }\nlimits: { retry: { maxAttempts: 1 } }\n");

        WebhookScriptException failure = call("{{ secret.hook }}", Map.of()).getException(WebhookScriptException.class);
        WebhookScriptException unknown
                = camel.call("webhookscript:gone", Map.of()).getException(WebhookScriptException.class);
        Object dry = camel.call("webhookscript:hook?dryRun=true", Map.of()).getMessage().getBody();

        assertThat(failure.getReason()).contains("308").contains("Location");
        List<String> letters
                = camel.camelContext().getEndpoint("mock:letters", MockEndpoint.class).getExchanges().stream()
                        .map(letter -> letter.getMessage().getBody(String.class)).toList();
        assertThat(letters).hasSize(2);
        for (String output : List.of(failure.getMessage(), String.valueOf(failure.getResponseBody()), unknown.getMessage(),
                letters.get(0), letters.get(1), String.valueOf(dry))) {
            assertThat(output).doesNotContain("T024BE7LD", "B1-secret-part", "s3cr3t", "hidden.invalid");
        }
        assertThat(letters.get(0)).doesNotContain("127.0.0.1", ":" + receiver.port());
        assertThat(failure.getMessage()).doesNotContain("127.0.0.1", ":" + receiver.port());
    }
}
