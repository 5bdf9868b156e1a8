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
package io.webhookscript.kamelets;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.webhookscript.runtimes.Receiver;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code webhook-call-sink} sends what its properties say, without a script file. */
@Tag("slow")
class CallSinkSendsWhatItsPropertiesSayTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @AutoClose
    private KameletApplication application;

    @BeforeEach
    void make() throws Exception {
        application = new KameletApplication();
    }

    @Test
    void urlMethodAndBodyTakePartsOfTheEventEachEscapedForItsPlace() throws Exception {
        application.property("plan", "gold").startCalling(Map.of(
                "url", "{{receiver}}/contacts/${ contact.id }?from=${ contact.source }", "method", "PUT",
                "body", "{\"name\": \"${ contact.name }\", \"tags\": ${ contact.tags }, \"of\": {\"plan\": \"{{plan}}\"}}"));
        application.receiver().respond(200, "application/json", "{\"ok\": true}");

        String response = application.send("""
                {"contact": {"id": "7/8 ä", "source": "a&b=c", "name": "Zoë \\"Z\\" O'Neil", "tags": ["x", 1.10]}}""");

        Receiver.Call call = application.receiver().await(SOON);
        assertThat(call.method()).isEqualTo("PUT");
        assertThat(call.path()).isEqualTo("/contacts/7%2F8%20%C3%A4?from=a%26b%3Dc");
        assertThat(call.body())
                .isEqualTo("{\"name\": \"Zoë \\\"Z\\\" O'Neil\", \"tags\": [\"x\",1.10], \"of\": {\"plan\": \"gold\"}}");
        assertThat(call.headers().getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(response).isEqualTo("{\"ok\": true}");
    }

    /** In a route they are options of an endpoint, where Camel gives some signs another meaning unless they are RAW. */
    @Test
    void propertiesMayStandInTheRoute() throws Exception {
        application.start("""
                - route:
                    from:
                      uri: direct:events
                      steps:
                        - to:
                            uri: kamelet:webhook-call-sink
                            parameters:
                              url: "RAW({{receiver}}/a+b?c=${ d }&e=100%25)"
                              body: 'RAW({"a": {"sum": "1 + ${ d } & 100%"} })'
                              method: PATCH
                """);

        application.send("{\"d\": 2}");

        Receiver.Call call = application.receiver().await(SOON);
        assertThat(call.method()).isEqualTo("PATCH");
        assertThat(call.path()).isEqualTo("/a+b?c=2&e=100%25");
        assertThat(call.body()).isEqualTo("{\"a\": {\"sum\": \"1 + 2 & 100%\"} }");
    }

    @Test
    void theWholeEventIsTheBodyWhenNoneIsGivenAndAGetHasNone() throws Exception {
        application.start("""
                - route:
                    from:
                      uri: direct:events
                      steps:
                        - to: kamelet:webhook-call-sink?url={{receiver}}/a
                        - to: kamelet:webhook-call-sink?url={{receiver}}/b&method=GET
                """);

        application.send("{\"big\": 12345678901234567890.10}");

        assertThat(application.receiver().await(SOON).body()).isEqualTo("{\"big\":12345678901234567890.10}");
        assertThat(application.receiver().await(SOON)).extracting(Receiver.Call::method, Receiver.Call::body)
                .containsExactly("GET", "");
    }

    /** None of them ends its text in the script, or is taken for a bean, a class, a comment or a placeholder. */
    @ParameterizedTest
    @ValueSource(strings = {
            "#class:java.lang.String", "#bean:none", "#autowired", "\", \"limits\": {\"x\": 1}, \"y\": \"",
            "back\\slash \\\" \\n",
            "two\nlines\ttab", "{# a }} b {", "$${ event }", "- a: [b, c]\n  *d: &e !f", "'quoted' %7B%25 100%", " = ",
            "\u2028 \uD83D\uDE00 \u00e4" })
    void aPropertyIsTextWhateverItHolds(String text) throws Exception {
        application.startCalling(Map.of("url", "{{receiver}}/", "body", text, "contentType", "text/plain; charset=utf-8"));

        application.send("{}");

        assertThat(application.receiver().await(SOON).body()).isEqualTo(text.replace("$${", "${"));
    }

    @Test
    void whatAnEventHoldsIsNeverATemplate() throws Exception {
        application.property("webhookscript.secret.crm", "hidden-value").startCalling(Map.of(
                "url", "{{receiver}}/${ id }", "body", "{\"a\": \"${ id }\"}"));

        application.send("{\"id\": \"{{ secret.crm }}${ secret.crm }{{receiver}}\"}");

        Receiver.Call call = application.receiver().await(SOON);
        assertThat(call.body()).isEqualTo("{\"a\": \"{{ secret.crm }}${ secret.crm }{{receiver}}\"}");
        assertThat(call.path()).doesNotContain("hidden");
    }

    @Test
    void secretsAreNamedAndStandNowhereInTheScript() throws Exception {
        application.property("webhookscript.secret.crm", "the-token")
                .property("webhookscript.secret.crm_signing", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .startCalling(Map.of("url", "{{receiver}}/", "bearerSecret", "crm", "signatureSecret", "crm_signing"));

        application.send("{}");

        Receiver.Call call = application.receiver().await(SOON);
        assertThat(call.headers().getFirst("Authorization")).isEqualTo("Bearer the-token");
        assertThat(call.headers().getFirst("webhook-signature")).startsWith("v1,");
    }

    @Test
    void limitsAreThoseOfTheProperties() throws Exception {
        application.startCalling(
                Map.of("url", "{{receiver}}/", "maxAttempts", "3", "retryDelay", "10ms", "idempotencyKey", "true"));
        application.receiver().respond(500, "text/plain", "");

        assertThatThrownBy(() -> application.send("{}")).isInstanceOf(CamelExecutionException.class).cause()
                .hasMessageContaining("500");

        List<Receiver.Call> calls
                = List.of(application.receiver().await(SOON), application.receiver().await(SOON),
                        application.receiver().await(SOON));
        assertThat(application.receiver().rest()).isEmpty();
        assertThat(calls).extracting(call -> call.headers().getFirst("Idempotency-Key")).doesNotContainNull()
                .containsOnly(calls.get(0).headers().getFirst("Idempotency-Key"));
    }

    @Test
    void callsWithTheSamePropertiesAreOneScriptAndANameIsKept() throws Exception {
        application.start("""
                - route:
                    from:
                      uri: direct:events
                      steps:
                        - to: kamelet:webhook-call-sink?url={{receiver}}/a
                        - to: kamelet:webhook-call-sink?url={{receiver}}/a
                        - to: kamelet:webhook-call-sink?url={{receiver}}/b&name=contacts
                """);

        application.send("{}");

        assertThat(application.component().deliveryStatuses()).hasSize(2).anySatisfy(
                status -> assertThat(status.script().name()).isEqualTo("contacts"))
                .anySatisfy(status -> assertThat(status.script().name()).matches("webhook-call-[0-9a-f]{12}"));
    }

    @Test
    void twoCallsThatDifferCannotHaveOneName() {
        assertThatThrownBy(() -> application.start("""
                - route:
                    from:
                      uri: direct:events
                      steps:
                        - to: kamelet:webhook-call-sink?url={{receiver}}/a&name=contacts
                        - to: kamelet:webhook-call-sink?url={{receiver}}/b&name=contacts
                """)).hasStackTraceContaining("contacts.webhookscript.json").hasStackTraceContaining("name");
    }

    /** Each is named where it stands in the script that the properties make. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timeout     | soon               | limits.timeout
            maxAttempts | many               | maxAttempts=many
            rate        | -                  | rate=-
            method      | GE T               | request.method
            body        | ${ 1 + }           | request.body
            body        | ${ b               | body:
            body        | {{no.property}}    | no.property
            url         | file:///etc/passwd | request.url
            circuitBreaker | maybe           | circuitBreaker=maybe
            bearerSecret | not a name        | bearerSecret
            name        | Not-A-Name         | Not-A-Name
            """)
    void aPropertyThatIsWrongFailsTheStart(String property, String value, String named) {
        Map<String, String> properties = property.equals("url")
                ? Map.of("url", value) : Map.of("url", "{{receiver}}/", property, value);

        assertThatThrownBy(() -> application.startCalling(properties)).hasStackTraceContaining(named);
    }
}
