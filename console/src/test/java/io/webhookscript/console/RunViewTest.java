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

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The dry run and the real run of a script in a browser. */
@Tag("slow")
class RunViewTest {

    private static final String SECRET = "s3cr3t-of-the-crm";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    private Path folder;

    private ReceiverOnLoopback receiver;
    private ConsoleApplication application;
    private Page page;

    @BeforeEach
    void start() throws Exception {
        receiver = new ReceiverOnLoopback();
        application = new ConsoleApplication(folder).withSecret("crm", SECRET).script("crm", """
                webhookscript: "1.0"
                name: crm
                # the comment stays
                request:
                  method: PUT
                  url: "%s/contacts/{{ contact.id }}"
                  auth: { bearer: "{{ secret.crm }}" }
                  body:
                    json: { name: "{{ contact.name }}" }
                tests:
                  - name: a contact
                    event: { contact: { id: 7, name: Ada } }
                    expect: { method: PUT }
                """.formatted(receiver.url())).start();
        page = new Page(CHROMIUM).open(application, "#/scripts/crm/run");
    }

    @AfterEach
    void stop() {
        application.close();
        receiver.close();
    }

    @Test
    void theRequestFollowsTheEventAsOneTypes() {
        page.sees("#request", "PUT " + receiver.url() + "/contacts/7").sees("#request", "\"name\": \"Ada\"")
                .sees("#request", "Authorization: Bearer ***crm***");

        page.type("#event", "{\"contact\": {\"id\": 8, \"name\": \"Bob\"}}").sees("#request", "/contacts/8")
                .sees("#request", "\"name\": \"Bob\"").seesNot("#stale");
        page.type("#event", "{\"contact\": ").sees("#main", "of an earlier event").sees("#request", "/contacts/8");

        assertThat(receiver.received()).isEmpty();
        assertThat(page.script("return document.documentElement.outerHTML")).asString().doesNotContain(SECRET);
    }

    @Test
    void theRequestIsThatOfTheLastEventThatCouldBeRead() {
        page.sees("#request", "/contacts/7").type("#event", "{\"contact\": ").sees("#failure", "Event: this is not JSON");
        assertThat(page.texts("#stale")).containsExactly("of an earlier event");
        assertThat(page.texts("#request")).singleElement().asString().contains("/contacts/7");

        page.type("#event", "").sees("#request", "PUT (no URL)").seesNot("#stale");
        page.type("#event", "{").change("#contentType", "text/plain").seesNot("#failure").seesNot("#stale");
    }

    @Test
    void theEventIsKeptAcrossAReload() {
        page.sees("#request", "/contacts/7").type("#event", "{\"contact\": {\"id\": 9}}").sees("#request", "/contacts/9")
                .reload()
                .sees("#request", "/contacts/9");
    }

    @Test
    void aRealRunIsMadeOnlyAfterAQuestion() {
        page.sees("#request", "/contacts/7").click("#run").sees("#dialog", "One request is sent to the receiver")
                .click("#dialog-cancel");
        assertThat(receiver.received()).isEmpty();

        page.click("#run").click("#dialog-confirm").sees("#outcome", "delivered").sees("#response", "Status 200")
                .sees("#body", "\"id\": \"crm-7\"");

        assertThat(receiver.received()).containsExactly("PUT /contacts/7 {\"name\":\"Ada\"}");
        assertThat(page.script("return document.documentElement.outerHTML")).asString().doesNotContain(SECRET);
        assertThat(page.errors()).isEmpty();
    }

    @Test
    void aValueOfTheResponseBecomesAVariableOfTheScript() throws Exception {
        receiver.responds(200, "application/json", "{\"result\": {\"items\": [{\"x-id\": 7}]}}");
        page.click("#run").click("#dialog-confirm").click("[data-path=\"response.body.result.items[0]['x-id']\"]")
                .sees("#dialog", "response.body.result.items[0]['x-id']").type("#dialog-field", "crmId")
                .click("#dialog-confirm")
                .sees("#notice", "The variable crmId reads").sees("#changed", "not saved");

        page.click("#notice a").sees("#main", "Text").sees("#check", "No problems.");
        assertThat(page.editor()).contains("# the comment stays")
                .contains("response:\n  variables:\n    crmId: \"{{ response.body.result.items[0]['x-id'] }}\"\ntests:");
        page.click("#save").sees("#dialog", "crmId").click("#dialog-confirm").sees("#notice", "crm is saved.");

        assertThat(Files.readString(folder.resolve("crm.webhookscript.yaml"))).contains("crmId")
                .contains("# the comment stays");
    }

    @Test
    void aRunBecomesATestThatPasses() {
        page.sees("#request", "/contacts/7").click("#run").click("#dialog-confirm").click("#keep-test")
                .type("#dialog-field", "a run: of \"today\"").click("#dialog-confirm").sees("#notice", "It passes.");

        page.click("#notice a").sees("#check", "No problems.").click("#run-tests").sees("#test-results", "a run: of \"today\"");
        assertThat(page.editor()).contains("outcome: delivered", "status: 200").doesNotContain(SECRET);
        assertThat(page.texts("#test-results .badge")).containsExactly("passed", "passed");
    }

    @Test
    void aRunWithMessageHeadersBecomesATestThatPassesToo() {
        page.sees("#request", "/contacts/7").click("details:has(#headers) summary").type("#headers", "{\"trace\": \"t-1\"}")
                .click("#run")
                .click("#dialog-confirm").click("#keep-test").type("#dialog-field", "with headers").click("#dialog-confirm")
                .sees("#notice", "It passes.");
    }

    @Test
    void aResponseIsNeverMarkup() {
        String hostile = "<img src=x onerror=alert(1)><script>alert(1)</script>";
        receiver.responds(500, "text/html", hostile);
        page.click("#run").click("#dialog-confirm").sees("#response", hostile).sees("#outcome", "temporary");
        receiver.responds(200, "application/json", "{\"<b>key</b>\": \"" + hostile.replace("\"", "\\\"") + "\"}");
        page.click("#run").click("#dialog-confirm").sees("#body", hostile).sees("#body", "<b>key</b>");

        assertThat(page.has("#main img, #main script, #main b")).isFalse();
        assertThat(page.errors()).isEmpty();
    }

    @Test
    void longNumbersOfAResponseAreShownExactly() {
        receiver.responds(200, "application/json", "{\"id\": 12345678901234567890}");
        page.click("#run").click("#dialog-confirm").sees("#main", "12345678901234567890");
    }

    @Test
    void anotherVersionThatWasLoadedMeanwhileIsNotRun() throws Exception {
        page.sees("#request", "/contacts/7");
        String text = Files.readString(folder.resolve("crm.webhookscript.yaml"));
        application.script("crm", text.replace("/contacts/", "/people/"));
        Awaitility.await().until(() -> application.component().scripts().find("crm").orElseThrow().script().definition()
                .request().url().text().contains("/people/"));

        page.click("#run").click("#dialog-confirm").sees("#notice", "version");

        assertThat(receiver.received()).isEmpty();
    }
}
