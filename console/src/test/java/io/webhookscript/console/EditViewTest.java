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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/** The form and the text of a script side by side in a browser. */
@Tag("slow")
class EditViewTest {

    private static final String SCRIPT = """
            webhookscript: "1.0"
            name: crm
            # why this script exists: 🐎
            useCase: contact
            request:
              method: PUT # or POST
              url: "https://crm.example.com/contacts/{{ contact.id }}"
              params:
                source: web
              body:
                json:
                  name: "{{ contact.first_name }}"
            tests:
              - name: a contact
                event: { contact: { id: 7, first_name: Ada } }
                expect: { method: PUT }
            """;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    private Path folder;

    private ConsoleApplication application;
    private Page page;

    @BeforeEach
    void start() throws Exception {
        application = new ConsoleApplication(folder).script("crm", SCRIPT).start();
        page = new Page(CHROMIUM).open(application, "#/scripts/crm/edit").sees("#check", "No problems.");
    }

    @AfterEach
    void stop() {
        application.close();
    }

    private String file() throws Exception {
        return Files.readString(folder.resolve("crm.webhookscript.yaml"));
    }

    @Test
    void aFieldChangesItsPlaceInTheTextAndNothingElse() {
        page.click("details:has(#f-limits-timeout) summary").change("#f-request-method", "PATCH")
                .change("#f-description", "Sends contacts.").change("#f-limits-rate-requests", "60")
                .change("#f-limits-rate-per", "1m").sees("#check", "No problems.");

        assertThat(page.editor()).isEqualTo(SCRIPT.stripTrailing().replace("method: PUT # or", "method: PATCH # or")
                .replace("name: crm\n", "name: crm\ndescription: Sends contacts.\n")
                .replace("\ntests:", "\nlimits:\n  rate:\n    requests: 60\n    per: 1m\ntests:") + "\n");
    }

    @Test
    void theTextChangesTheForm() {
        page.clickEditor().press("tenant: acme", Keys.ENTER).sees("#check", "No problems.");

        assertThat(page.value("#f-tenant")).isEqualTo("acme");
    }

    @Test
    void tablesHoldTemplatesTextsAndVariables() {
        page.click("[data-add='request.params']").change("[aria-label='Name of row 2 in query parameters']", "ref")
                .change("[aria-label='Value of row 2 in query parameters']", "contact.reference")
                .choose("[aria-label='Kind of row 2 in query parameters']", "variable").sees("#check", "No problems.");
        assertThat(page.editor())
                .contains("params:\n    source: web\n    ref:\n      type: variable\n      value: contact.reference\n");

        page.click("[data-add='request.headers']").change("[aria-label='Name of row 1 in HTTP headers']", "X-Request-Id")
                .change("[aria-label='Value of row 1 in HTTP headers']", "{{ message.id }}").sees("#check", "No problems.");
        assertThat(page.editor()).contains("  headers:\n    X-Request-Id: \"{{ message.id }}\"\n  body:");

        page.click("[aria-label='Remove ref']").click("[aria-label='Remove source']").sees("#check", "No problems.");
        assertThat(page.editor()).doesNotContain("params");
    }

    @Test
    void credentialsSignatureAndBodyHaveTheirKinds() {
        page.click("details:has(#f-request-auth-kind) summary").choose("#f-request-auth-kind", "apiKey")
                .change("#f-request-auth-apiKey-name", "X-Crm-Key").sees("#check", "No problems.");
        assertThat(page.editor())
                .contains("auth:\n    apiKey:\n      in: header\n      name: X-Crm-Key\n      value: \"{{ secret.key }}\"");
        page.choose("#f-request-auth-kind", "bearer").change("#f-request-auth-bearer", "{{ secret.crm }}").sees("#check",
                "No problems.");
        assertThat(page.editor()).contains("auth:\n    bearer: \"{{ secret.crm }}\"\n").doesNotContain("apiKey");

        page.click("details:has(#f-request-signature-kind) summary").choose("#f-request-signature-kind", "standardWebhooks")
                .sees("#check", "No problems.");
        assertThat(page.editor())
                .contains("signature:\n    standardWebhooks:\n      secrets:\n        - \"{{ secret.signing }}\"");

        page.change("#f-request-body-value", "id: \"{{ contact.id }}\"\nname: x").sees("#check", "No problems.");
        assertThat(page.editor()).contains("json:\n      id: \"{{ contact.id }}\"\n      name: x\n");
        page.choose("#f-request-body-kind", "").sees("#check", "No problems.");
        assertThat(page.editor()).doesNotContain("body:").contains("# why this script exists: 🐎", "tests:\n");
    }

    @Test
    void aTriggerAndAResponseVariableAreAdded() {
        page.click("details:has([data-add=triggers]) summary").click("[data-add=triggers]")
                .change("#f-triggers-0-event", "contact.*")
                .change("#f-triggers-0-channels", "mail, sms").sees("#check", "No problems.");
        assertThat(page.editor()).contains("triggers:\n  - event: contact.*\n    channels:\n      - mail\n      - sms\n");

        page.click("details:has(#f-response-type) summary").click("[data-add='response.variables']")
                .change("[aria-label='Name of row 1 in response variables']", "crmId")
                .change("[aria-label='Template of row 1 in response variables']", "{{ response.body.id }}")
                .sees("#check", "No problems.");
        assertThat(page.editor()).contains("response:\n  variables:\n    crmId: \"{{ response.body.id }}\"\n");
    }

    @Test
    void aProblemIsShownInItsPlaceAndCannotBeSaved() throws Exception {
        page.change("#f-request-url", "https://crm.example.com/{{ contact.id | uper }}").sees("#check", "1 problem")
                .sees("#f-request-url-problems", "a filter").sees("#problems", "uper");

        assertThat(page.find("#f-request-url").getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(page.find("#save").isEnabled()).isFalse();
        page.click("#problems button");
        assertThat(page.script("return document.activeElement.id")).isEqualTo("editor");
        assertThat(file()).isEqualTo(SCRIPT);
    }

    @Test
    void theFormIsLockedWhileTheTextIsNotYaml() {
        page.clickEditor().press("  bad: [", Keys.ENTER).sees("#locked", "not YAML");

        assertThat(page.find("#f-request-url").getDomAttribute("readonly")).isNotNull();
        assertThat(page.value("#f-request-url")).isEqualTo("https://crm.example.com/contacts/{{ contact.id }}");
    }

    @Test
    void keysPlaceholdersAndFiltersAreCompleted() {
        page.clickEditor().press("lim").complete("limits").press("time").complete("timeout").press("5s", Keys.ENTER)
                .sees("#check", "No problems.");
        assertThat(page.editor()).endsWith("limits:\n  timeout: 5s\n  ");

        page.press(Keys.BACK_SPACE, Keys.BACK_SPACE, "description: \"{{ contact.first").complete("contact.first_name")
                .press(" | upp")
                .complete("upper").press(" }}\"");
        assertThat(page.editor()).endsWith("description: \"{{ contact.first_name | upper }}\"");
    }

    @Test
    void aPlaceholderIsInsertedWhereTheCursorWas() {
        page.click("#f-request-url").press(Keys.END).press("?mail=");
        page.click("details:has(#placeholder-filter) summary").type("#placeholder-filter", "email")
                .click(".placeholders button")
                .sees("#check", "No problems.");

        assertThat(page.editor())
                .contains("url: \"https://crm.example.com/contacts/{{ contact.id }}?mail={{ contact.email }}\"");
    }

    @Test
    void whatChangesIsShownBeforeItIsSaved() throws Exception {
        page.change("#f-request-method", "PATCH").sees("#changed", "not saved").click("#save");

        page.sees("#dialog ins", "method: PATCH # or POST").sees("#dialog del", "method: PUT # or POST")
                .click("#dialog-cancel");
        assertThat(file()).isEqualTo(SCRIPT);
        page.chord(Keys.CONTROL, "s").click("#dialog-confirm").sees("#notice", "crm is saved.").seesNot("#changed");

        assertThat(file()).isEqualTo(SCRIPT.replace("method: PUT #", "method: PATCH #"));
    }

    @Test
    void anotherPersonsChangeIsNotOverwritten() throws Exception {
        page.change("#f-request-method", "PATCH").sees("#check", "No problems.");
        application.script("crm", SCRIPT.replace("source: web", "source: mail"));

        page.click("#save").click("#dialog-confirm").sees("#dialog", "The file has changed in the meantime").sees("#dialog",
                "source: mail");
        assertThat(file()).contains("source: mail", "method: PUT");

        page.click("#dialog-cancel").sees("#check", "No problems.").seesNot("#changed");
        assertThat(page.editor()).contains("source: mail", "method: PUT");
        page.change("#f-request-method", "DELETE").click("#save").click("#dialog-confirm").sees("#notice", "crm is saved.");
        assertThat(file()).contains("source: mail", "method: DELETE");
    }

    @Test
    void theTextIsKeptAcrossAReloadUntilItIsDiscarded() throws Exception {
        page.change("#f-tenant", "acme").sees("#changed", "not saved").reload().sees("#changed", "not saved");
        assertThat(page.editor()).contains("tenant: acme");

        page.open(application, "#/scripts/crm/run").sees("#changed", "not saved");
        page.open(application, "#/scripts/crm/edit").click("#discard").sees("#dialog del", "tenant: acme")
                .click("#dialog-confirm").seesNot("#changed");

        assertThat(page.editor()).doesNotContain("acme");
        assertThat(file()).isEqualTo(SCRIPT);
    }

    @Test
    void aScriptIsRenamedAndDeleted() throws Exception {
        page.click("#rename").type("#dialog-field", "crm-two").click("#dialog-confirm").isAt("#/scripts/crm-two/edit")
                .sees("#notice", "crm is now crm-two.");
        assertThat(folder.resolve("crm.webhookscript.yaml")).doesNotExist();
        assertThat(Files.readString(folder.resolve("crm-two.webhookscript.yaml")))
                .isEqualTo(SCRIPT.replace("name: crm\n", "name: crm-two\n"));

        page.sees("#check", "No problems.").click("#delete").sees("#dialog", "Delete crm-two?").click("#dialog-confirm")
                .isAt("#/scripts")
                .sees("#notice", "crm-two is deleted.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aScriptInUseIsNotDeleted() throws Exception {
        application.route("orders", "crm");
        page.click("#delete").click("#dialog-confirm").sees("#notice", "crm is in use by orders.");

        assertThat(file()).isEqualTo(SCRIPT);
    }

    @Test
    void theTestsOfTheTextRunBeforeItIsSaved() {
        page.click("#run-tests").sees("#test-results", "passed").change("#f-request-method", "PATCH")
                .sees("#check", "No problems.")
                .click("#run-tests").sees("#test-results", "failed").sees("#test-results", "expected \"PUT\", found \"PATCH\"");
    }
}
