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
package io.webhookscript.callback;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.webhookscript.delivery.report.CallbackResult;
import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.delivery.report.WebhookScriptCallbackEvent;
import io.webhookscript.delivery.report.WebhookScriptEvent;
import io.webhookscript.delivery.report.WebhookScriptSessionEvent;
import io.webhookscript.lifecycle.FileChanges;
import io.webhookscript.lifecycle.ScriptInUseException;
import io.webhookscript.script.usecase.FoundFile;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A callback route uses its script, and follows it through reloads, stops and its removal. */
class CallbackRoutesFollowTheirScriptTest {

    private static final String BEARER = "Authorization: Bearer " + CallbackApplication.TOKEN;
    private static final String EVENT = "{\"chatId\": \"c-1\"}";
    private static final String HEAD = "webhookscript: \"1.0\"\nname: chat\ncontext: { receiver: \"\" }\n";

    @TempDir
    private Path folder;

    private CallbackApplication app;

    @BeforeEach
    void open() throws Exception {
        app = CallbackApplication.in(folder).secret("new", "another-token").script("chat", CallbackApplication.BEARER)
                .receiving("chat");
        app.camel().component().setWatch(false);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private int post(String path, String... headers) throws Exception {
        return app.post(path, EVENT, headers).status();
    }

    private void reload(String yaml) {
        FoundFile file = new FoundFile(
                "chat.webhookscript.yaml", "file:" + folder.resolve("chat.webhookscript.yaml"), (HEAD + yaml).getBytes(UTF_8));
        assertThat(app.camel().component().scripts().reload(FileChanges.of(file))).isEmpty();
    }

    @Test
    void theRouteUsesTheScript() throws Exception {
        app.start();

        assertThat(app.camel().component().scripts().usersOf("chat")).containsExactly("from-chat");
        assertThatThrownBy(() -> app.camel().component().scripts().stop("chat", false))
                .isInstanceOf(ScriptInUseException.class).hasMessageContaining("from-chat");

        app.camel().camelContext().getRouteController().stopRoute("from-chat");

        assertThat(app.camel().component().scripts().usersOf("chat")).isEmpty();
        assertThat(post("/callbacks/chat", BEARER)).as("nobody listens").isEqualTo(404);
        app.camel().camelContext().getRouteController().startRoute("from-chat");
        app.call("chat", Map.of("chatId", "c-1"));
        assertThat(post("/callbacks/chat", BEARER)).isEqualTo(204);
    }

    @Test
    void sessionsSurviveAReloadThatChangesPathAndToken() throws Exception {
        app.start();
        app.call("chat", Map.of("chatId", "c-1"));

        reload(CallbackApplication.BEARER.replace("/callbacks/chat", "/moved").replace("secret.token", "secret.new"));

        assertThat(post("/moved", "Authorization: Bearer another-token")).isEqualTo(204);
        assertThat(post("/moved", BEARER)).isEqualTo(401);
        assertThat(post("/callbacks/chat", BEARER)).isEqualTo(404);
        assertThat(app.status("chat").path()).isEqualTo("/moved");
    }

    @Test
    void aScriptThatLosesItsCallbackReceivesNothing() throws Exception {
        app.start();
        app.call("chat", Map.of("chatId", "c-1"));

        reload(CallbackApplication.CHAT.substring(0, CallbackApplication.CHAT.indexOf("callback:")));
        assertThat(post("/callbacks/chat", BEARER)).isEqualTo(404);
        assertThat(app.camel().component().callbackStatus("chat")).isEmpty();

        reload(CallbackApplication.BEARER);
        assertThat(post("/callbacks/chat", BEARER)).isEqualTo(204);
    }

    @Test
    void aStoppedOrSuspendedScriptRefusesEventsOfThoseItKnows() throws Exception {
        app.start();
        app.call("chat", Map.of("chatId", "c-1"));

        app.camel().component().scripts().stop("chat", true);
        assertThat(post("/callbacks/chat", BEARER)).isEqualTo(503);
        assertThat(post("/callbacks/chat")).isEqualTo(401);

        app.camel().component().scripts().start("chat");
        assertThat(post("/callbacks/chat", BEARER)).isEqualTo(204);

        app.camel().camelContext().getRouteController().suspendRoute("from-chat");
        assertThat(post("/callbacks/chat", BEARER)).isEqualTo(503);
        app.camel().camelContext().getRouteController().resumeRoute("from-chat");
        assertThat(post("/callbacks/chat", BEARER)).isEqualTo(204);
        assertThat(app.count("chat", CallbackResult.UNAVAILABLE)).isEqualTo(2);
    }

    @Test
    void aRemovalClosesTheSessions() throws Exception {
        app.start();
        app.call("chat", Map.of("chatId", "c-1"));

        app.camel().component().scripts().remove("chat", true);
        assertThat(post("/callbacks/chat", BEARER)).isEqualTo(404);

        reload(CallbackApplication.BEARER);
        assertThat(app.camel().component().scripts().find("chat").orElseThrow().state()).isEqualTo(ScriptState.STARTED);
        assertThat(post("/callbacks/chat", BEARER)).as("the session is gone").isEqualTo(404);
        assertThat(app.count("chat", CallbackResult.SESSION)).isOne();
    }

    @Test
    void twoRoutesCannotShareAPath() throws Exception {
        app.script("other", CallbackApplication.BEARER).receiving("other");

        assertThatThrownBy(app::start).hasMessageContaining("/callbacks/chat").hasMessageContaining("'other'");
    }

    @Test
    void aScriptWithoutACallbackStopsTheStart() throws Exception {
        app.script("plain", CallbackApplication.CHAT.substring(0, CallbackApplication.CHAT.indexOf("callback:")))
                .receiving("plain");

        assertThatThrownBy(app::start).hasMessageContaining("'plain'").hasMessageContaining("callback");
    }

    @Test
    void aMisspeltScriptStopsTheStart() throws Exception {
        app.receiving("chta");

        assertThatThrownBy(app::start).rootCause().hasMessageContaining("chta").hasMessageContaining("chat");
    }

    @Test
    void nobodyCanSendToACallback() throws Exception {
        app.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("webhookscript:callback:chat");
            }
        });

        assertThatThrownBy(app::start).rootCause().hasMessageContaining("a route can only begin with it");
    }

    @Test
    void notifiersGetSessionsAndResults() throws Exception {
        List<CamelEvent> events = new java.util.concurrent.CopyOnWriteArrayList<>();
        app.camel().camelContext().getManagementStrategy().addEventNotifier(new SimpleEventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof WebhookScriptSessionEvent || event instanceof WebhookScriptCallbackEvent) {
                    events.add(event);
                }
            }
        });
        app.start();
        app.call("chat", Map.of("chatId", "c-1"));
        app.call("chat", Map.of("chatId", "c-1"));
        post("/callbacks/chat", BEARER);
        post("/callbacks/chat", "Authorization: Bearer wrong-secret-of-a-stranger");
        app.call("chat", Map.of("chatId", "c-1", "event", "END"));

        assertThat(events).extracting(event -> event.toString().replaceAll("message msg_[\\w-]+", "message ID"))
                .containsExactly(
                        "script chat message ID: has opened a session",
                        "script chat message ID: has received a response event",
                        "script chat: has refused a response event: credentials, status 401",
                        "script chat message ID: has closed a session");
        assertThat(events).allMatch(event -> ((WebhookScriptEvent) event).getScript().equals("chat"));
    }

    @Test
    void aDeletedFileOfAScriptInUseKeepsItsCallback() throws Exception {
        app.start();
        app.call("chat", Map.of("chatId", "c-1"));
        Path file = folder.resolve("chat.webhookscript.yaml");
        Files.delete(file);

        app.camel().component().scripts().reload(new FileChanges(List.of(), Set.of("file:" + file), Map.of()));

        assertThat(post("/callbacks/chat", BEARER)).isEqualTo(204);
    }
}
