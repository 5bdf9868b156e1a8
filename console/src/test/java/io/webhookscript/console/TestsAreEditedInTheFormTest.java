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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/** The tests of a script are added, changed, copied, removed and run in the form. */
@Tag("slow")
class TestsAreEditedInTheFormTest {

    private static final String SCRIPT = """
            webhookscript: "1.0"
            name: crm
            useCase: contact
            request:
              method: PUT
              url: "https://crm.example.com/contacts/{{ contact.id }}"
              params: { source: web }
              body:
                json: { name: "{{ contact.first_name }}", message: "{{ message.id }}" }
            """;

    private static final String WITH_TEST = SCRIPT + """
            tests:
              - name: a contact # of the CRM
                # the smallest event
                event: { contact: { id: 7, first_name: Ada } }
                expect: { method: PUT }
            """;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    private static Path folder;

    private static ConsoleApplication application;
    private Page page;

    @BeforeAll
    static void start() throws Exception {
        application = new ConsoleApplication(folder).script("crm", SCRIPT)
                .script("tested", WITH_TEST.replace("name: crm\n", "name: tested\n")).start();
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void open() {
        page = new Page(CHROMIUM);
    }

    private Page opens(String script) {
        page.open(application, "#/scripts/" + script + "/edit").sees("#check", "No problems.");
        page.script("document.querySelectorAll('details').forEach(each => each.open = true)");
        return page;
    }

    @Test
    void aNewTestHasAnEventWithExamplesAndExpectsTheRequestOfNow() {
        opens("crm").click("[data-add=tests]").sees("#check", "No problems.").click("[data-fill='0']").sees(".result",
                "passed");

        assertThat(page.editor()).contains("tests:\n  - name: test 1\n    event:\n      contact:\n        id: ", "first_name: ",
                "      outcome: delivered", "      method: PUT", "      url: https://crm.example.com/contacts/",
                "        source: web", "        message: msg_test");
        page.change("#f-request-method", "PATCH").sees("#check", "No problems.").seesNot(".result");
        page.click("#run-these-tests").sees(".result", "failed").sees(".result", "expected \"PUT\", found \"PATCH\"");
        page.click(".result .leaf");
        assertThat(page.activeLine()).isEqualTo("      method: PUT");
    }

    @Test
    void aTestIsCopiedWithItsCommentsAndRemoved() {
        opens("tested").click("[data-of='test 1'] [data-item^=duplicate]").sees("#check", "No problems.");
        assertThat(page.editor()).endsWith("""
                - name: a contact (copy) # of the CRM
                  # the smallest event
                  event: { contact: { id: 7, first_name: Ada } }
                  expect: { method: PUT }
                """.indent(2));

        page.change("#f-tests-1-name", "another").change("#f-tests-1-expect-method", "POST").sees("#check", "No problems.")
                .click("#run-these-tests").sees("#test-results", "failed");
        assertThat(page.texts(".result .badge")).containsExactly("passed", "failed");
        page.click("[data-of='test 1'] [data-item^=remove]").sees("#check", "No problems.")
                .click("[data-of='test 1'] [data-item^=remove]")
                .sees("#check", "No problems.");
        assertThat(page.editor()).isEqualTo(SCRIPT.replace("name: crm\n", "name: tested\n"));
    }

    @Test
    void anEventIsPastedAsJson() {
        opens("tested").click("#f-tests-0-event").chord(Keys.CONTROL, "a")
                .press("{", Keys.ENTER, "  \"contact\": {\"id\": 12345678901234567890}", Keys.ENTER, "}", Keys.TAB)
                .change("#f-tests-0-expect-url", "https://crm.example.com/contacts/12345678901234567890")
                .change("#f-tests-0-expect-body", "{\"name\": null}").sees("#check", "No problems.");

        assertThat(page.editor()).contains("    event: {\n        \"contact\": {\"id\": 12345678901234567890}\n      }\n");
        page.click("#run-these-tests").sees(".result", "failed").sees(".result", "body.name");
    }

    @Test
    void expectedParametersTheResponseAndVariablesHaveFields() {
        opens("tested").click("[data-add='tests.0.expect.params']")
                .change("[aria-label='Name of row 1 in expected query parameters of test 1']", "source")
                .change("[aria-label='Value of row 1 in expected query parameters of test 1']", "web")
                .change("#f-tests-0-response-status", "503").choose("#f-tests-0-expect-outcome", "temporary")
                .sees("#check", "No problems.")
                .click("#run-these-tests").sees(".result", "passed");

        assertThat(page.editor()).contains("expect: { method: PUT, params: { source: web }, outcome: temporary }",
                "    response:\n      status: 503\n");
    }
}
