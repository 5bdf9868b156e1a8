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

import static org.assertj.core.api.Assertions.assertThat;

/** A command of cURL and a collection of Postman become texts of scripts, which are sound and hold no credential. */
class RequestsOfOtherToolsBecomeDraftsTest {

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
