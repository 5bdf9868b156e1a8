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
import java.util.ArrayList;
import java.util.List;

import io.webhookscript.delivery.report.AttemptRecord;
import io.webhookscript.delivery.report.DeliveryResult;
import io.webhookscript.deliverylog.DeliveryLog;
import io.webhookscript.deliverylog.LoggedDelivery;
import io.webhookscript.deliverylog.LoggedDelivery.Attempts;
import io.webhookscript.deliverylog.LoggedDelivery.Message;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.ScriptIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The search in the delivery log in a browser. */
@Tag("slow")
class DeliveriesViewTest {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    private Path folder;

    private ConsoleApplication application;
    private DeliveryLog log;
    private Page page;

    @BeforeEach
    void start() throws Exception {
        application = new ConsoleApplication(folder).start();
        log = application.component().getDeliveryLog();
        page = new Page(CHROMIUM);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    /** A delivery that ended some seconds ago, and took two seconds and two attempts. */
    private static LoggedDelivery delivery(String script, String id, Outcome outcome, int secondsAgo) {
        Instant ended = Instant.now().minusSeconds(secondsAgo);
        List<AttemptRecord> attempts = new ArrayList<>();
        attempts.add(new AttemptRecord(
                ended.minusMillis(2000), 40, Outcome.TEMPORARY, 503, "the receiver responded with 503"));
        attempts.add(
                new AttemptRecord(ended.minusMillis(60), 60, outcome, 422, outcome.succeeded() ? "" : HOSTILE));
        return new LoggedDelivery(
                new ScriptIdentity(script, "0123456789ab", "acme"), new Message(id, null, null), ended.minusMillis(2000), ended,
                new DeliveryResult(outcome, 422, outcome.succeeded() ? "" : HOSTILE),
                new Attempts(
                        2, attempts, "PUT", "https://crm.example.com/7",
                        outcome.succeeded() ? "" : "{\"error\": \"" + HOSTILE + "\"}"),
                !outcome.succeeded(), null);
    }

    @Test
    void aDeliveryIsFoundByItsMessageId() {
        log.add(delivery("crm", "msg_one", Outcome.DELIVERED, 10));
        log.add(delivery("crm", "msg_two", Outcome.REFUSED, 5));
        page.open(application, "#/deliveries").sees("#count", "2 deliveries");

        page.type("#messageId", "msg_two").sees("#count", "1 delivery").isAt("#/deliveries?messageId=msg_two");
        page.click("#deliveries a.mono").isAt("#/deliveries/msg_two").sees("[data-message=msg_two]", "refused");
        page.sees("[data-message=msg_two]", "1.9 s after status 503")
                .sees("[data-message=msg_two]", "PUT https://crm.example.com/7")
                .sees("[data-message=msg_two] .response", HOSTILE)
                .sees("[data-message=msg_two]", "sent to the dead-letter endpoint");
        page.back().sees("#count", "1 delivery").back();

        assertThat(page.has("#main img")).isFalse();
        assertThat(page.errors()).isEmpty();
    }

    @Test
    void theLogIsSearchedByScriptOutcomeAndTime() {
        log.add(delivery("crm", "msg_1", Outcome.DELIVERED, 7200));
        log.add(delivery("crm", "msg_2", Outcome.REFUSED, 10));
        log.add(delivery("billing", "msg_3", Outcome.REFUSED, 5));
        page.open(application, "#/deliveries?script=crm").sees("#count", "2 deliveries");

        page.choose("#outcome", "refused").sees("#count", "1 delivery").sees("#deliveries", "msg_2")
                .isAt("#/deliveries?script=crm&outcome=refused");
        page.open(application, "#/deliveries?from=" + Instant.now().minusSeconds(3600)).sees("#count", "2 deliveries");
        page.open(application, "#/deliveries?until=" + Instant.now().minusSeconds(3600)).sees("#deliveries", "msg_1")
                .sees("#count", "1 delivery");
        page.open(application, "#/deliveries?messageId=nobody").sees("#count", "No delivery matches.");
    }

    @Test
    void newDeliveriesAppearAndOldOnesFollowOnRequest() {
        for (int i = 0; i < 60; i++) {
            log.add(delivery("crm", "msg_" + i, Outcome.DELIVERED, 100 - i));
        }
        page.open(application, "#/deliveries").sees("#count", "50 deliveries");
        log.add(delivery("crm", "msg_new", Outcome.DELIVERED, 0));

        page.sees("#deliveries", "msg_new").click("#more").sees("#count", "61 deliveries").sees("#deliveries", "msg_0")
                .seesNot("#more");
    }

    @Test
    void theChartCountsTheLastHourAndTheLastDay() {
        log.add(delivery("crm", "msg_1", Outcome.DELIVERED, 7200));
        log.add(delivery("crm", "msg_2", Outcome.REFUSED, 600));
        log.add(delivery("crm", "msg_3", Outcome.DELIVERED, 300));
        log.add(delivery("billing", "msg_4", Outcome.DELIVERED, 300));

        page.open(application, "#/deliveries").sees("#summary", "3 deliveries, 2 delivered, 1 failed.");
        assertThat(page.count(".chart rect.delivered")).isEqualTo(1);
        assertThat(page.count(".chart rect.failed")).isEqualTo(1);
        page.click("[data-hours='24']").sees("#summary", "4 deliveries, 3 delivered, 1 failed.").isAt("#/deliveries?hours=24");
        page.type("#script", "crm").sees("#summary", "3 deliveries, 2 delivered, 1 failed.");
        page.click(".panel summary").sees(".panel table", "1 refused").sees(".panel table", "2.0 s");
    }

    @Test
    void timesAreInTheZoneOfTheViewer() {
        log.add(delivery("crm", "msg_1", Outcome.DELIVERED, 10));
        page.zone("Asia/Tokyo").open(application, "#/deliveries").sees("#header", "times in Asia/Tokyo");

        Object shown = page.script("return new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'medium',"
                                   + " timeZone: 'Asia/Tokyo'}).format(new Date(document.querySelector('#deliveries time').dateTime))");
        page.sees("#deliveries time", String.valueOf(shown));

        assertThat(page.evaluate("(await import(base + 'time.js')).instantOf('2024-06-18T10:00')"))
                .isEqualTo("2024-06-18T01:00:00.000Z");
        page.zone("UTC");
    }

    @Test
    void aMessageThatIsNotInTheLogIsExplained() {
        page.open(application, "#/deliveries/" + "msg_%3Cb%3E").sees("#none", "has no delivery of this message").sees("h1",
                "msg_<b>");
    }
}
