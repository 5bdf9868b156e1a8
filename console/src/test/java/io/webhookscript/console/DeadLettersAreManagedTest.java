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
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.webhookscript.store.DeadLetterFilter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Dead letters are found, sent again and discarded: some by their ids, or all that match a filter and were counted. */
@Tag("slow")
class DeadLettersAreManagedTest {

    @TempDir
    private static Path folder;

    private static DeadLetterApplication application;

    @BeforeAll
    static void start() throws Exception {
        application = new DeadLetterApplication(folder);
    }

    @AfterEach
    void clear() {
        application.clear();
    }

    @AfterAll
    static void stop() throws Exception {
        application.close();
    }

    private static RawHttp.Response get(String path) throws Exception {
        return application.console.get("api/dead-letters" + path);
    }

    private static RawHttp.Response post(String path, Object body) throws Exception {
        return application.console.post("api/dead-letters/" + path, body);
    }

    private static String found(String query) throws Exception {
        return String.join(",", get("?" + query).json().path("letters").findValuesAsText("messageId"));
    }

    @Test
    void theNewestLetterIsTheFirstAndEachFilterNarrowsTheSearch() throws Exception {
        String busy = application.fail("crm", 503, "busy");
        String unknown = application.fail("crm", 404, "no such contact");
        String other = application.fail("billing", 503, "busy");

        assertThat(found("")).isEqualTo(other + "," + unknown + "," + busy);
        assertThat(found("script=crm&outcome=temporary")).isEqualTo(busy);
        assertThat(found("status=404")).isEqualTo(unknown);
        assertThat(found("text=404")).isEqualTo(unknown);
        assertThat(found("text=%25")).isEmpty();
        assertThat(found("messageId=" + other)).isEqualTo(other);
        assertThat(found("from=" + Instant.now().plusSeconds(60))).isEmpty();
        assertThat(found("until=" + Instant.now().plusSeconds(60) + "&script=billing")).isEqualTo(other);
        assertThat(found("replayed=true")).isEmpty();
        assertThat(found("replayed=false&script=billing")).isEqualTo(other);
    }

    @Test
    void aPageLeadsToTheNext() throws Exception {
        List<String> letters = application.fail("crm", 3);

        JsonNode first = get("?limit=2").json();
        JsonNode second = get("?limit=2&before=" + first.path("next").asText()).json();

        assertThat(first.path("letters").findValuesAsText("messageId")).containsExactly(letters.get(2), letters.get(1));
        assertThat(first.path("next").isTextual()).isTrue();
        assertThat(second.path("letters").findValuesAsText("messageId")).containsExactly(letters.get(0));
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void aLetterShowsItsRequestItsResponseAndItsAttemptsButNotItsEvent() throws Exception {
        String id = application.fail("crm", 422, "you sent " + DeadLetterApplication.SECRET);

        RawHttp.Response response = get("/letter?messageId=" + id);

        JsonNode letter = response.json();
        assertThat(letter.path("script").asText()).isEqualTo("crm");
        assertThat(letter.path("outcome").asText()).isEqualTo("refused");
        assertThat(letter.path("status").asInt()).isEqualTo(422);
        assertThat(letter.path("state").asText()).isEqualTo("open");
        assertThat(letter.path("replays").asInt()).isZero();
        assertThat(letter.at("/request/method").asText()).isEqualTo("PUT");
        assertThat(letter.at("/request/url").asText()).endsWith("/contacts/7");
        assertThat(letter.at("/response/body").asText()).isEqualTo("you sent ***crm***");
        assertThat(letter.at("/response/headers").toString()).containsIgnoringCase("content-type");
        assertThat(letter.at("/attempts/0/status").asInt()).isEqualTo(422);
        assertThat(letter.path("version").asText()).hasSize(12);
        assertThat(response.text()).doesNotContain(DeadLetterApplication.SECRET).doesNotContain("ada@example.com");
        assertThat(get("?").text()).contains(id).doesNotContain("ada@example.com");
    }

    @Test
    void oneLetterIsSentAgainAndSaysSoAfterwards() throws Exception {
        String id = application.fail("crm", 503, "busy");
        application.recovers();
        application.receiver.hold();

        JsonNode sent = post("replay", Map.of("messageIds", List.of(id))).json();

        assertThat(sent.path("changed").toString()).isEqualTo("[\"" + id + "\"]");
        assertThat(sent.path("unchanged")).isEmpty();
        assertThat(get("/letter?messageId=" + id).json().path("state").asText()).isEqualTo("waiting");
        assertThat(post("replay", Map.of("messageIds", List.of(id))).json().at("/unchanged/0/reason").asText())
                .isEqualTo("it is already being sent again");
        application.receiver.release();
        Awaitility.await().untilAsserted(() -> assertThat(get("/letter?messageId=" + id).json().path("state").asText())
                .isEqualTo("delivered"));
        JsonNode letter = get("?replayed=true").json().at("/letters/0");
        assertThat(letter.path("messageId").asText()).isEqualTo(id);
        assertThat(Instant.parse(letter.path("replayedAt").asText())).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(letter.path("replays").asInt()).isEqualTo(1);
        assertThat(application.receiver.received()).hasSize(2).containsOnly(application.receiver.received().get(0));
        assertThat(application.console.audit()).extracting(ConsoleAuditEvent::toString)
                .containsExactly("console: user local: replay script crm (message " + id + ")");
    }

    @Test
    void someLettersAreDiscardedAndTheOthersStay() throws Exception {
        List<String> letters = application.fail("crm", 3);

        JsonNode done = post("discard", Map.of("messageIds", List.of(letters.get(0), "msg_0", letters.get(2)))).json();

        assertThat(done.path("changed")).hasSize(2);
        assertThat(done.at("/unchanged/0/messageId").asText()).isEqualTo("msg_0");
        assertThat(done.at("/unchanged/0/reason").asText()).isEqualTo("there is no such dead letter");
        assertThat(found("")).isEqualTo(letters.get(1));
        assertThat(get("/letter?messageId=" + letters.get(0)).code()).isEqualTo("no-letter");
        assertThat(application.console.audit()).extracting(ConsoleAuditEvent::getDetail)
                .containsExactly("message " + letters.get(0), "message " + letters.get(2));
    }

    @Test
    void aLetterWhoseScriptCannotSendIsNamedAndTheOthersAreSent() throws Exception {
        String stopped = application.fail("billing", 503, "busy");
        String sent = application.fail("crm", 503, "busy");
        application.recovers();
        application.console.component().scripts().stop("billing", true);
        try {
            JsonNode done = post("replay", Map.of("messageIds", List.of(stopped, sent))).json();

            assertThat(done.path("changed").toString()).isEqualTo("[\"" + sent + "\"]");
            assertThat(done.at("/unchanged/0/reason").asText()).contains("'billing' cannot send now: the script is stopped");
            RawHttp.Response all = post("replay", Map.of("filter", Map.of("replayed", false), "count", 9));
            assertThat(all.code()).isEqualTo("replay-refused");
            assertThat(all.text()).contains("'billing' cannot send now");
        } finally {
            application.console.component().scripts().start("billing");
        }
    }

    @Test
    void aSelectionIsCountedThenSentAgain() throws Exception {
        application.fail("crm", 4);
        application.fail("billing", 1);
        JsonNode count = get("/count?action=replay&outcome=temporary").json();
        application.fail("crm", 1);
        application.recovers();

        RawHttp.Response begun = post("replay", Map.of(
                "filter", Map.of("outcome", "temporary", "until", count.path("until").asText(), "text", "503"), "count", 5));

        assertThat(count.path("count").asInt()).isEqualTo(5);
        assertThat(count.path("scripts").toString()).isEqualTo("{\"billing\":1,\"crm\":4}");
        assertThat(begun.json().path("selected").asInt()).isEqualTo(5);
        String id = begun.json().path("id").asText();
        application.awaitEnd(id);
        JsonNode replay = get("/replays").json().at("/replays/0");
        assertThat(replay.path("id").asText()).isEqualTo(id);
        assertThat(replay.path("state").asText()).isEqualTo("completed");
        assertThat(replay.path("delivered").asInt()).isEqualTo(5);
        assertThat(application.letters().count(DeadLetterFilter.OPEN)).isEqualTo(Map.of("crm", 1L));
        assertThat(application.console.audit()).singleElement().asString()
                .startsWith("console: user local: replay (5 dead letters: outcome=temporary, until=")
                .endsWith("text=…, replayed=false, " + id + ")");
    }

    @Test
    void aSelectionThatHasBecomeLargerThanWhatWasConfirmedIsNotChanged() throws Exception {
        application.fail("crm", 3);

        for (String action : List.of("replay", "discard")) {
            RawHttp.Response response = post(action, Map.of("filter", Map.of("script", "crm"), "count", 2));

            assertThat(response.code()).isEqualTo("changed");
            assertThat(response.json().at("/error/count").asInt()).isEqualTo(3);
            assertThat(post(action, Map.of("filter", Map.of("script", "crm"))).code()).isEqualTo("not-confirmed");
        }
        assertThat(application.letters().count(DeadLetterFilter.OPEN)).isEqualTo(Map.of("crm", 3L));
        assertThat(application.console.audit()).isEmpty();
    }

    @Test
    void aSelectionIsDiscarded() throws Exception {
        application.fail("crm", 3);
        application.fail("billing", 2);

        assertThat(get("/count?action=discard&script=crm").json().path("count").asInt()).isEqualTo(3);
        assertThat(post("discard", Map.of("filter", Map.of("script", "crm"), "count", 3)).json().path("discarded").asInt())
                .isEqualTo(3);

        assertThat(application.letters().count(DeadLetterFilter.ALL)).isEqualTo(Map.of("billing", 2L));
        assertThat(application.console.audit()).extracting(ConsoleAuditEvent::toString)
                .containsExactly("console: user local: discard script crm (3 dead letters: script=crm)");
    }

    @Test
    void aSecondReplayOfTheSameLettersIsRefusedByNameUntilTheFirstIsStopped() throws Exception {
        application.fail("crm", 14);
        application.recovers();
        application.receiver.hold();
        Map<String, Object> selection = Map.of("filter", Map.of("script", "crm"), "count", 14);
        String id = post("replay", selection).json().path("id").asText();
        Awaitility.await().until(() -> application.replay(id).counts().accepted() == 10);

        RawHttp.Response second = post("replay", selection);

        assertThat(second.code()).isEqualTo("replay-refused");
        assertThat(second.json().at("/error/message").asText())
                .contains(
                        id + " (script=crm, replayed=false) is running and may select the same letters. It has sent 10 of 14");
        assertThat(post("stop", Map.of("id", id)).json().path("state").asText()).isEqualTo("stopped");
        application.receiver.release();
        application.awaitEnd(id);
        assertThat(application.replay(id).counts().delivered()).isEqualTo(10);
        assertThat(application.letters().count(DeadLetterFilter.OPEN)).isEqualTo(Map.of("crm", 4L));
        assertThat(application.console.audit()).extracting(ConsoleAuditEvent::getAction).containsExactly("replay",
                "stop-replay");
    }

    @Test
    void aFailedDeliverySaysWhatBecameOfItsDeadLetter() throws Exception {
        String id = application.fail("crm", 503, "busy");
        String path = "api/deliveries?messageId=" + id;
        assertThat(application.console.get(path).json().at("/deliveries/0/deadLetter").asText()).isEqualTo("open");

        application.recovers();
        post("replay", Map.of("messageIds", List.of(id)));
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                application.console.get(path).json().path("deliveries").findValuesAsText("deadLetter"))
                .containsExactly("null", "delivered"));
        post("discard", Map.of("messageIds", List.of(id)));
        assertThat(application.console.get(path).json().path("deliveries").findValuesAsText("deadLetter"))
                .containsExactly("null", "null");
    }

    @Test
    void theSessionSaysWhetherThereIsAStore() throws Exception {
        assertThat(application.console.get("api/session").json().path("deadLetters").asBoolean()).isTrue();
        assertThat(application.console.get("api/session").json().path("maxLetters").asInt()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/letter?messageId=msg_1", "/count?action=replay", "/replays" })
    void withoutAStoreTheErrorSaysSo(String path, @TempDir Path other) throws Exception {
        try (ConsoleApplication without = new ConsoleApplication(other).start()) {
            assertThat(without.get("api/dead-letters" + path).code()).isEqualTo("no-store");
            assertThat(without.get("api/session").json().path("deadLetters").asBoolean()).isFalse();
            assertThat(without.post("api/dead-letters/replay", Map.of("messageIds", List.of("msg_1"))).code())
                    .isEqualTo("no-store");
        }
    }
}
