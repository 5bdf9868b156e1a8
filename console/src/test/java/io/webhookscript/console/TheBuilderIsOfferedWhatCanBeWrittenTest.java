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
package io.webhookscript.console;

import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The page gets the schema, the placeholders and the filters, and templates that are sound scripts. */
@Tag("slow")
class TheBuilderIsOfferedWhatCanBeWrittenTest {

    @TempDir
    private Path folder;

    private ConsoleApplication application;

    @BeforeEach
    void starts() throws Exception {
        application = new ConsoleApplication(folder).start();
    }

    @AfterEach
    void stops() {
        application.close();
    }

    @Test
    void theSchemaIsThatOfTheComponent() throws Exception {
        JsonNode schema = application.get("api/schema").json();

        assertThat(schema.path("properties").has("request")).isTrue();
    }

    @Test
    void aUseCaseOffersItsPlaceholdersWithExamples() throws Exception {
        JsonNode completion = application.get("api/completion").json();

        assertThat(completion.path("filters").toString()).contains("\"default\"", "\"urlencode\"");
        assertThat(completion.path("roots").toString()).contains("\"secret\"", "\"message\"");
        for (JsonNode useCase : completion.path("useCases")) {
            if (useCase.path("name").asText().equals("contact")) {
                assertThat(useCase.path("subject").asText()).isEqualTo("contact");
                assertThat(useCase.path("placeholders").findValuesAsText("path")).contains("contact.id");
                assertThat(useCase.path("placeholders").findValuesAsText("example")).anyMatch(text -> !text.isEmpty());
                return;
            }
        }
        throw new AssertionError("the use case contact is missing");
    }

    @Test
    void everyTemplateIsASoundScriptUnderItsNewName() throws Exception {
        JsonNode templates = application.get("api/templates").json().path("templates");

        assertThat(templates.size()).isGreaterThan(10);
        for (JsonNode template : templates) {
            String id = template.path("id").asText();
            assertThat(template.path("description").asText()).as(id).isNotEmpty();
            String source
                    = application.post("api/drafts", Map.of("name", "my-own", "template", id)).json().path("source").asText();
            assertThat(source).as(id).startsWith("webhookscript:").contains("name: my-own\n");
            JsonNode checked = application.post("api/check", Map.of("name", "my-own", "source", source)).json();
            assertThat(checked.path("valid").asBoolean()).as(id + checked.path("problems")).isTrue();
            JsonNode tests = application.post("api/test", Map.of("name", "my-own", "source", source)).json().path("tests");
            assertThat(tests.findValuesAsText("passed")).as(id + tests).isNotEmpty().containsOnly("true");
        }
    }

    @Test
    void filesHaveTheirTypeAndAreReadAgainOnlyWhenTheyHaveChanged() throws Exception {
        RawHttp.Response first = application.get("test-file.js");
        RawHttp.Response again = application.send("GET", "test-file.js", Map.of("If-None-Match", first.header("etag")), "");
        RawHttp.Response head = application.send("HEAD", "test-file.js", Map.of(), "");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("content-type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(first.header("cache-control")).isEqualTo("no-cache");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.content()).isEmpty();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.content()).isEmpty();
        assertThat(application.send("POST", "test-file.js", Map.of(), "").status()).isEqualTo(405);
    }

    @Test
    void theRootLeadsToTheConsole() throws Exception {
        assertThat(application.http().get("/").header("location")).isEqualTo("/webhookscript/");
        assertThat(application.http().get("/webhookscript").header("location")).isEqualTo("/webhookscript/");
        assertThat(application.http().get("/favicon.ico").status()).isEqualTo(404);
    }
}
