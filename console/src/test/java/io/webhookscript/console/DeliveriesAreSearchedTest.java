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
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Deliveries are found in the delivery log by script, message id, outcome and time, page by page. */
class DeliveriesAreSearchedTest {

    private static final Instant NOW = Instant.now();

    @TempDir
    private Path folder;

    private ConsoleApplication application;

    @BeforeEach
    void startsWithSomeDeliveries() throws Exception {
        application = new ConsoleApplication(folder).start();
        DeliveryLog log = application.component().getDeliveryLog();
        log.add(delivery("crm", "msg_1", NOW.minus(Duration.ofHours(3)), Outcome.DELIVERED, 100));
        log.add(delivery("crm", "msg_2", NOW.minus(Duration.ofMinutes(30)), Outcome.DELIVERED, 10));
        log.add(delivery("crm", "msg_3", NOW.minus(Duration.ofMinutes(30)), Outcome.REFUSED, 30));
        log.add(delivery("billing", "msg_4", NOW.minus(Duration.ofMinutes(5)), Outcome.DELIVERED, 20));
    }

    @AfterEach
    void stops() {
        application.close();
    }

    @Test
    void theNewestDeliveryIsTheFirst() throws Exception {
        assertThat(found("")).isEqualTo("msg_4,msg_3,msg_2,msg_1");
    }

    @Test
    void eachFilterNarrowsTheSearch() throws Exception {
        assertThat(found("script=crm&outcome=delivered")).isEqualTo("msg_2,msg_1");
        assertThat(found("messageId=msg_3")).isEqualTo("msg_3");
        assertThat(found("from=" + NOW.minus(Duration.ofHours(1)) + "&until=" + NOW.minus(Duration.ofMinutes(10))))
                .isEqualTo("msg_3,msg_2");
        assertThat(application.get("api/deliveries?from=yesterday").code()).isEqualTo("bad-request");
        assertThat(application.get("api/deliveries?outcome=nice").code()).isEqualTo("bad-request");
    }

    @Test
    void aPageLeadsToTheNext() throws Exception {
        JsonNode first = application.get("api/deliveries?limit=3").json();
        JsonNode second = application.get("api/deliveries?limit=3&before=" + first.path("next").asText()).json();

        assertThat(first.path("next").isTextual()).isTrue();
        assertThat(second.path("deliveries").findValuesAsText("messageId")).containsExactly("msg_1");
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void aDeliveryShowsItsAttempts() throws Exception {
        JsonNode delivery = application.get("api/deliveries?messageId=msg_3").json().path("deliveries").path(0);

        assertThat(delivery.path("script").asText()).isEqualTo("crm");
        assertThat(delivery.path("outcome").asText()).isEqualTo("refused");
        assertThat(delivery.path("status").asInt()).isEqualTo(422);
        assertThat(delivery.path("reason").asText()).isEqualTo("the receiver refused it");
        assertThat(delivery.path("url").asText()).isEqualTo("https://a.example.com/7");
        assertThat(delivery.path("response").asText()).isEqualTo("{\"error\": \"<b>\"}");
        assertThat(delivery.path("deadLettered").asBoolean()).isTrue();
        assertThat(delivery.at("/lastAttempts/0/millis").asLong()).isEqualTo(30);
        assertThat(Instant.parse(delivery.at("/lastAttempts/0/at").asText())).isBefore(NOW);
    }

    @Test
    void aSummaryCountsTheOutcomesAndTheTimes() throws Exception {
        JsonNode hour = application.get("api/deliveries/summary?hours=1").json();
        JsonNode day = application.get("api/deliveries/summary?hours=24&script=crm").json();

        assertThat(hour.path("step").asInt()).isEqualTo(60);
        assertThat(hour.path("complete").asBoolean()).isTrue();
        assertThat(hour.path("buckets")).hasSize(2);
        assertThat(hour.at("/buckets/0/outcomes/delivered").asInt()).isEqualTo(1);
        assertThat(hour.at("/buckets/0/outcomes/refused").asInt()).isEqualTo(1);
        assertThat(hour.at("/buckets/0/median").asInt()).isEqualTo(10);
        assertThat(hour.at("/buckets/0/p95").asInt()).isEqualTo(30);
        assertThat(day.path("buckets")).hasSize(2);
        assertThat(application.get("api/deliveries/summary?hours=2").code()).isEqualTo("bad-request");
    }

    @Test
    void withoutALogTheErrorSaysSo() throws Exception {
        application.component().setDeliveryLog(null);

        assertThat(application.get("api/deliveries").code()).isEqualTo("no-delivery-log");
        assertThat(application.get("api/session").json().path("deliveryLog").asBoolean()).isFalse();
    }

    private String found(String query) throws Exception {
        return String.join(",",
                application.get("api/deliveries?" + query).json().path("deliveries").findValuesAsText("messageId"));
    }

    private static LoggedDelivery delivery(String script, String id, Instant ended, Outcome outcome, long millis) {
        boolean failed = outcome != Outcome.DELIVERED;
        int status = failed ? 422 : 200;
        String reason = failed ? "the receiver refused it" : "";
        return new LoggedDelivery(
                new ScriptIdentity(script, "0123456789ab", null), new Message(id, null, null), ended.minusMillis(millis), ended,
                new DeliveryResult(outcome, status, reason),
                new Attempts(
                        1, List.of(new AttemptRecord(ended.minusMillis(millis), millis, outcome, status, reason)), "PUT",
                        "https://a.example.com/7", failed ? "{\"error\": \"<b>\"}" : ""),
                failed, null);
    }
}
