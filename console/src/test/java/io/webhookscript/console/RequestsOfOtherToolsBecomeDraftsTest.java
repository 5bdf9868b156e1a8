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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cURL command, a Postman collection and an OpenAPI document become texts of scripts, which are sound and hold no
 * credential.
 */
class RequestsOfOtherToolsBecomeDraftsTest {

    private static final String OPEN_API = """
            openapi: 3.1.0
            servers: [{ url: "https://crm.example.com/v1" }]
            security: [{ token: [] }]
            components: { securitySchemes: { token: { type: http, scheme: bearer } } }
            paths:
              /contacts/{id}:
                put:
                  operationId: crm
                  summary: "Changes <b>a contact</b>"
                  parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
                  requestBody: { content: { application/json: { example: { name: Ada } } } }
              /far: { $ref: "https://refs.example.com/a.yaml" }
            webhooks:
              paid: { post: { summary: An order is paid } }
            """;

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
    void aCommandOfCurlBecomesADraftWithoutItsToken() throws Exception {
        RawHttp.Response response = application.post("api/drafts", Map.of("name", "crm", "curl", """
                curl -X POST https://crm.example.com/contacts -H 'Authorization: Bearer t0p-s3cr3t' \\
                  -H 'Content-Type: application/json' -d '{"id": 7, "note": "{{ no template }}"}'"""));

        JsonNode draft = response.json();
        assertThat(draft.path("name").asText()).isEqualTo("crm");
        assertThat(response.text()).doesNotContain("t0p-s3cr3t");
        assertThat(draft.path("notes").toString()).contains("secret.");
        assertIsSound(draft);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void eachRequestOfAPostmanCollectionBecomesADraft() throws Exception {
        JsonNode drafts = application.post("api/drafts", Map.of("postman", """
                {"info": {"name": "CRM", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
                 "item": [{"name": "Contacts", "item": [
                   {"name": "Create", "request": {"method": "POST", "url": {"raw": "https://crm.example.com/contacts"},
                     "body": {"mode": "raw", "raw": "{\\"id\\": 7}", "options": {"raw": {"language": "json"}}}}},
                   {"name": "Read", "request": {"method": "GET", "url": {"raw": "https://crm.example.com/contacts/7"}}}]}]}"""))
                .json().path("drafts");

        assertThat(drafts).hasSize(2);
        assertThat(drafts.at("/0/path").asText()).contains("Contacts").contains("Create");
        drafts.forEach(draft -> assertThat(draft.path("source").asText()).contains("https://crm.example.com/contacts"));
        assertIsSound(drafts.path(0));
        assertIsSound(drafts.path(1));
    }

    @Test
    void theOperationsOfAnOpenApiDocumentAreListedAndOneBecomesADraft() throws Exception {
        JsonNode list = application.post("api/drafts", Map.of("openapi", OPEN_API)).json();
        JsonNode draft = application
                .post("api/drafts", Map.of("openapi", OPEN_API, "operation", list.at("/operations/0/operation").asText()))
                .json();

        assertThat(list.path("operations").findValuesAsText("operation")).containsExactly("PUT /contacts/{id}", "POST paid");
        assertThat(list.at("/operations/0/summary").asText()).isEqualTo("Changes <b>a contact</b>");
        assertThat(list.at("/operations/1/webhook").asBoolean()).isTrue();
        assertThat(list.path("notes").toString()).contains("/far: the reference https://refs.example.com/a.yaml");
        assertThat(draft.path("name").asText()).isEqualTo("crm");
        assertThat(draft.path("source").asText()).contains("baseUrl: https://crm.example.com/v1",
                "url: \"{{ context.baseUrl }}/contacts/{{ event.id }}\"", "bearer: \"{{ secret.example_token }}\"");
        assertThat(draft.path("notes").toString()).contains("webhookscript.secret.example_token");
        assertIsSound(draft);
    }

    @Test
    void aDraftNeverHasTheNameOfAnotherScript() throws Exception {
        Files.writeString(folder.resolve("crm.webhookscript.yaml"), "webhookscript: \"1.0\"\nname: crm\n");
        try (ConsoleApplication other = new ConsoleApplication(folder).start()) {
            assertThat(other.post("api/drafts", Map.of("openapi", OPEN_API, "operation", "PUT /contacts/{id}")).json()
                    .path("name").asText()).isEqualTo("crm-2");
            assertThat(other.post("api/drafts", Map.of("postman", """
                    {"info": {"name": "Shop", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
                     "item": [{"name": "CRM", "request": {"method": "POST", "url": "https://shop.example.com/pay"}}]}"""))
                    .json().at("/drafts/0/name").asText()).isEqualTo("crm-2");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            [               | Line 2, column 1: not YAML
            swagger: '2.0'  | Line 1, column 1: this is a document of Swagger 2.0
            openapi: 3.0.0  | The document has no operations
            """)
    void aDocumentThatCannotBeReadNamesItsLine(String text, String message) throws Exception {
        RawHttp.Response response = application.post("api/drafts", Map.of("openapi", text + "\n"));

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.code()).isEqualTo("cannot-import");
        assertThat(response.json().at("/error/message").asText()).startsWith(message);
    }

    @Test
    void anOperationThatIsNotInTheDocumentIsRefused() throws Exception {
        assertThat(application.post("api/drafts", Map.of("openapi", OPEN_API, "operation", "DELETE /")).code())
                .isEqualTo("cannot-import");
    }

    @Test
    void aDocumentWithMoreOperationsThanAPageCanShowIsRefused() throws Exception {
        StringBuilder text = new StringBuilder("openapi: 3.0.0\npaths:\n");
        for (int i = 0; i <= 5_000; i++) {
            text.append("  /a").append(i).append(": { get: {} }\n");
        }

        assertThat(application.post("api/drafts", Map.of("openapi", text.toString())).json().at("/error/message").asText())
                .contains("more than 5000 operations");
    }

    @Test
    void aTextThatCannotBeReadSaysWhy() throws Exception {
        RawHttp.Response curl = application.post("api/drafts", Map.of("curl", "wget https://a.example.com"));
        RawHttp.Response postman = application.post("api/drafts", Map.of("postman", "[]"));
        RawHttp.Response nothing = application.post("api/drafts", Map.of("name", "crm"));

        assertThat(curl.code()).isEqualTo("cannot-import");
        assertThat(curl.json().at("/error/message").asText()).contains("curl");
        assertThat(postman.code()).isEqualTo("cannot-import");
        assertThat(nothing.code()).isEqualTo("bad-request");
    }

    private void assertIsSound(JsonNode draft) throws Exception {
        JsonNode checked = application.post(
                "api/check", Map.of("name", draft.path("name").asText(), "source", draft.path("source").asText())).json();
        assertThat(checked.path("valid").asBoolean()).as(checked.path("problems").toString()).isTrue();
    }
}
