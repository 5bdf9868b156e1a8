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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.Script;
import io.webhookscript.script.reader.ReadResult;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.tryout.ScriptTestResult;
import io.webhookscript.tryout.ScriptTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The page about responses shows scripts that load, and output as it really comes. */
class ResponsesPageTest {

    private static final Path PAGE = Path.of("../docs/responses.adoc");
    private static final Pattern YAML = Pattern.compile("\\[source,yaml]\n----\n(.*?)\n----", Pattern.DOTALL);
    private static final String REQUEST = "request: { url: 'https://crm.example.com/contacts/{{ contact.id }}' }\n";

    @TempDir
    private Path folder;

    static Stream<String> snippets() throws IOException {
        Matcher snippet = YAML.matcher(page());
        return snippet.results().map(result -> result.group(1));
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void everySnippetLoads(String snippet) {
        ReadResult result = read(snippet);

        assertThat(result.problems()).isEmpty();
    }

    @Test
    void theTestOnThePageHoldsForTheMappingOnThePage() throws IOException {
        List<String> snippets = snippets().toList();
        String mapping = snippets.get(1).replaceAll(" *(total|since):.*\n", "");
        Script script = read(mapping + "\n" + snippets.get(2)).orThrow();

        assertThat(new ScriptTests(List.of()).run(script)).hasSize(1)
                .allSatisfy(result -> assertThat(result.report()).isEmpty());
    }

    @Test
    void theDifferenceOnThePageIsTheOneThatComes() throws IOException {
        List<String> snippets = snippets().toList();
        String mapping = "response: { variables: { crmId: { jsonpath: $.id }, plan: free } }\n\n\n\n\n";
        Script script = read(mapping + snippets.get(2).replace("contacts/7\n", "contacts/8\n")).orThrow();

        ScriptTestResult result = new ScriptTests(List.of()).run(script).get(0);

        assertThat(result.report().lines().map(line -> line.replaceFirst(":\\d+ ", ":16 ")).toList())
                .isEqualTo(page().lines().dropWhile(line -> !line.contains("test `a new contact`")).limit(3).toList());
    }

    @Test
    void theFailureOnThePageIsTheOneThatComes() throws Exception {
        try (RawReceiver receiver
                = RawReceiver.answering(RawReceiver.response(422, "application/json", "{\"error\":\"email missing\"}"));
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                     .script("crm", "request: { url: \"{{ context.receiver }}/x\" }\n").start()) {
            WebhookScriptException failure
                    = camel.call("webhookscript:crm", Map.of()).getException(WebhookScriptException.class);

            assertThat(page()).contains(failure.getMessage().replaceFirst("msg_[A-Za-z0-9_-]+", "msg_ID"));
        }
    }

    private static ReadResult read(String snippet) {
        return new ScriptReader(ScriptEnvironment.standalone().withLanguages(List.of("jsonpath", "mvel")))
                .read("crm.webhookscript.yaml",
                        "webhookscript: \"1.0\"\nname: crm\nuseCase: contact\n" + REQUEST + snippet + "\n");
    }

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }
}
