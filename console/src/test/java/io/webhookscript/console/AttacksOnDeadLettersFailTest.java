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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.console.access.Role;
import io.webhookscript.console.web.ConsoleRequest;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.store.DeadLetterFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nobody sees, sends or discards dead letters whom the operator has not permitted it, and no value selects too many.
 */
@Tag("slow")
class AttacksOnDeadLettersFailTest {

    private static final String HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static DeadLetterApplication application;

    private static String letter;
    private static String hostile;

    @BeforeAll
    static void start() throws Exception {
        application = new DeadLetterApplication(folder);
        letter = application.fail("crm", 503, "busy");
        hostile = application.fail("crm", 422, HOSTILE + " you sent " + DeadLetterApplication.SECRET);
        application.recovers();
        application.receiver.received().clear();
    }

    /** After each attack the letters are as they were. */
    @AfterEach
    void changedNothing() {
        assertThat(application.letters().count(DeadLetterFilter.OPEN)).isEqualTo(Map.of("crm", 2L));
        assertThat(application.receiver.received()).isEmpty();
        assertThat(application.console.audit()).extracting(ConsoleAuditEvent::getAction).allMatch("refused"::equals);
        application.console.audit().clear();
    }

    @AfterAll
    static void stop() throws Exception {
        application.close();
    }

    private RawHttp.Response get(String path) throws Exception {
        return application.console.get("api/dead-letters" + path);
    }

    private RawHttp.Response post(String path, String body) throws Exception {
        return application.console.http().post(ConsoleApplication.BASE + "api/dead-letters/" + path, body);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "msg_1", "../crm", "' OR 1=1 --", "%25", "_", "*", "%00", "%ED%A0%80", "null", "msg_%0d%0aSet-Cookie:a=b",
            "$%7Bjndi:ldap://127.0.0.1/a%7D" })
    void aGuessedIdFindsNothing(String id) throws Exception {
        RawHttp.Response response = get("/letter?messageId=" + id.replace(" ", "%20"));

        assertThat(response.code()).isEqualTo("no-letter");
        assertThat(response.headers()).doesNotContainKey("set-cookie");
        assertThat(get("?messageId=" + id.replace(" ", "%20")).json().path("letters")).isEmpty();
        String body = JSON.writeValueAsString(Map.of("messageIds", List.of(id)));
        assertThat(post("replay", body).json().path("changed")).isEmpty();
        assertThat(post("discard", body).json().path("changed")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "replay  | {\"messageIds\": [\"ID\"]}",
            "discard | {\"messageIds\": [\"ID\"]}",
            "replay  | {\"filter\": {\"replayed\": false}, \"count\": 9}",
            "discard | {\"filter\": {\"replayed\": false}, \"count\": 9}",
            "discard | {\"filter\": {\"replayed\": false}, \"count\": 9, \"roles\": [\"operate\"], \"user\": \"carl\"}",
            "stop    | {\"id\": \"replay-1\"}" })
    void aRoleThatOnlySeesChangesNothing(String action, String body) throws Exception {
        ConsoleHandler handler = application.console.handler(
                Map.of(Role.VIEW, "anna, bob, dora", Role.TRY, "bob", Role.OPERATE, "carl", Role.EDIT, "dora"));
        for (String user : List.of("anna", "bob", "dora")) {
            ConsoleResponse response = handler.handle(new ConsoleRequest(
                    "POST", "api/dead-letters/" + action, null,
                    Map.of("Host", "localhost:8080", "Content-Type", "application/json", "X-User", "carl", "X-Role", "operate"),
                    body.replace("ID", letter).getBytes(StandardCharsets.UTF_8), user));

            assertThat(response.status()).as(user).isEqualTo(403);
            assertThat(JSON.readTree(response.body()).at("/error/role").asText()).isEqualTo("operate");
        }
        assertThat(application.console.audit()).extracting(ConsoleAuditEvent::getUser).containsExactly("anna", "bob", "dora");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/letter?messageId=msg_1", "/count?action=discard", "/replays" })
    void aUserWithoutARoleSeesNothing(String path) throws Exception {
        ConsoleHandler handler = application.console.handler(Map.of(Role.VIEW, "anna", Role.OPERATE, "carl"));
        String[] parts = path.split("\\?", -1);

        ConsoleResponse response = handler.handle(new ConsoleRequest(
                "GET", "api/dead-letters" + parts[0], parts.length > 1 ? parts[1] : null, Map.of("Host", "localhost:8080"),
                new byte[0], "eve"));

        assertThat(response.status()).isEqualTo(403);
    }

    @Test
    void aReasonAndAResponseAreNeverHtml() throws Exception {
        for (String path : List.of("", "/letter?messageId=" + hostile,
                "?text=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8))) {
            RawHttp.Response response = get(path);

            assertThat(response.header("content-type")).isEqualTo("application/json; charset=utf-8");
            assertThat(response.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(response.header("content-security-policy")).startsWith("default-src 'none';");
            assertThat(response.header("cache-control")).isEqualTo("no-store");
        }
        assertThat(get("/letter?messageId=" + hostile).text()).contains("onerror");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "?scrpt=crm", "?limit=0", "?limit=201", "?before=-1", "?before=9223372036854775808", "?status=x",
            "?status=99999999999", "?outcome=delivered", "?outcome=%3Cscript%3E", "?from=yesterday",
            "?until=+1000000000-12-31T23:59:59Z",
            "?until=%2B1000000000-12-31T23:59:59Z", "?from=-1000000000-01-01T00:00:00Z", "?replayed=maybe",
            "?script=crm&script=billing", "/count", "/count?action=purge", "/count?action=replay&limit=1", "/letter",
            "/letter?messageId=a&script=crm",
            "/letter?id=a" })
    void aParameterThatIsUnknownOrHasAWrongFormIsRefused(String path) throws Exception {
        assertThat(get(path).code()).isEqualTo("bad-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{}", "[]", "{\"messageIds\": []}", "{\"messageIds\": \"ID\"}", "{\"messageIds\": [7]}", "{\"messageIds\": [null]}",
            "{\"messageIds\": [\"\"]}", "{\"messageIds\": [\"ID\", \"ID\"]}", "{\"messageIds\": {\"0\": \"ID\"}}",
            "{\"messageIds\": [\"ID\"], \"force\": true}", "{\"messageIds\": [\"ID\"], \"filter\": {\"script\": \"crm\"}}",
            "{\"messageIds\": [\"ID\"], \"count\": 1}", "{\"count\": 9}", "{\"filter\": {}, \"count\": 9}",
            "{\"filter\": {\"script\": \"\"}, \"count\": 9}", "{\"filter\": {\"scrpt\": \"x\"}, \"count\": 9}",
            "{\"filter\": {\"script\": null}, \"count\": 9}", "{\"filter\": {\"script\": [\"crm\"]}, \"count\": 9}",
            "{\"filter\": {\"limit\": 1, \"replayed\": false}, \"count\": 9}", "{\"filter\": [], \"count\": 9}",
            "{\"filter\": {\"replayed\": false}, \"count\": \"9\"}", "{\"filter\": {\"replayed\": false}, \"count\": -1}",
            "{\"filter\": {\"replayed\": false}, \"count\": 1e30}", "{\"filter\": {\"replayed\": false}, \"count\": 9.5}",
            "{\"filter\": {\"until\": \"+1000000000-12-31T23:59:59Z\"}, \"count\": 9}" })
    void aSelectionThatIsUnknownOrHasAWrongFormChangesNothing(String body) throws Exception {
        for (String action : List.of("replay", "discard")) {
            assertThat(post(action, body.replace("ID", letter)).code()).isEqualTo("bad-request");
        }
    }

    @Test
    void anOversizeSelectionIsRefused() throws Exception {
        String tooMany = JSON.writeValueAsString(Map.of(
                "messageIds", IntStream.range(0, 101).mapToObj(i -> "msg_" + i).toList()));
        String million = "{\"messageIds\": [" + "\"a\",".repeat(900_000) + "\"b\"]}";
        String longId = JSON.writeValueAsString(Map.of("messageIds", List.of("x".repeat(2_501))));
        String longText = JSON.writeValueAsString(Map.of("filter", Map.of("text", "x".repeat(2_501)), "count", 9));

        for (String action : List.of("replay", "discard")) {
            for (String body : List.of(tooMany, million, longId, longText)) {
                assertThat(post(action, body).code()).isEqualTo("too-large");
            }
            assertThat(post(action, "{\"messageIds\": [\"" + "x".repeat(5_000_000) + "\"]}").status()).isEqualTo(413);
        }
        assertThat(get("?text=" + "x".repeat(2_501)).code()).isEqualTo("too-large");
        assertThat(get("/letter?messageId=" + "x".repeat(2_501)).code()).isEqualTo("too-large");
        assertThat(post("stop", "{\"id\": \"" + "x".repeat(2_501) + "\"}").code()).isEqualTo("too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"id\": \"replay-0\"}", "{\"id\": \"../replay-1\"}", "{\"id\": \"\\ud800\"}" })
    void aReplayThatIsGuessedIsNotStopped(String body) throws Exception {
        assertThat(post("stop", body).code()).isEqualTo("not-found");
        assertThat(post("stop", body.replace("}", ", \"force\": true}")).code()).isEqualTo("bad-request");
        assertThat(post("stop", "{}").code()).isEqualTo("bad-request");
    }

    @Test
    void aPageOfAnotherSiteChangesNothing() throws Exception {
        String path = ConsoleApplication.BASE + "api/dead-letters/discard";
        String body = "{\"filter\": {\"replayed\": false}, \"count\": 9}";
        RawHttp http = application.console.http();

        assertThat(http.send("POST", path, Map.of("Content-Type", "text/plain"), body).code()).isEqualTo("not-json");
        assertThat(http.send("POST", path, Map.of("Origin", "https://evil.example.com"), body).code()).isEqualTo("cross-site");
        assertThat(http.send("POST", path, Map.of("Sec-Fetch-Site", "same-site"), body).code()).isEqualTo("cross-site");
        assertThat(http.send("POST", path, Map.of("Host", "evil.example.com"), body).status()).isEqualTo(421);
        assertThat(http.send("GET", path, Map.of(), "").status()).isEqualTo(405);
        assertThat(http.send("DELETE", ConsoleApplication.BASE + "api/dead-letters", Map.of(), "{}").status()).isEqualTo(405);
    }

    @Test
    void aFilterForgesNoLineOfTheAuditLog() throws Exception {
        String script = "x\nconsole: user admin: discard (everything)\u001b[2J";

        RawHttp.Response done
                = post("discard", JSON.writeValueAsString(Map.of("filter", Map.of("script", script), "count", 0)));

        assertThat(done.json().path("discarded").asInt()).isZero();
        assertThat(application.console.audit()).singleElement().asString().doesNotContain("\n").doesNotContain("\u001b");
        application.console.audit().clear();
    }

    @Test
    void noResponseHoldsASecretOrTheEvent() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String path : List.of("", "/letter?messageId=" + hostile, "/count?action=replay", "/replays", "?text=you")) {
            all.append(get(path).text());
        }
        all.append(application.console.get("api/deliveries?messageId=" + hostile).text());

        JsonNode shown = get("/letter?messageId=" + hostile).json();
        assertThat(shown.has("event")).isFalse();
        assertThat(shown.has("context")).isFalse();
        assertThat(all.toString()).contains(hostile).doesNotContain(DeadLetterApplication.SECRET)
                .doesNotContain("ada@example.com");
    }
}
