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
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/** A response that arrives after the response of a later request changes nothing in the page. */
@Tag("slow")
class LateResponsesAreDroppedTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    private static Path folder;

    private static ReceiverOnLoopback receiver;
    private static ConsoleApplication application;

    @BeforeAll
    static void start() throws Exception {
        receiver = new ReceiverOnLoopback();
        application = new ConsoleApplication(folder).script("crm", receiver).start();
    }

    @AfterAll
    static void stop() {
        application.close();
        receiver.close();
    }

    @Test
    void aDryRunOfAnEarlierEvent() {
        Page page = new Page(CHROMIUM).open(application, "#/scripts/crm/run").sees("#request", "POST").hold("dry-run");
        page.type("#event", "{\"id\": 8}").sees("#stale", "of an earlier event");
        page.isHolding().type("#event", "{\"id\": 9}").sees("#request", "/contacts/9").seesNot("#stale");

        page.release();

        assertThat(page.texts("#request")).first().asString().contains("/contacts/9");
        assertThat(page.has("#stale")).isFalse();
    }

    @Test
    void aCheckOfAnEarlierText() {
        Page page = new Page(CHROMIUM).open(application, "#/scripts/crm/edit").sees("#check", "No problems.").hold("api/check");
        page.clickEditor().press("tenant: [");
        page.isHolding().press(Keys.BACK_SPACE, "acme").sees("#check", "No problems.");
        assertThat(page.value("#f-tenant")).isEqualTo("acme");

        page.release();

        assertThat(page.texts("#check")).singleElement().asString().startsWith("No problems.");
        assertThat(page.value("#f-tenant")).isEqualTo("acme");
        page.click("#discard").click("#dialog-confirm").seesNot("#changed");
    }

    @Test
    void theStateOfAScriptBeforeItWasStopped() {
        Page page = new Page(CHROMIUM).open(application, "#/scripts/crm").sees("h1", "started").hold("api/scripts/crm");
        page.isHolding().click("[data-action=stop]").click("#dialog-confirm").sees("h1", "stopped");

        page.release();

        assertThat(page.texts("h1")).containsExactly("crm stopped");
        page.click("[data-action=start]").sees("h1", "started");
    }

    @Test
    void theCardOfAScriptBeforeItWasStopped() {
        Page page = new Page(CHROMIUM).open(application, "#/scripts").sees("[data-script=crm]", "started");
        page.hold("api/scripts?").type("#text", "crm").isHolding().click("[data-script=crm] [data-action=stop]")
                .click("#dialog-confirm")
                .sees("[data-script=crm]", "stopped").release();

        assertThat(page.texts("[data-script=crm] h2")).first().asString().contains("stopped");
        page.click("[data-script=crm] [data-action=start]").sees("[data-script=crm]", "started");
    }

    @Test
    void anEarlierRequestThatWasRefused() {
        Page page = new Page(CHROMIUM).open(application, "#/scripts/crm/run").sees("#request", "POST");
        page.script("const real = window.fetch; window.fetch = (...request) => { window.fetch = real;"
                    + " return new Promise(done => { window.release = () => done(new Response('{}', {status: 401})); }); };");
        page.type("#event", "{\"id\": 8}").isHolding().type("#event", "{\"id\": 9}").sees("#request", "/contacts/9");

        page.release();

        assertThat(page.has("#header .badge")).isFalse();
        assertThat(page.texts("#request")).first().asString().contains("/contacts/9");
    }
}
