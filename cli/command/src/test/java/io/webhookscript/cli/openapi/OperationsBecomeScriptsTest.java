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
package io.webhookscript.cli.openapi;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webhookscript.cli.WebhookScriptCommand;
import io.webhookscript.script.Script;
import io.webhookscript.script.ScriptTest;
import io.webhookscript.script.reader.ScriptEnvironment;
import io.webhookscript.script.reader.ScriptReader;
import io.webhookscript.tryout.ScriptTests;
import io.webhookscript.tryout.StandaloneTrials;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Through the command, as its user has it. */
@Tag("slow")
class OperationsBecomeScriptsTest {

    private static final String DOCUMENT = "src/test/resources/openapi/crm.yaml";

    @TempDir
    Path folder;

    private record Run(int exitCode, String out, String err) {
    }

    /** What a receiver would get of a script for the event of its first test. */
    private record Made(String text, Script script, Map<String, Object> request) {
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            upsertContact | PUT    https://eu.crm.example.com/v1/contacts/7?notify=true&tag=a&tag=b&ids=1,2&at[from]=2024-06-18
            listContacts  | GET    https://eu.crm.example.com/v1/contacts?limit=20
            addNote       | POST   https://eu.crm.example.com/v1/contacts/7/notes
            upload        | POST   https://eu.crm.example.com/v1/upload
            plain         | POST   https://eu.crm.example.com/v1/plain
            tags          | POST   https://eu.crm.example.com/v1/tags
            xml           | POST   https://eu.crm.example.com/v1/xml
            bytes         | POST   https://eu.crm.example.com/v1/bytes
            elsewhere     | POST   https://other.example.com/base/elsewhere
            get-unnamed   | GET    https://eu.crm.example.com/v1/unnamed
            tree          | POST   https://eu.crm.example.com/v1/tree
            """)
    void anOperationBecomesAScriptThatPassesItsTests(String operation, String line) throws Exception {
        Made made = made(operation);

        assertThat(made.request().get("method") + " " + java.net.URLDecoder.decode(
                String.valueOf(made.request().get("url")), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(line.replaceAll(" +", " "));
    }

    @Test
    void aBodyIsTheExampleOfTheDocument() throws Exception {
        assertThat(made("upsertContact").request().get("body")).isEqualTo(
                "{\"kind\":\"contact\",\"name\":\"Ada\",\"height\":180.5,\"address\":{\"city\":\"London\"},\"extra\":1}");
    }

    @Test
    void whatTheEventDoesNotHaveIsLeftOut() throws Exception {
        Made made = made("upsertContact");

        assertThat(made.text()).contains("email: \"{{ event.email }}\"");
        try (StandaloneTrials trials = new StandaloneTrials(StandaloneTrials.Options.DEFAULT)) {
            assertThat(trials.dryRun(made.script(), new StandaloneTrials.Input("{\"id\":1,\"email\":\"a@b.example\"}"))
                    .get("body"))
                    .isEqualTo("{\"kind\":\"contact\",\"email\":\"a@b.example\"}");
        }
    }

    @Test
    void responsesWithExamplesAreTests() throws Exception {
        List<ScriptTest> tests = made("upsertContact").script().definition().tests();

        assertThat(tests).extracting(ScriptTest::name).containsExactly("the example of the document", "200 It is changed",
                "503 Later");
        assertThat(tests.get(1).response().body()).isEqualTo(Map.of("id", 7L));
        assertThat(tests.get(2).expect()).containsEntry("outcome", "temporary");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            upsertContact | tokenUri: https://id.example.com/token
            listContacts  | name: X-Crm-Key
            addNote       | username: "{{ secret.example_user }}"
            upload        | bearer: "{{ secret.example_token }}"
            plain         | url: "{{ context.baseUrl }}/plain"
            """)
    void securityBecomesAuthenticationBySecrets(String operation, String part) throws Exception {
        assertThat(made(operation).text()).contains(part);
    }

    @Test
    void bodiesOfOtherKindsAreCarriedOver() throws Exception {
        assertThat(made("addNote").request().get("body")).isEqualTo("text=note&tag=a&tag=b&meta[source]=web");
        assertThat(String.valueOf(made("upload").request().get("body"))).contains("name=\"title\"")
                .contains("filename=\"file\"");
        assertThat(made("tags").request().get("body")).isEqualTo("[\"a\",\"b\"]");
        assertThat(made("xml").request().get("body")).isEqualTo("<note>hi</note>");
        assertThat(made("bytes").request().get("body")).isEqualTo("content");
    }

    @Test
    void whatIsNotCarriedOverIsListed() {
        Run run = run("--operation", "upsertContact", "--print");

        assertThat(run.err()).contains("callbacks: onChange").contains("https://refs.example.com/schema.yaml")
                .contains("https://examples.example.com/one.json").contains("the parameter Authorization in the header");
        assertThat(run("--operation", "plain", "--print").err()).contains("authentication by tls");
    }

    @Test
    void anotherServerTakesThePlaceOfTheDocuments() {
        assertThat(run("--operation", "plain", "--server", "https://test.example.com/api/", "--print").out())
                .contains("baseUrl: https://test.example.com/api");
    }

    @Test
    void operationsAreFoundByMethodAndPathAndListed() {
        assertThat(run("--operation", "put /contacts/{id}", "--print").exitCode()).isZero();
        assertThat(run("--list").out()).containsPattern("(?m)^upsertContact +PUT +/contacts/\\{id}$").contains("get-unnamed");
        assertThat(run("--operation", "nothing").err()).contains("there is no operation `nothing`").contains("upsertContact");
        assertThat(run().exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "a: b", "openapi: 3.0.0", "swagger: '2.0'\npaths: {}", "[1]", "{", "openapi: 3.1.0\nwebhooks: {}" })
    void whatIsNoDocumentIsExitCodeTwo(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("a.yaml"), content);

        assertThat(run(file.toString(), "--operation", "a").exitCode()).isEqualTo(2);
    }

    @Test
    void theCommandsOfThePageEndWell() throws Exception {
        String page = Files.readString(Path.of("../../docs/command-line.adoc"));
        Matcher document = Pattern.compile("(?m)^\\.api\\.yaml\\n\\[source,yaml]\\n----\\n((?s:.*?))\\n----$").matcher(page);
        Matcher commands = Pattern.compile("(?m)^webhookscript import openapi .*$").matcher(page);
        assertThat(document.find()).isTrue();
        Path file = Files.writeString(folder.resolve("api.yaml"), document.group(1) + "\n");

        List<String> lines = commands.results().map(MatchResult::group).toList();

        assertThat(lines).hasSize(3);
        for (String line : lines) {
            List<String> words = new ArrayList<>();
            Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(line);
            while (word.find()) {
                words.add(word.group(1) == null ? word.group(2) : word.group(1));
            }
            assertThat(words.subList(0, 4)).containsExactly("webhookscript", "import", "openapi", "api.yaml");
            words.replaceAll(each -> each.equals("imported") ? folder.resolve("imported").toString() : each);
            List<String> arguments = new ArrayList<>(words.subList(4, words.size()));
            arguments.add(0, file.toString());
            assertThat(run(arguments.toArray(new String[0])).exitCode()).as(line).isZero();
        }
        assertThat(folder.resolve("imported/change-contact.webhookscript.yaml")).exists();
    }

    private Made made(String operation) throws Exception {
        Run run = run("--operation", operation, "-o", folder.toString(), "--force");
        assertThat(run.exitCode()).as(run.err()).isZero();
        Path file = Path.of(run.out().strip());
        String text = Files.readString(file);
        Script script = new ScriptReader(ScriptEnvironment.standalone()).read(file.getFileName().toString(), text).orThrow();
        assertThat(new ScriptTests(List.of()).run(script)).allSatisfy(
                result -> assertThat(result.passed()).as(result.report()).isTrue());
        try (StandaloneTrials trials = new StandaloneTrials(StandaloneTrials.Options.DEFAULT)) {
            return new Made(
                    text, script,
                    trials.dryRun(script, new StandaloneTrials.Input(script.definition().tests().get(0).event())));
        }
    }

    private static Run run(String... more) {
        boolean ownFile = more.length > 0 && more[0].endsWith(".yaml");
        String[] arguments = new String[(ownFile ? 2 : 3) + more.length];
        arguments[0] = "import";
        arguments[1] = "openapi";
        if (!ownFile) {
            arguments[2] = DOCUMENT;
        }
        System.arraycopy(more, 0, arguments, ownFile ? 2 : 3, more.length);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = WebhookScriptCommand.commandLine(arguments).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)).execute(arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
