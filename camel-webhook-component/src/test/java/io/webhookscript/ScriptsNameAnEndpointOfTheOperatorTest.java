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
import java.util.List;
import java.util.Map;

import io.webhookscript.http.RawReceiver;
import io.webhookscript.lifecycle.FileChanges;
import io.webhookscript.script.EndedGuarantee;
import io.webhookscript.script.problem.InvalidScriptException;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.problem.Severity;
import io.webhookscript.script.usecase.FoundFile;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.main.Main;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is wrong with {@code request.via} in a script, or with an endpoint that the operator gives, stops the start. */
@Tag("slow")
class ScriptsNameAnEndpointOfTheOperatorTest {

    private static final String SCRIPT = "request: { url: \"http://crm.example.com/\", via: crm }\n";

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void make() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder);
    }

    private WebhookScriptTestSupport via(String name, Object endpoint) {
        camel.component().getVia().put(name, endpoint);
        return camel;
    }

    @Test
    void aNameThatTheOperatorDoesNotGiveIsAProblemWithAllNamesAndTheNearest() {
        via("crm-eu", "http://eu.example.com").script("hook", SCRIPT);
        via("billing", "http://billing.example.com");

        assertThatThrownBy(camel::start).rootCause().isInstanceOfSatisfying(InvalidScriptException.class, failure -> {
            Problem problem = failure.problems().get(0);
            assertThat(problem.code()).isEqualTo(ProblemCode.UNKNOWN_ENDPOINT);
            assertThat(problem.field()).isEqualTo("request.via");
            assertThat(problem.line()).isEqualTo(4);
            assertThat(problem.column()).isEqualTo(49);
        }).hasMessageContaining("there is no endpoint `crm`").hasMessageContaining("one of billing, crm-eu");
    }

    @Test
    void aMisspeltNameGetsTheNearest() {
        via("crm", "http://crm.example.com").script("hook", SCRIPT.replace("via: crm", "via: crn"));

        assertThatThrownBy(camel::start).rootCause().hasMessageContaining("did you mean `crm`?");
    }

    @Test
    void theProblemSaysWhereEndpointsAreConfigured() {
        camel.script("hook", SCRIPT);

        assertThatThrownBy(camel::start).rootCause().hasMessageContaining("the component option via.NAME; none is defined");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "tls: '#trust'               | `tls` beside `via`",
            "proxy: none                 | `proxy` beside `via`",
            "proxy: http://proxy:3128    | `proxy` beside `via`",
            "method: QUERY               | found `QUERY`, which camel-http cannot send",
            "method: PROPFIND            | found `PROPFIND`, which camel-http cannot send" })
    void whatTheEndpointCannotDoIsAProblem(String beside, String problem) {
        via("crm", "http://crm.example.com").script("hook", SCRIPT.replace("via: crm", "via: crm, " + beside));

        assertThatThrownBy(camel::start).rootCause().isInstanceOf(InvalidScriptException.class).hasMessageContaining(problem);
    }

    @Test
    void aNoteSaysWhatDoesNotHold() throws Exception {
        via("crm", "http://crm.example.com").script("hook", SCRIPT);
        try (LogLines lines = LogLines.of(ScriptLoader.class, Level.INFO)) {
            camel.start();

            assertThat(lines.of(Level.INFO)).singleElement().asString()
                    .startsWith("hook.webhookscript.yaml:4:49  note: request.via: calls go through the endpoint `crm`: ")
                    .contains("the endpoint's own timeouts").contains("the address that is dialled is not checked")
                    .contains("may have reached the receiver");
            assertThat(lines.of(Level.WARN)).isEmpty();
        }
        assertThat(ProblemCode.FEWER_GUARANTEES.severity()).isEqualTo(Severity.NOTE);
    }

    @Test
    void aNoteComesWithAFileThatComesLater() throws Exception {
        via("crm", "http://crm.example.com").script("other", "request: { url: \"http://crm.example.com/\" }\n").start();
        String late = "webhookscript: \"1.0\"\n" + SCRIPT;
        try (LogLines lines = LogLines.from(Level.INFO)) {
            camel.component().scripts().reload(() -> FileChanges.of(new FoundFile(
                    "late.webhookscript.yaml", "late", late.getBytes(StandardCharsets.UTF_8))));

            assertThat(lines.of(Level.INFO)).anySatisfy(line -> assertThat(line).contains("note: request.via: "));
        }
    }

    @Test
    void aScriptSaysSoWhereItIsLookedAt() throws Exception {
        via("crm", "http://crm.example.com").script("hook", SCRIPT)
                .script("other", "request: { url: \"http://crm.example.com/\" }\n").start();

        assertThat(camel.component().scripts().find("hook").orElseThrow().via()).contains("crm");
        assertThat(camel.component().scripts().find("hook").orElseThrow().notes()).hasSize(EndedGuarantee.values().length);
        assertThat(camel.component().scripts().find("other").orElseThrow().via()).isEmpty();
        assertThat(camel.component().scripts().find("other").orElseThrow().notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "http://crm.example.com?followRedirects=true          | via.crm: followRedirects=true is refused",
            "http://crm.example.com?throwExceptionOnFailure=true  | via.crm: throwExceptionOnFailure=true is refused",
            "http://crm.example.com?disableStreamCache=false      | via.crm: disableStreamCache=false is refused",
            "http://crm.example.com?copyHeaders=true              | via.crm: copyHeaders=true is refused",
            "http://crm.example.com?bridgeEndpoint=true           | via.crm: bridgeEndpoint=true is refused",
            "http://crm.example.com?skipControlHeaders=true       | via.crm: skipControlHeaders=true is refused",
            "http://crm.example.com?skipRequestHeaders=true       | via.crm: skipRequestHeaders=true is refused",
            "http://crm.example.com?skipResponseHeaders=true      | via.crm: skipResponseHeaders=true is refused",
            "http://crm.example.com?ignoreResponseBody=true       | via.crm: ignoreResponseBody=true is refused",
            "http://crm.example.com?multipartUpload=true          | via.crm: multipartUpload=true is refused",
            "http://crm.example.com?transferException=true        | via.crm: transferException=true is refused",
            "http://crm.example.com?httpMethod=PUT                | via.crm: the option httpMethod is refused",
            "http://crm.example.com?httpClient=#client            | via.crm: the option httpClient is refused",
            "http://crm.example.com?headerFilterStrategy=#mine    | via.crm: the option headerFilterStrategy is refused",
            "http://crm.example.com?authUser=a&typo=verysecret    | via.crm: camel-http has no option authUser, typo",
            "http://crm.example.com/api                           | via.crm: the path /api belongs in the script's URL",
            "http://crm_1.example.com                             | via.crm: expected http://host:port, or http://*",
            "http://crm.example.com?httpClientConfigurer=#nobody  | via.crm: the endpoint cannot be created",
            "crm.example.com                                      | via.crm: found text without a scheme, expected",
            "vertx-http:http://crm.example.com                    | via.crm: found the scheme vertx-http, expected",
            "netty-http:http://crm.example.com                    | via.crm: found the scheme netty-http, expected",
            "direct:crm                                           | via.crm: found the scheme direct, expected",
            "#nobody                                              | via.crm: there is no bean 'nobody'",
            "#bean:nobody                                         | via.crm: there is no bean 'nobody'" })
    void anEndpointThatCannotCarryWhatScriptsSayFailsTheStart(String endpoint, String message) {
        camel.bind("mine", new DefaultHeaderFilterStrategy());
        via("crm", endpoint);

        assertThatThrownBy(camel::start).hasStackTraceContaining(message)
                .satisfies(failure -> assertThat(everyMessage(failure)).doesNotContain("verysecret"));
    }

    /** Of ours: what Camel says of a URI is for Camel to mask. */
    private static String everyMessage(Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            messages.append(t instanceof IllegalArgumentException ? t.getMessage() : "").append('\n');
        }
        return messages.toString();
    }

    @Test
    void aBeanThatIsNoEndpointFailsTheStart() {
        camel.bind("number", 7);
        via("crm", "#number");

        assertThatThrownBy(camel::start).hasStackTraceContaining("via.crm: found a java.lang.Integer, expected the URI");
    }

    @Test
    void anEndpointOfAnotherComponentFailsTheStart() {
        Endpoint direct = camel.camelContext().getEndpoint("direct:crm");
        via("crm", direct);

        assertThatThrownBy(camel::start)
                .hasStackTraceContaining("via.crm: found a DirectEndpoint, expected an endpoint of camel-http");
    }

    @Test
    void anEndpointThatIsABeanIsHeldToTheSame() {
        HttpEndpoint following = camel.camelContext().getEndpoint("http://crm.example.com?followRedirects=true",
                HttpEndpoint.class);
        HttpEndpoint filtering = camel.camelContext().getEndpoint("http://crm.example.com", HttpEndpoint.class);
        filtering.setHeaderFilterStrategy(new DefaultHeaderFilterStrategy());

        via("crm", following);
        assertThatThrownBy(camel::start).hasStackTraceContaining("via.crm: followRedirects=true is refused");
        via("crm", filtering);
        assertThatThrownBy(camel::start).hasStackTraceContaining("via.crm: the option headerFilterStrategy is refused");
    }

    @Test
    void aComponentThatDeserialisesJavaObjectsIsRefused() {
        camel.camelContext().getComponent("http", HttpComponent.class).setAllowJavaSerializedObject(true);
        via("crm", "http://crm.example.com");

        assertThatThrownBy(camel::start).hasStackTraceContaining("via.crm: allowJavaSerializedObject=true is refused");
    }

    @Test
    void anEndpointThatIsSetUpStaysAsItIs() throws Exception {
        via("crm",
                "http://crm.example.com?throwExceptionOnFailure=false&responseTimeout=7000&authPassword=RAW(a&followRedirects=true)");
        camel.camelContext().getComponent("http", HttpComponent.class).setConnectTimeout(9_000);
        camel.component().setTimeout("3s");

        camel.start();

        HttpEndpoint endpoint = camel.camelContext().getEndpoints().stream().filter(HttpEndpoint.class::isInstance)
                .map(HttpEndpoint.class::cast).findFirst().orElseThrow();
        assertThat(endpoint.getResponseTimeout()).isEqualTo(7_000);
        assertThat(endpoint.getConnectTimeout()).isEqualTo(9_000);
        assertThat(endpoint.getConnectionRequestTimeout()).isEqualTo(3_000);
        assertThat(endpoint.getSoTimeout()).isEqualTo(3_000);
        assertThat(endpoint.isThrowExceptionOnFailure()).isFalse();
        assertThat(endpoint.isFollowRedirects()).isFalse();
        assertThat(endpoint.getAuthPassword()).isEqualTo("a&followRedirects=true");
    }

    @Test
    void anEndpointOfTheUsersOwnRoutesIsAnother() throws Exception {
        HttpEndpoint own = camel.camelContext().getEndpoint("http://crm.example.com", HttpEndpoint.class);
        via("crm", "http://crm.example.com");

        camel.start();

        assertThat(own.isThrowExceptionOnFailure()).isTrue();
        assertThat(own.isCopyHeaders()).isTrue();
    }

    @Test
    void theComponentMayStopAndStartAgain() throws Exception {
        via("crm", "http://127.0.0.1:" + camel.receiver().port())
                .script("hook", "request: { url: \"{{ context.receiver }}/\", via: crm }\n").start();
        camel.component().stop();

        camel.component().start();

        assertThat(camel.call("webhookscript:hook", null).getException()).isNull();
    }

    @Test
    void propertiesNameThem() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(RawReceiver.response(200, "text/plain", "ok"))) {
            Files.writeString(folder.resolve("hook.webhookscript.yaml"), """
                    webhookscript: "1.0"
                    request: { url: "http://127.0.0.1:%d/", via: crm-digest }
                    """.formatted(receiver.port()));
            Files.writeString(folder.resolve("bean.webhookscript.yaml"), """
                    webhookscript: "1.0"
                    request: { url: "http://127.0.0.1:%d/", via: made }
                    """.formatted(receiver.port()));
            Main main = new Main();
            main.bind("made", "http://127.0.0.1:" + receiver.port());
            Map.of("crm.host", "127.0.0.1:" + receiver.port(),
                    "camel.component.webhookscript.scripts", "file:" + folder,
                    "camel.component.webhookscript.allow", "loopback",
                    "camel.component.webhookscript.via.crm-digest",
                    "http://{{crm.host}}?authMethod=Basic&authUsername=u&authPassword=p",
                    "camel.component.webhookscript.via.made", "#bean:made").forEach(main::addInitialProperty);
            main.start();
            try {
                for (String name : List.of("hook", "bean")) {
                    assertThat(main.getCamelTemplate().requestBody("webhookscript:" + name, (Object) "{}", String.class))
                            .isEqualTo("ok");
                }
            } finally {
                main.stop();
            }
        }
    }
}
