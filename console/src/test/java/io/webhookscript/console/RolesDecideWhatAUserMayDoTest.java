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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webhookscript.console.access.Role;
import io.webhookscript.console.web.ConsoleRequest;
import io.webhookscript.console.web.ConsoleResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each request needs its role, and a user has exactly the roles that the operator has given. */
class RolesDecideWhatAUserMayDoTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private ReceiverOnLoopback receiver;
    private ConsoleApplication application;
    private ConsoleHandler handler;

    @BeforeEach
    void starts() throws Exception {
        receiver = new ReceiverOnLoopback();
        application = new ConsoleApplication(folder).script("crm", receiver).start();
        handler = application.handler(Map.of(
                Role.VIEW, "anna, bob, carl, dora", Role.TRY, "bob", Role.OPERATE, "carl", Role.EDIT, "dora"));
    }

    @AfterEach
    void stops() {
        application.close();
        receiver.close();
    }

    @ParameterizedTest
    @CsvSource({ "anna, view", "bob, view try", "carl, view operate", "dora, view edit" })
    void aSessionShowsTheRolesOfItsUser(String user, String roles) throws Exception {
        JsonNode session = body(send(user, "GET", "api/session", "", Map.of()));

        assertThat(session.path("user").asText()).isEqualTo(user);
        assertThat(session.path("authenticated").asBoolean()).isTrue();
        assertThat(session.path("roles").toString()).isEqualTo("[\"" + roles.replace(" ", "\",\"") + "\"]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "anna,bob,carl,dora | GET    | api/scripts              | ",
            "anna,bob,carl,dora | GET    | api/scripts/crm/source   | ",
            "anna,bob,carl,dora | GET    | api/deliveries           | ",
            "anna,bob,carl,dora | POST   | api/check                | {\"name\": \"crm\", \"source\": \"a\"}",
            "bob                | POST   | api/dry-run              | {\"name\": \"crm\", \"event\": \"{}\"}",
            "bob                | POST   | api/run                  | {\"name\": \"crm\", \"version\": \"0\"}",
            "carl               | POST   | api/scripts/crm/suspend  | {}",
            "carl               | POST   | api/scripts/crm/resume   | {}",
            "carl               | POST   | api/scripts/crm/stop     | {}",
            "carl               | POST   | api/scripts/crm/start    | {}",
            "dora               | GET    | api/templates            | ",
            "dora               | POST   | api/drafts               | {\"name\": \"x\", \"from\": \"crm\"}",
            "dora               | PUT    | api/scripts/crm          | {\"source\": \"a\"}",
            "dora               | POST   | api/scripts/crm/rename   | {\"to\": \"x\"}",
            "dora               | DELETE | api/scripts/crm          | ",
            "carl               | POST   | api/scripts/crm/remove   | {}" })
    void eachRequestNeedsItsRole(String allowed, String method, String path, @Nullable String body) throws Exception {
        for (String user : List.of("anna", "bob", "carl", "dora")) {
            ConsoleResponse response = send(user, method, path, body == null ? "" : body, Map.of());

            if (List.of(allowed.split(",")).contains(user)) {
                assertThat(response.status()).as(user).isNotIn(401, 403, 404, 405);
            } else {
                assertThat(body(response).at("/error/code").asText()).as(user).isEqualTo("forbidden");
                assertThat(body(response).at("/error/role").asText()).isIn("try", "operate", "edit");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "*", "anna bob", "Carl", "carl ", "carl,dora", "eve", "local" })
    void aNameThatLooksLikeAnotherHasNoRole(String user) throws Exception {
        assertThat(send(user, "GET", "api/scripts", "", Map.of()).status()).isEqualTo(403);
        assertThat(send(user, "GET", "", "", Map.of()).status()).isEqualTo(403);
        assertThat(send(user, "GET", "api/unknown", "", Map.of()).status()).isEqualTo(403);
        assertThat(send(user, "POST", "api/scripts/crm/stop", "{\"force\": true}", Map.of()).status()).isEqualTo(403);
        assertThat(application.component().scripts().find("crm").orElseThrow().state().code()).isEqualTo("started");
    }

    @Test
    void aRequestWithoutAUserIsRefusedEvenIfTheServerLetsItPass() throws Exception {
        for (String path : List.of("", "index.html", "api/session", "api/scripts", "api/unknown")) {
            ConsoleResponse response = send(null, "GET", path, "", Map.of());

            assertThat(response.status()).isEqualTo(401);
            assertThat(body(response).at("/error/code").asText()).isEqualTo("not-authenticated");
        }
        assertThat(send(" ", "GET", "api/session", "", Map.of()).status()).isEqualTo(401);
    }

    @Test
    void aMemberOfTheBodyGivesNoRole() throws Exception {
        ConsoleResponse response = send("anna", "POST", "api/scripts/crm/stop",
                "{\"force\": true, \"roles\": [\"operate\"], \"user\": \"carl\"}",
                Map.of("X-User", "carl", "X-Role", "operate"));

        assertThat(response.status()).isEqualTo(403);
        assertThat(application.audit()).extracting(ConsoleAuditEvent::toString).containsExactly(
                "console: user anna: refused script crm (POST scripts/NAME/stop needs the role operate)");
    }

    @Test
    void theNameOfAUserCannotForgeALineOfTheLog() throws Exception {
        String name = "eve\nconsole: user admin: stop script billing\u001b[2J" + "x".repeat(1_000);
        ConsoleHandler open = application.handler(Map.of(Role.OPERATE, "*"));

        ConsoleResponse response = open.handle(new ConsoleRequest(
                "POST", "api/scripts/crm/stop", null, headers(Map.of()), "{}".getBytes(StandardCharsets.UTF_8), name));

        assertThat(response.status()).isEqualTo(200);
        assertThat(application.audit()).hasSize(1);
        assertThat(application.audit().get(0).toString()).doesNotContain("\n").doesNotContain("\u001b").hasSizeLessThan(200);
    }

    @Test
    void nobodyEditsWithoutAFolder() throws Exception {
        application.close();
        application = new ConsoleApplication(folder).with("folder", "").start();

        assertThat(application.get("api/session").json().path("roles").toString())
                .isEqualTo("[\"view\",\"try\",\"operate\"]");
        assertThat(application.get("api/scripts").json().at("/scripts/0/editable").asBoolean()).isFalse();
        assertThat(application.send("PUT", "api/scripts/x", Map.of("If-None-Match", "*"), Map.of("source", "a")).code())
                .isEqualTo("forbidden");
    }

    @Test
    void theOperatorTakesRolesFromTheUsersOfTheMachine() throws Exception {
        application.close();
        application = new ConsoleApplication(folder).with("try", "").with("operate", "").with("edit", "").start();

        assertThat(application.get("api/session").json().path("roles").toString()).isEqualTo("[\"view\"]");
        assertThat(application.post("api/scripts/crm/stop", Map.of()).code()).isEqualTo("forbidden");
    }

    private ConsoleResponse send(
            @Nullable String user, String method, String path, String body, Map<String, String> headers) {
        return handler.handle(new ConsoleRequest(
                method, path, null, headers(headers), body.getBytes(StandardCharsets.UTF_8), user));
    }

    private static Map<String, String> headers(Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(Map.of("Host", "localhost:8080", "Content-Type", "application/json"));
        headers.putAll(more);
        return headers;
    }

    private static JsonNode body(ConsoleResponse response) throws Exception {
        return JSON.readTree(response.body());
    }
}
