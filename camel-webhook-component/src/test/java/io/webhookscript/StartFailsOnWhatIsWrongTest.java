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

import io.webhookscript.script.problem.InvalidScriptException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A misspelt name and a broken file stop the start, with words that say what to do. */
class StartFailsOnWhatIsWrongTest {

    private static final String GET = "request: { url: \"{{ context.receiver }}/\" }\n";

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void openReceiver() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder);
    }

    @Test
    void namesTheScriptsThatExistNearestFirst() throws Exception {
        camel.script("order-created", GET).script("contact-updated", GET).route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("webhookscript:contact-updatd");
            }
        });

        assertThatThrownBy(camel::start).rootCause().isInstanceOf(UnknownScriptException.class)
                .hasMessageContaining("webhookscript:contact-updatd")
                .hasMessageContaining("nearest first: contact-updated, order-created");
        assertThat(camel.receiver().requests()).isEmpty();
    }

    @Test
    void reportsEveryProblemOfABrokenFileWithItsPlace() {
        camel.script("broken", "request:\n  url: \"{{ context.receiver }}/{{ name | uper }}\"\n  metod: GET\n");

        ThrowingCallable start = camel::start;

        assertThatThrownBy(start).rootCause().isInstanceOf(InvalidScriptException.class)
                .hasMessageContaining("broken.webhookscript.yaml:5:42  request.url: ")
                .hasMessageContaining("did you mean `upper`?")
                .hasMessageContaining("broken.webhookscript.yaml:6:3  request.metod: ")
                .hasMessageContaining("did you mean `method`?");
    }

    @Test
    void refusesALanguageThatIsNotAllowed() {
        camel.component().setLanguages("jsonpath,xpath");
        camel.script("clever", GET + "response: { variables: { n: { mvel: \"1 + 1\" } } }\n");

        assertThatThrownBy(camel::start).rootCause().isInstanceOf(InvalidScriptException.class)
                .hasMessageContaining("response.variables.n").hasMessageContaining("mvel");
    }

    @Test
    void leavesOutBrokenScriptsWhereThatIsAskedFor() throws Exception {
        camel.component().setIgnoreBrokenScripts(true);
        camel.script("broken", "request: { }\n").script("whole", GET).start();

        Exchange whole = camel.call("webhookscript:whole", null);
        Exchange broken = camel.call("webhookscript:broken", null);

        assertThat(whole.getException()).isNull();
        assertThat(broken.getException()).isInstanceOf(InvalidScriptException.class).hasMessageContaining("request.url");
    }

    @Test
    void refusesARouteThatBeginsWithTheComponent() throws Exception {
        camel.script("whole", GET).route(new RouteBuilder() {
            @Override
            public void configure() {
                from("webhookscript:whole").to("mock:out");
            }
        });

        assertThatThrownBy(camel::start).rootCause().hasMessageContaining("this component sends webhooks");
    }

    @Test
    void startsWithoutAnyScriptInTheDefaultFolder() throws Exception {
        Files.createDirectories(folder);

        camel.start();

        assertThat(camel.camelContext().isStarted()).isTrue();
    }
}
