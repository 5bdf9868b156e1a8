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
package io.webhookscript;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.webhookscript.delivery.report.WebhookScriptDispatchException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.lifecycle.FileChanges;
import io.webhookscript.lifecycle.ScriptInUseException;
import io.webhookscript.lifecycle.ScriptUsage;
import io.webhookscript.lifecycle.Scripts;
import io.webhookscript.script.usecase.FoundFile;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

/** Which routes, triggers and channels use a script is one call; a script that is used is not stopped by accident. */
class UsesOfAScriptAreKnownTest {

    private static final String SCRIPT = """
            request: { url: "{{ context.receiver }}/%s" }
            limits: { retry: { maxAttempts: 1 } }
            triggers:
              - { event: contact.*, when: "contact.id > 0" }
              - { event: chat.message, channels: ['sms:%s', 'mail:%s'] }
            """;

    @TempDir
    private Path folder;
    @AutoClose
    private WebhookScriptTestSupport camel;

    private void start(RouteBuilder routes) throws Exception {
        camel = WebhookScriptTestSupport.answering(folder).script("one", SCRIPT.formatted("one", 1, 1))
                .script("two", SCRIPT.formatted("two", 2, 2)).route(routes).start();
    }

    private Scripts scripts() {
        return camel.component().scripts();
    }

    @Test
    void routesTriggersAndChannelsAreListed() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:byName").routeId("by-name").to("webhookscript:one");
                from("direct:byType").routeId("by-type").to("webhookscript:event:contact.updated")
                        .to("webhookscript:event:chat.message");
                from("direct:other").routeId("other").to("webhookscript:event:ticket.closed");
                from("direct:stopped").routeId("stopped").autoStartup(false).to("webhookscript:event:contact.updated");
            }
        });

        ScriptUsage usage = scripts().usage("one").orElseThrow();

        assertThat(usage.routes()).extracting("route", "path").containsExactly(
                tuple("by-name", "one"), tuple("by-type", "event:chat.message"), tuple("by-type", "event:contact.updated"));
        assertThat(usage.triggers()).extracting("event", "condition", "channels").containsExactly(
                tuple("contact.*", true, List.of()), tuple("chat.message", false, List.of("sms:1", "mail:1")));
        assertThat(usage.channels()).containsExactly("sms:1", "mail:1");
        assertThat(scripts().usersOf("one")).containsExactly("by-name", "by-type");
        assertThat(scripts().usersOf("two")).containsExactly("by-type");
        assertThat(scripts().usage("unknown")).isEmpty();
    }

    @Test
    void stopSuspendAndRemoveAreRefusedWhileARouteSendsEventsOfItsTriggers() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("crm-in").to("webhookscript:event:contact.updated");
            }
        });

        assertThatThrownBy(() -> scripts().stop("one", false)).isInstanceOf(ScriptInUseException.class)
                .hasMessageContaining("used by the running route crm-in");
        assertThatThrownBy(() -> scripts().suspend("one", false)).isInstanceOf(ScriptInUseException.class);
        assertThatThrownBy(() -> scripts().remove("one", false)).isInstanceOf(ScriptInUseException.class);
        camel.camelContext().getRouteController().stopRoute("crm-in");
        assertThatCode(() -> scripts().stop("one", false)).doesNotThrowAnyException();
        assertThatCode(() -> scripts().remove("two", true)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = { "webhookscript:event", "toD" })
    void aRouteWhoseMessagesNameTheTypeUsesAScriptOnceAnEventHasReachedIt(String kind) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                if (kind.equals("toD")) {
                    from("direct:in").routeId("bus").toD("webhookscript:event:${header.CamelWebhookScriptEventType}");
                } else {
                    from("direct:in").routeId("bus").to(kind);
                }
            }
        });
        assertThat(scripts().usersOf("one")).isEmpty();

        camel.camelContext().createProducerTemplate().sendBodyAndHeader(
                "direct:in", Map.of("contact", Map.of("id", 1)), "CamelWebhookScriptEventType", "contact.updated");

        assertThat(scripts().usage("one").orElseThrow().routes()).extracting("route", "path")
                .containsExactly(tuple("bus", "event"));
        assertThatThrownBy(() -> scripts().stop("one", false)).isInstanceOf(ScriptInUseException.class);
        reload("one", SCRIPT.formatted("one", 1, 1).replaceFirst("(?s)triggers:.*", ""));
        assertThat(scripts().usersOf("one")).isEmpty();
    }

    @Test
    void aReloadThatChangesTheTriggersChangesTheUses() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("in").to("webhookscript:event:contact.updated");
            }
        });
        camel.call("direct:in", Map.of("contact", Map.of("id", 1)));

        reload("one", SCRIPT.formatted("one", 1, 1).replace("contact.*", "order.*"));

        assertThat(scripts().usersOf("one")).isEmpty();
        assertThat(scripts().usersOf("two")).containsExactly("in");
    }

    private void reload(String name, String yaml) throws Exception {
        Path file = folder.resolve(name + ".webhookscript.yaml");
        String location = camel.component().repository().at(where -> where.endsWith(file.getFileName().toString()))
                .keySet().iterator().next();
        byte[] text = ("webhookscript: '1.0'\ncontext: { receiver: '' }\n" + yaml).getBytes(StandardCharsets.UTF_8);
        Files.write(file, text);
        assertThat(scripts().reload(FileChanges.of(new FoundFile(file.getFileName().toString(), location, text)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "stop", "suspend" })
    void aScriptThatWasStoppedFailsItsShareOfAnEventAndNothingElse(String how) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("webhookscript:event:contact.updated");
            }
        });
        if (how.equals("stop")) {
            scripts().stop("one", true);
        } else {
            scripts().suspend("one", true);
        }
        MockEndpoint letters = camel.camelContext().getEndpoint("mock:letters", MockEndpoint.class);
        Map<String, Object> event = Map.of("contact", Map.of("id", 1));

        Exchange thrown = camel.call("direct:in", event);
        Exchange stored = camel.call("webhookscript:event:contact.updated?deadLetter=mock:letters", event);

        assertThat(thrown.getException(WebhookScriptDispatchException.class).getOutcomes())
                .extracting("script", "outcome").containsExactly(tuple("one", "notSent"), tuple("two", "delivered"));
        assertThat(stored.getMessage().getBody(List.class)).extracting("outcome").asList().containsExactly("notSent",
                "delivered");
        assertThat(letters.getReceivedCounter()).isEqualTo(1);
        assertThat(camel.receiver().requests()).hasSize(2);
    }

    @Test
    void aScriptWhoseReceiverIsGoneOrThatWasRemovedGetsNoEvents() throws Exception {
        camel = new WebhookScriptTestSupport(
                RawReceiver.answering(RawReceiver.response(410, "text/plain", "gone"),
                        RawReceiver.response(200, "text/plain", "ok")),
                folder)
                .script("leaving",
                        SCRIPT.formatted("leaving", 1, 1) + "response: { outcomes: [ { status: [410], is: gone } ] }\n")
                .start();
        Map<String, Object> event = Map.of("contact", Map.of("id", 1));

        Exchange first = camel.call("webhookscript:event:contact.updated", event);
        Exchange second = camel.call("webhookscript:event:contact.updated", event);
        scripts().remove("leaving", true);
        Exchange third = camel.call("webhookscript:event:contact.updated", event);

        assertThat(catchThrowableOfType(WebhookScriptDispatchException.class, () -> {
            throw first.getException();
        }).getOutcomes()).extracting("outcome").containsExactly("gone");
        assertThat(second.getMessage().getBody(List.class)).isEmpty();
        assertThat(third.getMessage().getBody(List.class)).isEmpty();
        assertThat(camel.component().dispatchStatus().unmatched()).isEqualTo(2);
    }
}
