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

/** The form shows each value of a script, or leads to its place in the text. */
@Tag("slow")
class EveryPartOfAScriptHasAFieldTest {

    private static final String SCRIPT = """
            webhookscript: "1.0"
            name: crm
            useCase: contact
            x-mine: &mine
              source: web
            context:
              region: &region eu
            request:
              method: PUT
              url: "https://crm.example.com/contacts/{{ contact.id }}"
              params:
                region: *region
                tags: [a, b]
              body:
                json: { name: "{{ contact.first_name }}" }
            limits:
              retry: { schedule: [0s, 5s] } # two
            response:
              outcomes:
                - status: [404] # gone away
                  is: refused
                # the busy ones
                - { status: [429], is: temporary }
              variables:
                crmId: { jsonpath: $.id, required: true }
            """;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    private static Path folder;

    private static ConsoleApplication application;
    private Page page;

    @BeforeAll
    static void start() throws Exception {
        application = new ConsoleApplication(folder).script("crm", SCRIPT).start();
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void open() {
        page = new Page(CHROMIUM).open(application, "#/scripts/crm/edit").sees("#check", "No problems.");
        page.script("document.querySelectorAll('details').forEach(each => each.open = true)");
    }

    /** A language of an expression has no field of its own: the value of which it is one leads to the text. */
    @Test
    void eachKeyOfTheSchemaHasAFieldOrALinkToTheText() {
        Object missing = page.evaluate("""
                {
                    const {builder} = await import(base + 'form/builder.js');
                    const {formOf} = await import(base + 'form/form.js');
                    const {restOf} = await import(base + 'form/rest.js');
                    const {variants} = await import(base + 'source/schema.js');
                    const {nothing} = await import(base + 'lib/lit-html/3.3.3/lit-html.js');
                    const {api} = await import(base + 'api.js');
                    const schema = await api.schema();
                    const leaves = (here, path) => {
                        const all = path.length > 6 ? [] : variants(schema, here).flatMap(each => [
                            ...Object.entries(each.properties ?? {}), ...each.items ? [[0, each.items]] : [],
                            ...typeof each.additionalProperties === 'object' ? [['NAME', each.additionalProperties]] : []]);
                        return all.length === 0 ? [path] : all.flatMap(([key, each]) => leaves(each, [...path, key]));
                    };
                    const node = ([key, ...rest], value) => typeof key === 'number' ? {kind: 'list', from: 0, to: 0, items: [
                        rest.length === 0 ? value : node(rest, value)]} : {kind: 'map', from: 0, to: 0, entries: [
                            {key, keyFrom: 0, keyTo: 0, value: rest.length === 0 ? value : node(rest, value)}]};
                    const edits = {typed: () => undefined, unread: () => undefined};
                    const hidden = leaves(schema, []).filter(path => {
                        const tree = node(path, {kind: 'value', from: 0, to: 0, text: 'x', value: 'x'});
                        const form = formOf({draft: {text: '', check: {tree, problems: []}}, schema, edits, tests: {},
                            data: {useCases: [], filters: [], roots: []}});
                        builder(form, true);
                        return restOf(form) !== nothing;
                    });
                    return [...new Set(hidden.map(path => path.join('.')))].join('\\n');
                }""");

        assertThat(String.valueOf(missing)).isEmpty();
    }

    @Test
    void aValueWithoutAFieldHasALinkToItsPlace() {
        assertThat(page.texts("#rest [data-text]")).containsExactly("x-mine, line 4");
        page.click("#rest [data-text=x-mine]");
        assertThat(page.script("return document.activeElement.id")).isEqualTo("editor");
        assertThat(page.activeLine()).isEqualTo("x-mine: &mine");

        page.click("[data-text='request.params.tags']");
        assertThat(page.activeLine()).isEqualTo("    tags: [a, b]");
        page.click("[data-text='response.variables.crmId.required']");
        assertThat(page.activeLine()).contains("required: true");
    }

    @Test
    void anAliasIsNotChangedInThePlaceOfItsAnchor() {
        assertThat(page.texts("[data-text='request.params.region']")).containsExactly("request.params.region, line 12");

        page.click("[data-add='request.params']").sees("#check", "No problems.")
                .click("[aria-label='Remove region']:last-of-type");
        page.change("#f-request-method", "PATCH").sees("#check", "No problems.");

        assertThat(page.editor()).contains("  region: &region eu\n", "    tags: [a, b]\n    name: \"\"\n", "method: PATCH");
    }

    @Test
    void rulesOfOutcomesAreChangedAndMoved() {
        page.change("#f-response-outcomes-0-status", "404, 410, timeout").click("[data-of='rule 2'] [data-item^=up]")
                .sees("#check", "No problems.").click("[data-add='response.outcomes']")
                .change("#f-response-outcomes-2-when", "response.body.ok == false")
                .choose("#f-response-outcomes-2-is", "gone").sees("#check", "No problems.");

        assertThat(page.editor()).contains("""
                  outcomes:
                    - { status: [429], is: temporary }
                    # the busy ones
                    - status: [404, 410, timeout] # gone away
                      is: refused
                    - status:
                        - 404
                      when: response.body.ok == false
                      is: gone
                """);
        page.click("[data-of='rule 3'] [data-item^=remove]").sees("#check", "No problems.");
        assertThat(page.editor()).doesNotContain("response.body.ok");
    }

    @Test
    void theCircuitBreakerIsSwitchedOffOrHasSettings() {
        page.choose("#f-limits-circuitBreaker-kind", "off").sees("#check", "No problems.");
        assertThat(page.editor()).contains("  circuitBreaker: false\n");

        page.choose("#f-limits-circuitBreaker-kind", "own").change("#f-limits-circuitBreaker-waitDurationInOpenState", "2m")
                .choose("#f-limits-circuitBreaker-whenOpen", "wait").sees("#check", "No problems.");
        assertThat(page.editor()).contains("""
                  circuitBreaker:
                    failureRateThreshold: 50
                    waitDurationInOpenState: 2m
                    whenOpen: wait
                """);
        page.choose("#f-limits-circuitBreaker-kind", "").sees("#check", "No problems.");
        assertThat(page.editor()).doesNotContain("circuitBreaker").contains("retry: { schedule: [0s, 5s] } # two\n");
    }

    @Test
    void aScheduleIsAListOrTheStandardOne() {
        page.change("#f-limits-retry-schedule", "0s, 5s, 10s").sees("#check", "No problems.");
        assertThat(page.editor()).contains("retry: { schedule: [0s, 5s, 10s] } # two\n");

        page.change("#f-limits-retry-schedule", "standard").choose("#f-execution", "async").sees("#check", "No problems.");
        assertThat(page.editor()).contains("retry: { schedule: standard } # two\n", "execution: async\n");
    }

    @Test
    void responseEventsHaveAPathASessionAndASender() {
        page.choose("#f-callback-kind", "on").change("#f-callback-path", "/callbacks/crm")
                .change("#f-callback-session", "{{ contact.id }}").change("#f-callback-from", "event.contact.id")
                .choose("#f-callback-auth-kind", "apiKey").change("#f-callback-auth-apiKey-name", "X-Crm")
                .sees("#check", "No problems.");

        assertThat(page.editor()).contains("""
                callback:
                  path: /callbacks/crm
                  auth:
                    apiKey:
                      in: header
                      name: X-Crm
                      value: "{{ secret.key }}"
                  session: "{{ contact.id }}"
                  from: event.contact.id
                """);
    }

    @Test
    void theOrderTheDeadLettersAndTheRetentionAreSet() {
        page.choose("#f-execution", "async").choose("#f-ordered-kind", "key").choose("#f-ordered-kind", "own")
                .choose("#f-deadLetter-kind", "to").choose("#f-deadLetter-kind", "own")
                .choose("#f-deadLetter-caller", "succeed")
                .change("#f-retention-deliveries", "30d").choose("#f-idempotencyKey-kind", "standard")
                .sees("#f-retention-deliveries-hint", "delivery log");

        page.seesText("retention:\n  deliveries: 30d\n");
        assertThat(page.editor()).contains("ordered:\n  key: \"{{ contact.id }}\"\n  onFailure: park\n",
                "deadLetter:\n  to: store\n  caller: succeed\n", "idempotencyKey: true\n");
    }

    @Test
    void theProblemOfAGroupIsShownInTheGroup() {
        page.change("#f-limits-rate-requests", "60").sees("#check", "1 problem").sees("fieldset:has(> legend) .problems",
                "per");

        assertThat(page.texts("details:has(#f-limits-rate-requests) > summary")).containsExactly("Limits 1 problem");
    }

    @Test
    void whatIsNotYamlStaysInItsFieldAndOutOfTheText() {
        page.change("#f-request-body-value", "{ name: ").sees("#f-request-body-value-problems", "This is not YAML or JSON");

        assertThat(page.value("#f-request-body-value")).isEqualTo("{ name: ");
        assertThat(page.editor()).isEqualTo(SCRIPT);
        assertThat(page.has("#locked")).isFalse();
        page.change("#f-tenant", "acme").sees("#check", "No problems.").click("#discard").click("#dialog-confirm")
                .seesNot("#f-request-body-value-problems");
        assertThat(page.value("#f-request-body-value")).isEqualTo("{ name: \"{{ contact.first_name }}\" }");
        page.change("#f-request-body-value", "{\"name\": \"x\"}").sees("#check", "No problems.")
                .seesNot("#f-request-body-value-problems");
        assertThat(page.editor()).contains("    json: {\"name\": \"x\"}\n");
    }

    @Test
    void aTextOfLinesIsWrittenAsLines() {
        page.choose("#f-request-body-kind", "text").type("#f-request-body-text", "Dear {{ contact.first_name }},")
                .press(Keys.ENTER)
                .press("hello", Keys.TAB).sees("#check", "No problems.");

        assertThat(page.editor()).contains("    text: |-\n      Dear {{ contact.first_name }},\n      hello\n    contentType:");
    }

    @Test
    void aPlaceholderOfAnExpressionHasNoBracesAndOtherFieldsTakeNone() {
        page.click("#f-response-outcomes-0-when").click(".placeholders button:nth-child(2)").sees("#check", "No problems.");
        assertThat(page.editor()).contains("when: contact.id\n");

        page.click("#f-tenant").click(".placeholders button:nth-child(2)").sees("#notice", "takes no placeholder");
        assertThat(page.editor()).doesNotContain("tenant");
    }

    @Test
    void listsOfNumbersAndTextsKeepTheirTypes() {
        page.change("#f-inputs", "has_message, region").change("#f-limits-timeout", "1500").sees("#check", "No problems.");
        assertThat(page.editor()).contains("inputs:\n  - has_message\n  - region\n", "limits:\n  timeout: 1500\n");

        page.change("#f-inputs", "region").sees("#check", "No problems.");
        assertThat(page.editor()).contains("inputs:\n  - region\n");
        assertThat(page.errors()).isEmpty();
    }
}
