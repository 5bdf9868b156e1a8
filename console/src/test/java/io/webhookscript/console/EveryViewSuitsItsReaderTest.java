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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds in each view: a screen reader has its names, colours have their contrast, and nothing is wider than the
 * window.
 */
@Tag("slow")
class EveryViewSuitsItsReaderTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    private static Path folder;

    private static ReceiverOnLoopback receiver;
    private static ConsoleApplication application;

    @BeforeAll
    static void start() throws Exception {
        receiver = new ReceiverOnLoopback();
        application = new ConsoleApplication(folder).script("crm", """
                webhookscript: "1.0"
                name: crm
                description: Sends a changed contact to the CRM.
                tenant: acme
                useCase: contact
                context:
                  baseUrl: %s
                triggers:
                  - { event: "contact.*", when: "contact.vip", channels: [mail] }
                request:
                  method: PUT
                  url: "{{ context.baseUrl }}/contacts/{{ contact.id }}"
                  params: { source: web, ref: { type: variable, value: contact.reference } }
                  headers: { X-Request-Id: "{{ message.id }}" }
                  auth: { bearer: "{{ secret.crm }}" }
                  body:
                    json: { name: "{{ contact.first_name }}" }
                limits: { rate: { requests: 60, per: 1m } }
                response:
                  variables: { crmId: "{{ response.body.id }}" }
                tests:
                  - name: a contact
                    event: { contact: { id: 7, first_name: Ada } }
                    expect: { method: PUT }
                """.formatted(receiver.url())).withSecret("crm", "s3cr3t");
        application.camelContext().getCamelContextExtension().setName("crm-sync");
        application.start();
        for (int i = 0; i < 3; i++) {
            if (i == 2) {
                receiver.responds(422, "application/json", "{\"error\": \"the email is missing\"}");
            }
            try (var producer = application.camelContext().createProducerTemplate()) {
                producer.send("webhookscript:crm",
                        exchange -> exchange.getMessage().setBody("{\"contact\": {\"id\": 7, \"vip\": true}}"));
            }
        }
    }

    @AfterAll
    static void stop() {
        application.close();
        receiver.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            scripts    | #/scripts             | [data-script=crm]
            script     | #/scripts/crm         | #tests-title
            edit       | #/scripts/crm/edit    | #f-request-url
            run        | #/scripts/crm/run     | #request
            new        | #/new                 | #templates
            deliveries | #/deliveries          | #deliveries
            """)
    void isAccessibleInLightAndDarkAndFitsANarrowWindow(String name, String address, String ready) {
        for (boolean dark : new boolean[] { false, true }) {
            Page page = new Page(CHROMIUM).resize(1200, 760).dark(dark).open(application, address);
            page.find(ready);
            if (!dark) {
                page.picture("console-" + name);
            }
            if (address.endsWith("edit")) {
                page.sees("#check", "No problems.");
                page.script("document.querySelectorAll('details').forEach(each => each.open = true)");
            }

            assertThat(page.accessibilityProblems()).as(dark ? "dark" : "light").isEmpty();
            assertThat(page.errors()).isEmpty();
            page.resize(400, 800);
            assertThat(page
                    .script("return [...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll, pre, .skip')"
                            + " && e.getBoundingClientRect().right > innerWidth).map(e => e.outerHTML.slice(0, 200)).join('\\n')"))
                    .as("what is wider than a narrow window").isEqualTo("");
        }
    }

    @Test
    void theCheckFindsAButtonWithoutAName() {
        Page page = new Page(CHROMIUM).open(application, "#/scripts").sees("#count", "script");
        page.script("document.getElementById('main').append(document.createElement('button'))");

        assertThat(page.accessibilityProblems()).singleElement().asString().startsWith("button-name");
    }

    @Test
    void aDialogAndAMessageAreAccessible() {
        Page page = new Page(CHROMIUM).open(application, "#/scripts").click("[data-script=crm] [data-action=stop]")
                .sees("#dialog", "Stop crm?");
        assertThat(page.accessibilityProblems()).isEmpty();
        page.click("#dialog-cancel");

        page.open(application, "#/scripts/crm/edit").sees("#check", "No problems.").change("#f-tenant", "beta").click("#save")
                .sees("#dialog", "Save crm?");
        assertThat(page.accessibilityProblems()).isEmpty();
        page.click("#dialog-cancel").click("#discard").click("#dialog-confirm").seesNot("#changed");

        page.open(application, "#/scripts/crm/run").click("#run").click("#dialog-confirm").sees("#outcome", "refused");
        assertThat(page.accessibilityProblems()).isEmpty();
    }

    @Test
    void aFileWithProblemsIsAccessible(@TempDir Path other) throws Exception {
        try (ConsoleApplication broken = new ConsoleApplication(other)
                .script("wrong", "webhookscript: \"1.0\"\nname: wrong\nrequets: {}\n").start()) {
            Page page = new Page(CHROMIUM).open(broken, "#/scripts").sees("[data-script=wrong]", "did you mean `request`?");

            assertThat(page.accessibilityProblems()).isEmpty();
        }
    }

    @Test
    void aDeliveryIsAccessible() {
        Page page = new Page(CHROMIUM).open(application, "#/deliveries").click("#deliveries a.mono").sees("#main", "Attempts");

        assertThat(page.accessibilityProblems()).isEmpty();
    }

    @Test
    void theBackButtonAndDeepLinksLeadToViews() {
        Page page = new Page(CHROMIUM).open(application, "#/scripts/crm/run").sees("h1", "crm").sees("#request", "PUT");

        page.click("#header nav a").isAt("#/scripts").click("[data-script=crm] h2 a").isAt("#/scripts/crm").sees("#state-title",
                "State");
        assertThat(page.script("return document.title")).isEqualTo("crm – Webhook scripts");
        assertThat(page.script("return document.activeElement.id")).as("the focus after a link").isEqualTo("main");
        page.back().sees("#count", "script").back().sees("#request", "PUT");
    }

    @Test
    void nothingIsLostWhenTheSessionEndsOrTheServerIsAway() {
        Page page = new Page(CHROMIUM).open(application, "#/scripts/crm/edit").sees("#check", "No problems.");
        page.script("window.real = window.fetch; window.fetch = async () => new Response("
                    + "JSON.stringify({error: {code: 'not-authenticated', message: 'The session has ended.'}}), {status: 401})");
        page.clickEditor().press("execution: asy").sees("#header", "Your session has ended").sees("#check", "Checking");
        page.script("window.fetch = async () => { throw new TypeError('away'); }");
        page.press("n").sees("#header", "The server does not answer");

        page.script("window.fetch = window.real");
        page.press("c").sees("#check", "No problems.");
        assertThat(page.has("#header .badge")).isFalse();
        page.reload().sees("#changed", "not saved");
        assertThat(page.editor()).endsWith("execution: async");
    }
}
