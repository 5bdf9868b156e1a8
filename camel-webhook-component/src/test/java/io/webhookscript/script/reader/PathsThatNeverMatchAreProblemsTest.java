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
package io.webhookscript.script.reader;

import io.webhookscript.script.problem.ProblemCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A path that finds nothing in any response is a problem when the script loads, instead of an empty list in each
 * delivery.
 */
class PathsThatNeverMatchAreProblemsTest {

    private static ReadResult read(String path) {
        return new ScriptReader(ScriptEnvironment.standalone()).read("hook.webhookscript.yaml", """
                webhookscript: "1.0"
                request: { url: "https://e.example/" }
                response: { variables: { v: { jsonpath: "%s" } } }
                """.formatted(path.replace("\"", "\\\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "$.items[?(@.k=='email')][0].v", "$.items[?(@.k == 'email')][-1]", "$.items[?(@.k=='a' && @.n > 1)] [0]",
            "$.items[?(@['k']=='email')][0:1]", "$..book[?(@.price < 10)][0].title", "$.items[?(@.tags[0]=='a')][0]",
            "$.items[?(@.k=='[0]')][0]", "$.items[?(@.k)][0]", "$.items[?(@.k=~/a.*/)][1]",
            "$.items[?(@.k=='email')].v.first()", "$.items[*].v.last()", "$..v.first()", "$.items[?(@.k=='email')].first()",
            "$.items[*].v.index(0)", "$.o.*.first()", "$.items[0:2].v.first()" })
    void theProblemNamesTheTemplateForm(String path) {
        ReadResult result = read(path);

        assertThat(result.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.EXPRESSION);
            assertThat(problem.expected()).contains("selectattr");
            assertThat(problem.line()).isEqualTo(3);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "$.items[?(@.k=='email')].v", "$.rows[?(@[0]=='a')][1]", "$.items[?(@.k=='a')].tags[0]", "$.items[0].v",
            "$.items.first()",
            "$.items[*][0]", "$..v", "$.items[?(@.k=='x][0]')].v", "$.items.length()", "$.items[?(@.k=='email')].length()" })
    void whatMayMatchLoads(String path) {
        assertThat(read(path).problems()).isEmpty();
    }
}
