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
import java.util.List;
import java.util.Map;

import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.problem.InvalidScriptException;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.problem.Severity;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Endpoints of dead letters are the operator's and the route author's; a script names one of those that there are. */
class DeadLettersGoWhereTheOperatorSaysTest {

    private static final String FAILING = "request: { url: \"{{ context.receiver }}/\" }\n";

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void make() throws Exception {
        camel = new WebhookScriptTestSupport(RawReceiver.answering(RawReceiver.response(404, "text/plain", "gone")), folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "webhookscript:exfil?context.leak={{db.password}}", "file:/any/folder?fileName=planted.txt",
            "class:java.lang.System?method=setProperty(pwned, yes)", "controlbus:route?routeId=victim&action=stop",
            "jms:queue:webhook.dead", "direct:dead", "ref:dead", "bean:dead" })
    void aUriInAScriptIsRefusedAndTheMessageSaysWhereItBelongs(String uri) {
        camel.script("order", FAILING + "deadLetter: { to: '" + uri + "' }\n");

        assertThatThrownBy(camel::start).rootCause().isInstanceOfSatisfying(InvalidScriptException.class, failure -> {
            assertThat(failure.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo(ProblemCode.WRONG_VALUE);
                assertThat(problem.field()).isEqualTo("deadLetter.to");
            });
        }).hasMessageContaining(
                "a name; the operator defines the URI with the component option `dead-letters.NAME`, and the script"
                                + " says `to: NAME`");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{{dead}}", "{{?dead}}", "${header.dead}", "#dead", "a b", "../dead", "RAW(dead)", "dead?x=1" })
    void noPlaceholderAndNothingBesideANameIsTaken(String text) {
        camel.deadLetter("dead", "mock:dead").script("order", FAILING + "deadLetter: { to: '" + text + "' }\n");

        assertThatThrownBy(camel::start).rootCause().isInstanceOf(InvalidScriptException.class)
                .hasMessageContaining("deadLetter.to").hasMessageContaining("the name of an endpoint: letters, digits");
    }

    @Test
    void aNameSendsTheLetterToTheOperatorsEndpoint() throws Exception {
        camel.component().setDeadLetter("mock:component");
        camel.deadLetter("webhooks", "mock:named").script("order", FAILING + "deadLetter: { to: webhooks }\n").start();

        camel.call("webhookscript:order", Map.of("id", 7));

        assertThat(letters("mock:named")).singleElement().asString().contains("\"event\":{\"id\":7}");
        assertThat(letters("mock:component")).isEmpty();
    }

    @Test
    void aNameThatTheOperatorDoesNotGiveIsAProblemWithTheNearest() {
        camel.deadLetter("webhooks", "mock:named").deadLetter("audit", "mock:audit")
                .script("order", FAILING + "deadLetter: { to: webhoks }\n");

        assertThatThrownBy(camel::start).rootCause().isInstanceOfSatisfying(InvalidScriptException.class,
                failure -> assertThat(failure.problems()).extracting(Problem::code)
                        .containsExactly(ProblemCode.UNKNOWN_ENDPOINT))
                .hasMessageContaining(
                        "there is no endpoint `webhoks`")
                .hasMessageContaining("one of audit, webhooks, which the component option dead-letters.NAME gives")
                .hasMessageContaining("did you mean `webhooks`?");
    }

    @Test
    void aToolWithoutCamelRefusesAUriAndNotesAName() {
        ScriptReader reader = new ScriptReader(ScriptEnvironment.standalone());
        String script = "webhookscript: \"1.0\"\nrequest: { method: PUT, url: \"https://example.com/\" }\n";

        assertThat(reader.read("order.webhookscript.yaml", script + "deadLetter: { to: 'file:x' }\n").problems())
                .singleElement().extracting(problem -> problem.code().severity()).isEqualTo(Severity.ERROR);
        assertThat(reader.read("order.webhookscript.yaml", script + "deadLetter: { to: webhooks }\n").problems())
                .singleElement().extracting(problem -> problem.code().severity()).isEqualTo(Severity.NOTE);
    }

    @Test
    void anAuthorOfARouteMayWriteAUriOrAName() throws Exception {
        camel.deadLetter("webhooks", "mock:named").script("order", FAILING).start();

        camel.call("webhookscript:order?deadLetter=mock:uri", Map.of());
        camel.call("webhookscript:order?deadLetter=webhooks", Map.of());

        assertThat(letters("mock:uri")).hasSize(1);
        assertThat(letters("mock:named")).hasSize(1);
    }

    @Test
    void aRouteThatNamesOneThatIsNotGivenDoesNotStart() throws Exception {
        camel.script("order", FAILING).route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("webhookscript:order?deadLetter=webhoks");
            }
        });

        assertThatThrownBy(camel::start).hasStackTraceContaining(
                "deadLetter=webhoks: expected the URI of an endpoint, or a NAME of the component option dead-letters.NAME");
    }

    @Test
    void theComponentsOwnMayBeANameToo() throws Exception {
        camel.deadLetter("webhooks", "mock:named").script("order", FAILING);
        camel.component().setDeadLetter("webhooks");
        camel.start();

        camel.call("webhookscript:order", Map.of());

        assertThat(letters("mock:named")).hasSize(1);
    }

    @Test
    void anEntryThatIsNoUriFailsTheStart() {
        camel.deadLetter("webhooks", "dead").script("order", FAILING);

        assertThatThrownBy(camel::start).hasStackTraceContaining(
                "dead-letters.webhooks=dead: expected the URI of an endpoint, such as jms:queue:dead");
    }

    @Test
    void propertiesGiveThem() throws Exception {
        Files.writeString(folder.resolve("order.webhookscript.yaml"), """
                webhookscript: "1.0"
                request: { url: "http://127.0.0.1:%d/" }
                deadLetter: { to: crm-dead }
                """.formatted(camel.receiver().port()));
        Main main = new Main();
        Map.of("letters", "mock:by-property",
                "camel.component.webhookscript.scripts", "file:" + folder,
                "camel.component.webhookscript.allow", "loopback",
                "camel.component.webhookscript.dead-letters.crm-dead", "{{letters}}").forEach(main::addInitialProperty);
        main.start();
        try {
            main.getCamelTemplate().request("webhookscript:order", exchange -> exchange.getMessage().setBody("{}"));
            main.getCamelTemplate().request("webhookscript:order?deadLetter=crm-dead",
                    exchange -> exchange.getMessage().setBody("{}"));

            assertThat(main.getCamelContext().getEndpoint("mock:by-property", MockEndpoint.class).getExchanges()).hasSize(2);
        } finally {
            main.stop();
        }
    }

    private List<String> letters(String endpoint) {
        return camel.camelContext().getEndpoint(endpoint, MockEndpoint.class).getExchanges().stream()
                .map(letter -> letter.getMessage().getBody(String.class)).toList();
    }
}
