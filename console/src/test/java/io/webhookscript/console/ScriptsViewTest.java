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

import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/** The cards of the scripts in a browser. */
@Tag("slow")
class ScriptsViewTest {

    private static final String HOSTILE = "<img src=x onerror=\"document.title='attacked'\"><script>alert(1)</script>";

    /** With a name, a description and a tenant. A channel belongs to one script only. */
    static final String SCRIPT = """
            webhookscript: "1.0"
            name: %1$s
            description: %2$s
            tenant: %3$s
            useCase: contact
            triggers: [{ event: "contact.*", channels: [mail-%1$s] }]
            request: { method: PUT, url: "https://crm.example.com/{{ contact.id }}" }
            limits: { rate: { requests: 60, per: 1m } }
            """;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    private Path folder;

    @Test
    void aCardShowsTheStateOfAScript() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application = new ConsoleApplication(folder).script("crm", receiver)
                     .script("billing", SCRIPT.formatted("billing", "Sends invoices.", "acme")).start()) {
            send(application, "crm");

            Page page = new Page(CHROMIUM).open(application, "#/scripts");

            page.sees("[data-script=billing]", "Sends invoices.").sees("[data-script=billing]", "acme")
                    .sees("[data-script=billing]", "PUT https://crm.example.com/{{ contact.id }}")
                    .sees("[data-script=billing]", "started").sees("[data-script=billing]", "60 per 1 min")
                    .sees("[data-script=billing]", "contact.*").sees("[data-script=billing]", "mail-billing");
            page.sees("[data-script=crm]", "closed").sees("[data-script=crm]", "delivered 1").sees("#count", "2 scripts");
            assertThat(page.errors()).isEmpty();
        }
    }

    @Test
    void textOfAScriptIsNeverMarkup() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder)
                .script("hostile",
                        SCRIPT.formatted("hostile", "'" + HOSTILE.replace("'", "''") + "'",
                                "'" + HOSTILE.replace("'", "''") + "'"))
                .script("broken",
                        "webhookscript: \"1.0\"\nname: broken\nrequest: { url: \"" + HOSTILE.replace("\"", "\\\"") + "\" }\n")
                .start()) {
            Page page = new Page(CHROMIUM).open(application, "#/scripts");

            page.sees("[data-script=hostile]", HOSTILE).sees("#main", "broken");
            page.open(application, "#/scripts/hostile").sees("#main", HOSTILE);

            assertThat(page.has("#main img, #main script")).isFalse();
            assertThat(page.script("return document.title")).asString().doesNotContain("attacked");
            assertThat(page.errors()).isEmpty();
        }
    }

    @Test
    void theSearchAndTheFiltersAreInTheAddress() throws Exception {
        try (ConsoleApplication application = new ConsoleApplication(folder)
                .script("billing", SCRIPT.formatted("billing", "Sends invoices.", "acme"))
                .script("crm", SCRIPT.formatted("crm", "Sends contacts.", "beta")).start()) {
            Page page = new Page(CHROMIUM).open(application, "#/scripts").sees("#count", "2 scripts");

            page.type("#text", "INVOICE").sees("#count", "1 script").isAt("#/scripts?text=INVOICE")
                    .seesNot("[data-script=crm]");
            page.type("#text", "").choose("#tenant", "beta").sees("#count", "1 script").seesNot("[data-script=billing]");
            page.open(application, "#/scripts?tenant=acme&state=started").sees("#count", "1 script")
                    .find("[data-script=billing]");

            assertThat(page.script("return document.getElementById('tenant').value")).isEqualTo("acme");
        }
    }

    @Test
    void changesAppearWithoutAReload() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application = new ConsoleApplication(folder).script("crm", receiver).start()) {
            Page page = new Page(CHROMIUM).open(application, "#/scripts").sees("#count", "1 script");
            page.script("window.stays = true");

            send(application, "crm");
            page.sees("[data-script=crm]", "delivered 1");
            application.component().scripts().stop("crm", false);
            page.sees("[data-script=crm]", "stopped");
            application.script("other", receiver);
            page.sees("#count", "2 scripts").find("[data-script=other]");

            assertThat(page.script("return window.stays")).isEqualTo(true);
        }
    }

    @Test
    void theCardOfABrokenFileGoesWithTheFile() throws Exception {
        try (ConsoleApplication application
                = new ConsoleApplication(folder).script("broken", "webhookscript: \"1.0\"\nname: broken\n").start()) {
            Page page = new Page(CHROMIUM).open(application, "#/scripts").sees("[data-script=broken]", "broken");

            Files.delete(folder.resolve("broken.webhookscript.yaml"));

            page.seesNot("[data-script=broken]").sees("#count", "0 scripts").seesNot("#broken");
        }
    }

    @Test
    void aScriptInUseIsStoppedOnlyAfterItsUsersWereNamed() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application
                     = new ConsoleApplication(folder).script("crm", receiver).start().route("orders", "crm")) {
            Page page = new Page(CHROMIUM).open(application, "#/scripts");

            page.click("[data-script=crm] [data-action=stop]").sees("#dialog", "Stop crm?").click("#dialog-confirm")
                    .sees("#users", "orders").press(Keys.ESCAPE).sees("#notice", "crm is not changed. It is in use by orders.");
            assertThat(application.component().scripts().find("crm").orElseThrow().state().code()).isEqualTo("started");

            page.click("[data-script=crm] [data-action=stop]").click("#dialog-confirm").sees("#users", "orders")
                    .click("#dialog-confirm").sees("[data-script=crm]", "stopped").sees("#notice", "crm is stopped.");
            page.click("[data-script=crm] [data-action=start]").sees("[data-script=crm]", "started");
            page.click("[data-script=crm] [data-action=suspend]").click("#dialog-confirm").sees("#users", "orders")
                    .click("#dialog-confirm").sees("[data-script=crm]", "suspended");
        }
    }

    @Test
    void aScriptIsRemovedAfterAQuestion() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application = new ConsoleApplication(folder).script("crm", receiver).start()) {
            Page page = new Page(CHROMIUM).open(application, "#/scripts");

            page.click("[data-script=crm] [data-action=remove]").sees("#dialog", "The file stays").click("#dialog-cancel")
                    .sees("[data-script=crm]", "started");
            page.click("[data-script=crm] [data-action=remove]").click("#dialog-confirm").sees("#notice", "crm is removed.");

            assertThat(folder.resolve("crm.webhookscript.yaml")).exists();
        }
    }

    @Test
    void aRoleShowsOnlyWhatItMayDo() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application
                     = new ConsoleApplication(folder).with("try", "").with("operate", "").with("edit", "")
                             .script("crm", receiver).start()) {
            Page page = new Page(CHROMIUM).open(application, "#/scripts").sees("[data-script=crm]", "started");

            assertThat(page.has("[data-action]")).isFalse();
            assertThat(page.has("#new")).isFalse();
            page.open(application, "#/scripts/crm/edit").sees("#read-only", "This text can only be read");
            assertThat(page.has("#save")).isFalse();
        }
    }

    @Test
    void aThousandScriptsAreFoundAtOnce() throws Exception {
        ConsoleApplication thousand = new ConsoleApplication(folder);
        for (int i = 0; i < 1000; i++) {
            thousand.script("script-%03d".formatted(i), SCRIPT.formatted("script-%03d".formatted(i), "Number " + i, "acme"));
        }
        try (ConsoleApplication application = thousand.start()) {
            Page page = new Page(CHROMIUM).open(application, "#/scripts").sees("#count", "1000 scripts");
            assertThat(page.count(".card")).isLessThanOrEqualTo(120); // the page draws the others when they come into view

            page.type("#text", "script-999").sees("#count", "1 script").find("[data-script=script-999]");
            page.type("#text", "").sees("#count", "1000 scripts");
            for (int i = 0; i < 20 && page.has("#more"); i++) {
                page.script("document.getElementById('more')?.scrollIntoView()");
                page.sees("#count", "1000 scripts");
            }
            page.seesNot("#more");

            assertThat(page.count(".card")).isEqualTo(1000);
        }
    }

    @Test
    void theKeyboardAloneStopsAScript() throws Exception {
        try (ReceiverOnLoopback receiver = new ReceiverOnLoopback();
             ConsoleApplication application = new ConsoleApplication(folder).script("crm", receiver).start()) {
            Page page = new Page(CHROMIUM).open(application, "#/scripts").sees("#count", "1 script");

            page.press(Keys.TAB);
            assertThat(page.focus()).isEqualTo("Skip to the content");
            page.press(Keys.ENTER);
            for (int i = 0; i < 12 && !page.focus().equals("Stop crm"); i++) {
                page.press(Keys.TAB);
            }
            assertThat(page.focus()).isEqualTo("Stop crm");
            page.press(Keys.ENTER).sees("#dialog", "Stop crm?");
            assertThat(page.focus()).isEqualTo("Cancel");
            page.press(Keys.TAB);
            assertThat(page.focus()).isEqualTo("Stop");
            page.press(Keys.ENTER).sees("[data-script=crm]", "stopped");
        }
    }

    static void send(ConsoleApplication application, String script) throws Exception {
        try (ProducerTemplate producer = application.camelContext().createProducerTemplate()) {
            producer.sendBody("webhookscript:" + script, "{\"id\": 7}");
        }
    }
}
