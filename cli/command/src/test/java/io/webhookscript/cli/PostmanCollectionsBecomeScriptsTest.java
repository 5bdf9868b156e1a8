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
package io.webhookscript.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.webhookscript.script.ScriptTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PostmanCollectionsBecomeScriptsTest {

    private static final Path COLLECTION = Path.of("src/test/resources/postman/crm.postman_collection.json");

    @TempDir
    Path folder;

    @Test
    void everyRequestBecomesAScriptThatPassesItsTests() throws Exception {
        Cli.Run run = Cli.run("import", "postman", COLLECTION.toString(), "-o", folder.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(9);
        for (String file : run.out().lines().toList()) {
            Imported.of(Path.of(file));
        }
        assertThat(Cli.run("validate", folder.toString()).exitCode()).isZero();
        assertThat(Cli.run("test", folder.toString()).exitCode()).isZero();
    }

    @Test
    void variablesBecomeContextAndPlacesOfThePathTheEvent() throws Exception {
        Imported imported = imported("Change a contact");

        assertThat(imported.method()).isEqualTo("PUT");
        assertThat(imported.url()).isEqualTo("https://eu.crm.example.com/v2/contacts/7?notify=true&tag=a%20b");
        assertThat(imported.body()).isEqualTo("{\"name\":\"O\\\"Neil {% not %}\",\"tenant\":\"acme\",\"height\":180.50}");
        assertThat(imported.script.definition().context().values()).containsEntry("baseUrl", "https://eu.crm.example.com/v2")
                .containsEntry("tenant", "acme");
        assertThat(imported.headerNames()).containsSubsequence("X-Second", "X-First");
    }

    @Test
    void responsesBecomeTests() throws Exception {
        List<ScriptTest> tests = imported("Change a contact").script.definition().tests();

        assertThat(tests).extracting(ScriptTest::name).containsExactly(
                "the request is that of the collection", "Changed", "Too many");
        assertThat(tests.get(1).response().body()).isEqualTo(Map.of("id", 7L));
        assertThat(tests.get(2).expect()).containsEntry("outcome", "temporary");
    }

    @Test
    void whatIsNotCarriedOverIsListed() {
        Cli.Run run = Cli.run("import", "postman", COLLECTION.toString(), "--request", "Change a contact", "--print");

        assertThat(run.err()).contains("the header X-Off").contains("the param off")
                .contains("the scripts of the request (test)")
                .contains("the scripts of the collection (prerequest)").contains("followRedirects");
    }

    @Test
    void credentialsOfFoldersHoldForTheirRequestsAndStandNowhere() throws Exception {
        assertThat(imported("Change a contact").text).contains("bearer: \"{{ secret.crm_token }}\"");
        assertThat(imported("List contacts").text).contains("apiKey:").contains("name: X-Crm-Key");
        assertThat(imported("Upload").text).contains("basic:").contains("{{ secret.example_password }}");
        assertThat(imported("By the client").text).contains("oauth2:").contains("tokenUri: https://id.example.com/token")
                .contains("- contacts.write");
        assertThat(imported("Hidden variable").text).contains("X-Hidden: \"{{ secret.hidden }}\"");
        for (Path file : files()) {
            assertThat(Files.readString(file)).doesNotContain("hunter2");
        }
    }

    @Test
    void everyKindOfBodyIsCarriedOver() throws Exception {
        assertThat(imported("A form").body()).isEqualTo("a=1&b=x%20y&b=z");
        assertThat(imported("Upload").body()).contains("name=\"note\"").contains("content of /home/ada/a.png");
        assertThat(imported("GraphQL").body())
                .isEqualTo("{\"query\":\"query Q($id: ID) { contact(id: $id) { name } }\",\"variables\":{\"id\":7}}");
        assertThat(imported("XML").body()).isEqualTo("<contact id=\"acme\"/>");
        assertThat(imported("Numbers").body()).matches("\\{\"id\": 12, \"at\": \\d{10}, \"key\": \"msg_[\\w-]+\"}");
    }

    @Test
    void requestsAreListedWithTheirFolders() {
        Cli.Run run = Cli.run("import", "postman", COLLECTION.toString(), "--list");

        assertThat(run.out()).contains("CRM / Contacts / Change a contact");
        assertThat(Cli.run("import", "postman", COLLECTION.toString(), "--request", "Nothing").exitCode()).isEqualTo(2);
        assertThat(Cli.run("import", "postman", COLLECTION.toString(), "--name", "a", "--print").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "{", "[]", "{\"requests\": []}", "{\"item\": []}", "{\"item\": {}}", "{\"item\": [{\"name\": \"x\"}]}" })
    void whatIsNoCollectionIsExitCodeTwo(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("a.json"), content);

        assertThat(Cli.run("import", "postman", file.toString(), "-o", folder.toString()).exitCode()).isEqualTo(2);
        assertThat(Cli.run("import", "postman", folder.resolve("nowhere.json").toString()).exitCode()).isEqualTo(2);
    }

    @Test
    void aRequestOfWhichNoScriptCanBeMadeIsNamedAndTheOthersAreMade() throws Exception {
        Path file = Files.writeString(folder.resolve("a.json"), """
                {"item": [{"name": "none", "request": {"method": "GET"}}, {"name": "odd", "request": "ws://x.example.com/"},
                          {"name": "good", "request": "https://x.example.com/"}]}
                """);

        Cli.Run run = Cli.run("import", "postman", file.toString(), "-o", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no script is made of it: the request none has no URL").contains("only http and https");
        assertThat(run.out()).contains("good.webhookscript.yaml");
    }

    private Imported imported(String request) throws Exception {
        Cli.Run run
                = Cli.run("import", "postman", COLLECTION.toString(), "--request", request, "-o", folder.toString(), "--force");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return Imported.of(Path.of(run.out().strip()));
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
