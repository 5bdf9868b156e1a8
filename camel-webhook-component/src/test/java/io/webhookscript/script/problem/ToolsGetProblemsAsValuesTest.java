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
package io.webhookscript.script.problem;

import java.util.List;
import java.util.Map;

import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.script.usecase.UseCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a tool needs to show problems, and to help with names, without wording anything itself. */
class ToolsGetProblemsAsValuesTest {

    @Test
    void aProblemHasEachOfItsPartsUnderItsName() {
        Problem problem = new ScriptReader(ScriptEnvironment.standalone())
                .read("crm.webhookscript.yaml",
                        "webhookscript: \"1.0\"\nrequest: { url: 'https://example.com/', metod: GET }\n")
                .problems().get(0);

        Map<String, Object> values = ProblemReport.values(problem);

        assertThat(values.keySet()).containsExactly(
                "code", "severity", "file", "line", "column", "field", "found", "expected", "suggestions");
        assertThat(values).containsEntry("code", "unknown-key").containsEntry("severity", "error")
                .containsEntry("file", "crm.webhookscript.yaml").containsEntry("line", 2L)
                .containsEntry("column", (long) problem.column()).containsEntry("field", problem.field())
                .containsEntry("suggestions", List.of("method"));
    }

    @ParameterizedTest
    @EnumSource
    void aCodeIsFoundByItsWord(ProblemCode code) {
        assertThat(ProblemCode.find(code.code())).contains(code);
    }

    @Test
    void aWordThatIsNotACodeHasSuggestions() {
        assertThat(ProblemCode.find("unknwon-key")).isEmpty();
        assertThat(ProblemCode.nearest("unknwon-key")).startsWith("unknown-key");
        assertThat(UseCases.builtIn().nearest("contract")).containsExactly("contact");
    }
}
