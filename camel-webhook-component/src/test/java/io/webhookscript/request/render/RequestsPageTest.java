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
package io.webhookscript.request.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.webhookscript.script.problem.Problem;
import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every snippet of the page is a whole script that loads. */
class RequestsPageTest {

    private static final Pattern SNIPPET = Pattern.compile("\\[source,yaml]\n----\n(.*?)\n----", Pattern.DOTALL);

    @ParameterizedTest
    @MethodSource
    void everySnippetLoads(String snippet) {
        ReadResult result = new ScriptReader(ScriptEnvironment.standalone()).read("page.webhookscript.yaml", snippet + "\n");

        assertThat(result.problems()).filteredOn(Problem::isError).isEmpty();
        assertThat(result.script()).isNotNull();
    }

    static Stream<String> everySnippetLoads() throws IOException {
        return SNIPPET.matcher(Files.readString(Path.of("../docs/requests.adoc"))).results().map((MatchResult r) -> r.group(1))
                .toList()
                .stream();
    }
}
