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

import org.jspecify.annotations.Nullable;
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

    /** The times of the page that are not those of Tokyo. */
    private static final String OTHER_TIMES
            = """
                    const tokyo = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Tokyo'});
                    return [...document.querySelectorAll('time')].filter(each => each.innerText !== tokyo.format(new Date(each.dateTime)))
                        .map(each => each.outerHTML).join();
                    """;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    private static Path folder;

    @TempDir
    private static Path data;

    private static ReceiverOnLoopback receiver;
    private static ConsoleApplication application;

    @BeforeAll
    static void start() throws Exception {
        receiver = new ReceiverOnLoopback();
        application = new ConsoleApplication(folder).withStore(data.resolve("webhooks.db")).script("crm", """
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
                limits:
                  rate: { requests: 60, per: 1m }
                  circuitBreaker: { waitDurationInOpenState: 1m }
                response:
                  outcomes:
                    - { status: [404], is: refused }
                  variables: { crmId: "{{ response.body.id }}" }
                x-mine: { a: 1 }
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

    /** @param name of the picture for the documentation; null for none */
    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            scripts    | #/scripts             | [data-script=crm]
            script     | #/scripts/crm         | #tests-title
            edit       | #/scripts/crm/edit    | #f-request-url
            run        | #/scripts/crm/run     | #request
            new        | #/new                 | #templates
                       | #/new?kind=openapi    | #openapi-file
            deliveries | #/deliveries          | #deliveries
                       | #/dead-letters        | #letters
            """)
    void isAccessibleInLightAndDarkAndFitsANarrowWindow(@Nullable String name, String address, String ready) {
        for (boolean dark : new boolean[] { false, true }) {
            Page page = new Page(CHROMIUM).resize(1200, 760).dark(dark).open(application, address);
            page.find(ready);
            if (!dark && name != null) {
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
    void theTestsInTheFormAndAValueThatIsRefusedAreAccessible() {
        Page page = new Page(CHROMIUM).resize(1200, 900).open(application, "#/scripts/crm/edit").sees("#check", "No problems.");
        page.click("#run-these-tests").sees(".result", "passed")
                .script("document.querySelector('details:has(#run-these-tests)').scrollIntoView()");
        page.picture("console-tests");
        assertThat(page.accessibilityProblems()).isEmpty();

        page.change("#f-tests-0-expect-method", "POST").sees("#check", "No problems.").click("#run-these-tests")
                .sees(".result", "found \"PUT\"");
        page.change("#f-tests-0-event", "[").sees("#f-tests-0-event-problems", "This is not YAML or JSON");
        assertThat(page.accessibilityProblems()).isEmpty();
        page.click("#discard").click("#dialog-confirm").seesNot("#changed");
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
    void aDeadLetterItsQuestionAndItsRefusalAreAccessible() {
        Page page = new Page(CHROMIUM).open(application, "#/dead-letters").click("#selection [data-letters=replay]")
                .sees("#dialog", "Send 1 dead letter again?");
        assertThat(page.accessibilityProblems()).isEmpty();
        page.click("#dialog-cancel").click("#letters a.mono").sees("#letter", "Attempts");
        assertThat(page.accessibilityProblems()).isEmpty();

        application.component().scripts().stop("crm", true);
        try {
            page.click("[data-letters=replay]").click("#dialog-confirm").sees(".refusal", "the script is stopped");
            for (boolean dark : new boolean[] { false, true }) {
                assertThat(page.dark(dark).accessibilityProblems()).as(dark ? "dark" : "light").isEmpty();
            }
        } finally {
            application.component().scripts().start("crm");
        }
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

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            /scripts?text=contact&tenant=acme                   | [data-script=crm]
            /scripts/crm                                        | #tests-title
            /scripts/crm/edit                                   | #f-request-url
            /scripts/crm/run                                    | #request
            /new?from=crm                                       | #from
            /new?kind=curl                                      | #curl
            /new?kind=postman                                   | #postman-file
            /new?kind=openapi                                   | #openapi-file
            /deliveries?script=crm&outcome=delivered&hours=24   | #deliveries
            /deliveries/MESSAGE                                 | #main h1 .mono
            """)
    void aViewIsOpenedByItsAddressAndAgainByTheBackButton(String address, String ready) throws Exception {
        String message = application.get("api/deliveries").json().at("/deliveries/0/messageId").asText();
        String link = "#" + address.replace("MESSAGE", message);
        Page page = new Page(CHROMIUM).open(application, link);
        page.find(ready);
        String title = String.valueOf(page.script("return document.title"));

        page.click("#header .home").isAt("#/scripts").sees("#count", "script").back().isAt(link);
        page.find(ready);

        assertThat(page.script("return document.title")).isEqualTo(title);
        page.reload().isAt(link).find(ready);
        assertThat(page.errors()).isEmpty();
    }

    @Test
    void everyTimeIsInTheZoneOfTheViewer() {
        Page page = new Page(CHROMIUM).zone("Asia/Tokyo").open(application, "#/deliveries").sees("#header", "Asia/Tokyo")
                .sees("#deliveries", "delivered").click(".panel summary");
        assertThat(page.script(OTHER_TIMES)).isEqualTo("");
        Object hour = page.evaluate(
                """
                        (async () => {
                            const {api} = await import(base + 'api.js');
                            const at = new Date((await api.summary('', 1)).buckets[0].at);
                            return new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tokyo'}).format(at);
                        })()""");
        page.sees(".panel table", String.valueOf(hour));

        page.click("#deliveries a.mono").sees("#main", "Attempts");

        assertThat(page.count("time")).isGreaterThanOrEqualTo(3);
        assertThat(page.script(OTHER_TIMES)).isEqualTo("");
        page.zone("UTC");
    }

    @Test
    void nothingIsLostWhenTheSessionEndsOrTheServerIsAway() {
        Page page = new Page(CHROMIUM).open(application, "#/scripts/crm/edit").sees("#check", "No problems.");
        page.script("window.real = window.fetch; window.fetch = async () => new Response("
                    + "JSON.stringify({error: {code: 'not-authenticated', message: 'The session has ended.'}}), {status: 401})");
        page.clickEditor().press("execution: asy").sees("#header", "Your session has ended").sees("#check", "Checking");
        page.script("window.fetch = async () => { throw new TypeError('away'); }");
        page.press("n").sees("#header", "The server cannot be reached");

        page.script("window.fetch = window.real");
        page.press("c").sees("#check", "No problems.");
        assertThat(page.has("#header .badge")).isFalse();
        page.reload().sees("#changed", "not saved");
        assertThat(page.editor()).endsWith("execution: async");
    }
}
