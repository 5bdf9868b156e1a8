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

import io.webhookscript.script.problem.InvalidScriptException;
import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.problem.ProblemCode;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A script says what is sent; code runs only where the operator allows a language that can run it. */
class AuthorsOfScriptsRunNoCodeTest {

    private static final String PROPERTY = "webhookscript.test.ran";
    private static final String RUNS_CODE = """
            request: { url: "{{ context.receiver }}/" }
            response: { variables: { v: { mvel: "System.setProperty('webhookscript.test.ran', 'yes'); 'ran'" } } }
            """;

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void make() throws Exception {
        System.clearProperty(PROPERTY);
        camel = WebhookScriptTestSupport.answering(folder);
    }

    @Test
    void mvelDoesNotLoadByDefaultAndTheMessageSaysWhoAllowsIt() {
        camel.script("clever", RUNS_CODE);

        assertThatThrownBy(camel::start).rootCause().isInstanceOf(InvalidScriptException.class)
                .hasMessageContaining("the language `mvel` is not allowed")
                .hasMessageContaining("one of jsonpath, xpath; the operator allows it by the component option")
                .hasMessageContaining("`languages=jsonpath,xpath,mvel`")
                .hasMessageContaining("`--languages jsonpath,xpath,mvel`")
                .hasMessageContaining("`@WebhookScriptTest(languages)`");
        assertThat(System.getProperty(PROPERTY)).isNull();
    }

    @Test
    void mvelRunsWhereTheOperatorAllowsIt() throws Exception {
        camel.component().setLanguages("jsonpath,xpath,mvel");

        Exchange exchange = camel.script("clever", RUNS_CODE).start().call("webhookscript:clever", null);

        assertThat(exchange.getVariable("v")).isEqualTo("ran");
        assertThat(System.clearProperty(PROPERTY)).isEqualTo("yes");
    }

    @Test
    void aToolThatReadsScriptsAllowsNoMoreThanTheComponent() {
        String script = "webhookscript: \"1.0\"\n" + RUNS_CODE;

        assertThat(new ScriptReader(ScriptEnvironment.standalone()).read("clever.webhookscript.yaml", script).problems())
                .filteredOn(Problem::isError).extracting(Problem::code).containsExactly(ProblemCode.LANGUAGE_NOT_ALLOWED);
    }
}
