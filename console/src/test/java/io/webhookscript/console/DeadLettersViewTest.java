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
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.webhookscript.store.DeadLetterFilter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/** The dead letters in a browser: found, sent again, watched, stopped and discarded. */
@Tag("slow")
class DeadLettersViewTest {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    private static Path folder;

    private static DeadLetterApplication application;

    private Page page;

    @BeforeAll
    static void start() throws Exception {
        application = new DeadLetterApplication(folder);
    }

    @BeforeEach
    void open() {
        page = new Page(CHROMIUM);
    }

    @AfterEach
    void clear() {
        assertThat(page.errors()).isEmpty();
        application.clear();
    }

    @AfterAll
    static void stop() throws Exception {
        application.close();
    }

    private Page open(String address) {
        return page.open(application.console, address);
    }

    private static Map<String, Long> left() {
        return application.letters().count(DeadLetterFilter.OPEN);
    }

    @Test
    void lettersAreFoundByEachFieldOfTheSearch() {
        String busy = application.fail("crm", 503, "busy");
        String unknown = application.fail("crm", 404, "no such contact");
        application.fail("billing", 503, "busy");
        open("#/dead-letters").sees("#count", "3 dead letters, the newest first.").sees("#header [aria-current]",
                "Dead letters");

        page.type("#script", "crm").sees("#count", "2 dead letters");
        page.choose("#outcome", "refused").sees("#count", "1 dead letter,").sees("#letters", unknown)
                .isAt("#/dead-letters?script=crm&outcome=refused");
        page.choose("#outcome", "").type("#status", "503").sees("#letters", busy).sees("#count", "1 dead letter,");
        page.type("#status", "").type("#text", "404").sees("#letters", unknown).sees("#count", "1 dead letter,");
        page.choose("#state", "again").sees("#count", "No dead letter matches.");
        open("#/dead-letters?state=all&until=2020-01-01T00:00:00Z").sees("#count", "No dead letter matches.");
        open("#/dead-letters?from=2020-01-01T00:00:00Z&status=404").sees("#letters", unknown).sees("#count", "1 dead letter,");
        page.click("#letters a.mono").isAt("#/dead-letters/" + unknown).sees("#letter", "refused").back()
                .sees("#count", "1 dead letter,");
    }

    /** A browser cannot express such a time, which a replay from Java or an address of the page may have. */
    @Test
    void aTimeThatIsFarAwayIsShownOrRejected() {
        String far = "+300000000-01-01T00:00:00Z";
        application.fail("crm", 503, "busy");
        application.letters().replay(DeadLetterFilter.OPEN.failedFrom(Instant.parse(far)));

        open("#/dead-letters").sees("#count", "1 dead letter,").sees("#replays", far);
        open("#/dead-letters?from=" + far.replace("+", "%2B")).sees("#notice", "expected a time such as").sees("#replays", far)
                .sees("#no-list", "The list could not be loaded.");
        open("#/dead-letters").sees("#count", "1 dead letter,").choose("#from", "12345-01-01T00:00")
                .sees("#notice", "expected a time such as");
        assertThat(page.value("#from")).isEqualTo("12345-01-01T00:00");
    }

    @Test
    void aLetterIsSentAgainFromItsPageAndSaysSo() {
        String id = application.fail("crm", 422, HOSTILE + " you sent " + DeadLetterApplication.SECRET);
        application.recovers();
        open("#/dead-letters/" + id).sees("h1", id).sees("#letter", "PUT " + application.receiver.url() + "/contacts/7")
                .sees("#letter .response", HOSTILE + " you sent ***crm***").sees("#letter table", "422")
                .sees("#letter", "It is not shown, because it may contain personal data.");

        page.click("[data-letters=replay]").sees("#dialog", "Send this dead letter again?").sees("#counts", "crm: 1")
                .click("#dialog-confirm").sees("#notice", "1 dead letter is being sent again.")
                .sees("#letter .facts", "sent again");

        Awaitility.await().until(() -> application.receiver.received().size() == 2);
        assertThat(page.has("#main img")).isFalse();
        assertThat(application.console.audit()).extracting(ConsoleAuditEvent::getAction).containsExactly("replay");
    }

    @Test
    void aFailedDeliveryLeadsToItsLetterWhichIsDiscardedFromThere() {
        String id = application.fail("crm", 503, "busy");
        open("#/deliveries?messageId=" + id).click("#deliveries a[aria-label='Dead letter of " + id + "']")
                .isAt("#/dead-letters/" + id).sees("#letter", "temporary");

        open("#/deliveries/" + id).sees("[data-message] .facts", "in the store open").sees("#letter-title", "open")
                .click("[data-letters=discard]").sees("#dialog", "Discard this dead letter?").click("#dialog-cancel");
        assertThat(left()).isEqualTo(Map.of("crm", 1L));
        page.click("[data-letters=discard]").click("#dialog-confirm").sees("#notice", "1 dead letter is discarded.")
                .seesNot("#letter-title").sees("[data-message] .facts", "sent to the dead-letter endpoint");

        assertThat(left()).isEmpty();
        open("#/dead-letters/" + id).sees("#none", "There is no dead letter for this message.");
    }

    @Test
    void tickedLettersAreDiscardedAndThoseThatCannotBeSentAreNamed() {
        List<String> letters = application.fail("crm", 3);
        open("#/dead-letters").sees("#count", "3 dead letters").click("[aria-label='Tick " + letters.get(0) + "']")
                .sees("#selection", "Send 1 ticked letter again").click("[aria-label='Tick all that are shown']")
                .sees("#selection", "Send 3 ticked letters again").click("[aria-label='Tick " + letters.get(2) + "']");
        application.letters().discard(letters.get(0));

        page.click("#selection [data-letters=discard]").sees("#dialog", "Discard 2 dead letters?").sees("#counts", "crm: 2")
                .click("#dialog-confirm").sees("#notice", "1 dead letter is discarded.")
                .sees(".refusal", letters.get(0) + ": there is no such dead letter").sees("#count", "1 dead letter,");

        assertThat(left()).isEqualTo(Map.of("crm", 1L));
        assertThat(page.texts("#letters a.mono")).containsExactly(letters.get(2));
    }

    @Test
    void aReplayOfAllThatMatchIsCountedWatchedAndStopped() {
        application.fail("crm", 14);
        application.fail("billing", 2);
        application.recovers();
        application.receiver.hold();
        open("#/dead-letters?script=crm").sees("#count", "14 dead letters").click("#selection [data-letters=replay]")
                .sees("#dialog", "Send 14 dead letters again?").sees("#counts", "crm: 14").click("#dialog-confirm")
                .sees("#notice", "with 14 dead letters").sees("#replays", "10 of 14 sent again: 10 in progress.")
                .sees("#replays", "Dead letters of crm, failed before ");

        page.sees("#count", "4 dead letters").click("#selection [data-letters=replay]")
                .sees("#dialog", "Send 4 dead letters again?")
                .click("#dialog-confirm").sees(".refusal", "is running and may select the same letters. It has sent 10 of 14");
        page.picture("console-dead-letters");
        page.click("#replays [data-stop]").sees("#notice", "is stopped").sees("#replays", "stopped");
        application.receiver.release();

        page.sees("#replays", "10 of 14 sent again: 10 delivered.");
        assertThat(left()).isEqualTo(Map.of("crm", 4L, "billing", 2L));
        page.choose("#state", "again").sees("#count", "10 dead letters").sees("#letters", "sent again");
    }

    @Test
    void everythingIsDoneWithTheKeyboard() {
        String id = application.fail("crm", 503, "busy");
        open("#/dead-letters").sees("#letters", id);
        page.script("document.querySelector('#selection button').focus()");

        page.press(Keys.TAB).press(Keys.TAB).press(Keys.TAB).press(Keys.SPACE).sees("#selection", "Send 1 ticked letter again");
        page.script("document.querySelector('#selection button').focus()");
        page.press(Keys.TAB).press(Keys.ENTER).sees("#dialog", "Discard this dead letter?");
        assertThat(page.focus()).isEqualTo("Cancel");
        page.press(Keys.ESCAPE).seesNot("#dialog[open]");
        assertThat(left()).isEqualTo(Map.of("crm", 1L));
        page.press(Keys.ENTER).press(Keys.TAB).press(Keys.ENTER).sees("#count", "There are no open dead letters.");
    }

    @Test
    void withoutAStoreTheViewSaysWhatToConfigure(@TempDir Path other) throws Exception {
        try (ConsoleApplication without = new ConsoleApplication(other).start()) {
            page.open(without, "#/dead-letters").sees("#none", "has no durable store")
                    .sees("#main", "camel.component.webhookscript.store = sqlite:data/webhooks.db");
            page.open(without, "#/dead-letters/msg_1").sees("#none", "has no durable store");
        }
    }

    @Test
    void aUserWhoOnlySeesHasNoButtons(@TempDir Path other) throws Exception {
        try (ConsoleApplication seeing
                = new ConsoleApplication(other).with("operate", "").withStore(other.resolve("letters.db"))
                        .script("crm", application.receiver).start()) {
            application.receiver.responds(422, "text/plain", "no");
            String id = seeing.send("crm", "{\"id\": 7}");
            page.open(seeing, "#/dead-letters").sees("#letters", id);
            assertThat(page.has("#selection, #letters input")).isFalse();
            page.open(seeing, "#/dead-letters/" + id).sees("#letter", "refused");
            assertThat(page.has("[data-letters]")).isFalse();
        }
    }
}
