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
package io.webhookscript.deadletter;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import io.webhookscript.WebhookScriptTestSupport;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.RestartableStore;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code webhookscript:deadletters} gives routes access to the dead letters in the store. */
class RoutesManageDeadLettersTest {

    private static final String DEAD_LETTERS = "webhookscript:deadletters?action=";

    @TempDir
    private Path folder;
    private final RestartableStore store = new RestartableStore();
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void make() throws Exception {
        camel = WebhookScriptTestSupport.answering(folder)
                .script("crm", "request: { url: \"{{ context.receiver }}/\" }\n")
                .script("off", "active: false\nrequest: { url: \"{{ context.receiver }}/\" }\n");
        Letters.addThree(store);
    }

    private Map<?, ?> map(String uri, Object body) {
        Exchange call = camel.call(uri, body);
        assertThat(call.getException()).isNull();
        return call.getMessage().getBody(Map.class);
    }

    private static List<?> ids(Map<?, ?> list) {
        return ((List<?>) list.get("letters")).stream().map(letter -> ((Map<?, ?>) letter).get("messageId")).toList();
    }

    private Exception failure(String uri, Object body) {
        return camel.call(uri, body).getException();
    }

    private void start() throws Exception {
        camel.component().setStore(store);
        camel.start();
    }

    @Test
    void aListContainsNoEventAndIsReadPageByPage() throws Exception {
        start();

        Map<?, ?> first = map(DEAD_LETTERS + "list", Map.of("limit", 2));
        Map<?, ?> second = map(DEAD_LETTERS + "list", Map.of("limit", 2, "before", first.get("next")));

        assertThat(ids(first)).isEqualTo(List.of("msg_3", "msg_2"));
        assertThat(ids(second)).isEqualTo(List.of("msg_1"));
        assertThat(second.get("next")).isNull();
        assertThat(first.toString()).doesNotContain("ada@example.com");
        assertThat(((List<?>) second.get("letters")).get(0)).hasToString(
                "{messageId=msg_1, script=crm, failedAt=2026-03-01T12:00:00Z, outcome=temporary, status=503,"
                                                                         + " reason=The server is Busy (100%), replayedAt=null,"
                                                                         + " replays=0}");
    }

    @Test
    void theEndpointAndTheBodySelectTogether() throws Exception {
        start();

        assertThat(ids(map(DEAD_LETTERS + "list&filter.script=crm", null))).isEqualTo(List.of("msg_2", "msg_1"));
        assertThat(ids(map(DEAD_LETTERS + "list&filter.script=crm", "{\"outcome\": \"refused\"}")))
                .isEqualTo(List.of("msg_2"));
        assertThat(ids(map(DEAD_LETTERS + "list", new ByteArrayInputStream(
                "{\"status\": 503}".getBytes(StandardCharsets.UTF_8))))).isEqualTo(List.of("msg_1"));
        assertThat(ids(map(DEAD_LETTERS + "list", Map.of("status", "404")))).isEqualTo(List.of("msg_2"));
        assertThat(ids(map(DEAD_LETTERS + "list", Map.of("from", "2026-03-01T12:01:00Z", "until", "2026-03-01T12:02:00Z"))))
                .isEqualTo(List.of("msg_2"));
        assertThat(ids(map(DEAD_LETTERS + "list", Map.of("text", "busy (100%)")))).isEqualTo(List.of("msg_1"));
        assertThat(ids(map(DEAD_LETTERS + "list", Map.of("replayed", true)))).isEmpty();
        assertThat(ids(map(DEAD_LETTERS + "list", ""))).hasSize(3);
        assertThat(map(DEAD_LETTERS + "count", Map.of("replayed", "false")))
                .hasToString("{count=3, scripts={crm=2, shop=1}}");
    }

    @Test
    void theBodyCannotChangeAValueOfTheEndpoint() throws Exception {
        start();

        assertThat(failure(DEAD_LETTERS + "discard&filter.script=crm", Map.of("script", "shop")))
                .hasMessageContaining("the body sets `script`, which the endpoint sets to crm already");

        assertThat(store.deadLetters().counts(DeadLetterFilter.ALL)).isEqualTo(Map.of("crm", 2L, "shop", 1L));
    }

    @Test
    void oneDocumentIsReadByItsMessageId() throws Exception {
        start();

        Exchange call = camel.call(DEAD_LETTERS + "get", Map.of("messageId", "msg_2"));

        assertThat(call.getMessage().getBody(String.class)).contains("\"messageId\":\"msg_2\"").contains("ada@example.com");
        assertThat(call.getMessage().getHeader(Exchange.CONTENT_TYPE))
                .isEqualTo("application/vnd.webhookscript.dead-letter+json");
        assertThat(failure(DEAD_LETTERS + "get", Map.of("messageId", "msg_0"))).isInstanceOf(NoSuchElementException.class)
                .hasMessage("there is no dead letter 'msg_0'");
        assertThat(failure(DEAD_LETTERS + "get", null)).hasMessage("`messageId` is missing");
    }

    @Test
    void oneLetterOrASelectionIsDiscarded() throws Exception {
        start();

        assertThat(map(DEAD_LETTERS + "discard", Map.of("messageId", "msg_1"))).hasToString("{discarded=1}");
        assertThat(map(DEAD_LETTERS + "discard", Map.of("messageId", "msg_1"))).hasToString("{discarded=0}");
        assertThat(map(DEAD_LETTERS + "discard&filter.outcome=notSent", null)).hasToString("{discarded=1}");

        assertThat(store.deadLetters().counts(DeadLetterFilter.ALL)).isEqualTo(Map.of("crm", 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = { "replay", "discard" })
    void whatChangesLettersNeedsAFilter(String action) throws Exception {
        start();

        assertThat(failure(DEAD_LETTERS + action, null)).hasMessageContaining("a filter is missing; expected at least one of");

        assertThat(store.deadLetters().counts(DeadLetterFilter.OPEN)).isEqualTo(Map.of("crm", 2L, "shop", 1L));
    }

    @Test
    void aValueThatIsUnknownOrHasAWrongFormChangesNothing() throws Exception {
        start();

        assertThat(failure(DEAD_LETTERS + "discard", Map.of("scrpt", "crm", "text", "x")))
                .hasMessageContaining("`scrpt` is unknown; expected script, messageId,");
        assertThat(failure(DEAD_LETTERS + "discard", Map.of("limit", 1)).getMessage()).contains("`limit` is unknown");
        assertThat(failure(DEAD_LETTERS + "discard", Map.of("status", "busy")))
                .hasMessage("status=busy: expected a status such as 503");
        assertThat(failure(DEAD_LETTERS + "discard", Map.of("from", "yesterday")))
                .hasMessage("from=yesterday: expected a time such as 2026-01-31T12:00:00Z");
        assertThat(failure(DEAD_LETTERS + "discard", Map.of("until", "+1000000000-12-31T23:59:59Z")))
                .hasMessage("until=+1000000000-12-31T23:59:59Z: expected a time such as 2026-01-31T12:00:00Z");
        assertThat(failure(DEAD_LETTERS + "discard", Map.of("replayed", "no")))
                .hasMessage("replayed=no: expected true or false");
        assertThat(failure(DEAD_LETTERS + "discard", Map.of("outcome", "delivered")))
                .hasMessage("outcome=delivered: expected one of unusable, temporary, refused, gone, notSent");
        assertThat(failure(DEAD_LETTERS + "list", Map.of("limit", 0))).hasMessageContaining("expected 1 to 1000");
        assertThat(failure(DEAD_LETTERS + "list", "[1]"))
                .hasMessage("expected a map or a JSON object in the body, or an empty body");
        assertThat(store.deadLetters().counts(DeadLetterFilter.ALL)).isEqualTo(Map.of("crm", 2L, "shop", 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = { "%", "_", "' OR 1=1 --", "\\", "${body}", "{{secret.key}}", "\u0000", "\uD800" })
    void aHostileTextSelectsOnlyLettersThatContainIt(String text) throws Exception {
        start();

        assertThat(ids(map(DEAD_LETTERS + "list", Map.of("text", text))))
                .isEqualTo(text.equals("%") ? List.of("msg_1") : List.of());
        assertThat(ids(map(DEAD_LETTERS + "list", Map.of("script", text)))).isEmpty();
    }

    @Test
    void aReplayOfAScriptThatCannotSendIsRefusedByName() throws Exception {
        store.deadLetters().add(Letters.letter("msg_4", "off", "temporary", 503, "", Letters.NOON));
        start();

        assertThat(failure(DEAD_LETTERS + "replay", Map.of("replayed", false))).isInstanceOf(ReplayRefusedException.class)
                .hasMessage("nothing was sent again, since the script 'off' cannot send now:"
                            + " the script is not active (active: false)");
        assertThat(failure(DEAD_LETTERS + "replay", Map.of("script", "shop"))).isInstanceOf(ReplayRefusedException.class)
                .hasMessage("nothing was sent again, since the script 'shop' cannot send now:"
                            + " no script of that name is loaded");
        assertThat(failure(DEAD_LETTERS + "replay", Map.of("messageId", "msg_3"))).isInstanceOf(ReplayRefusedException.class)
                .hasMessageContaining("'shop'");
        camel.component().scripts().stop("crm", true);
        assertThat(failure(DEAD_LETTERS + "replay", Map.of("script", "crm"))).isInstanceOf(ReplayRefusedException.class)
                .hasMessage("nothing was sent again, since the script 'crm' cannot send now: the script is stopped");
        assertThat(failure(DEAD_LETTERS + "replay", Map.of("messageId", "msg_0"))).isInstanceOf(NoSuchElementException.class);
        assertThat(store.outbox().status().waiting()).isEmpty();
        assertThat(camel.component().deadLetters().orElseThrow().replays()).isEmpty();
    }

    @Test
    void aReplayThatDoesNotExistCannotBeStopped() throws Exception {
        start();

        assertThat(failure(DEAD_LETTERS + "stop", Map.of("id", "replay-7"))).isInstanceOf(NoSuchElementException.class)
                .hasMessage("there is no replay 'replay-7'");
        assertThat(camel.call(DEAD_LETTERS + "replays", null).getMessage().getBody()).isEqualTo(List.of());
    }

    @Test
    void aStoreThatCannotBeUsedIsReported() throws Exception {
        start();
        store.deadLetters().fail("the store cannot be used now: connection refused");

        for (String action : Arrays.asList("list", "count", "replay", "discard")) {
            assertThat(failure(DEAD_LETTERS + action, Map.of("script", "crm")))
                    .hasMessage("the store cannot be used now: connection refused");
        }
    }

    @Test
    void withoutAStoreTheEndpointSaysSo() throws Exception {
        camel.start();

        assertThat(failure(DEAD_LETTERS + "list", null)).isInstanceOf(IllegalStateException.class)
                .hasMessage("webhookscript:deadletters: there is no store; set the component option store");
        assertThat(camel.component().deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "webhookscript:deadletters|the option action is missing",
            "webhookscript:deadletters?action=purge|expected one of list, count, get, replay, replays, stop, discard",
            "webhookscript:crm?action=list|the options action and filter are only for webhookscript:deadletters",
            "webhookscript:crm?filter.script=crm|the options action and filter are only for webhookscript:deadletters" })
    void anEndpointWithWrongOptionsDoesNotStart(String uriAndMessage) throws Exception {
        String[] parts = uriAndMessage.split("\\|");
        camel.component().setStore(store);
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(parts[0]);
            }
        });

        assertThatThrownBy(camel::start).hasStackTraceContaining(parts[1]);
    }

    @Test
    void aUriThatAMessageCreatesHasNoAction() throws Exception {
        camel.route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD("${header.uri}");
            }
        });
        start();

        Exchange call = camel.camelContext().createProducerTemplate().request("direct:in",
                exchange -> exchange.getMessage().setHeader("uri", DEAD_LETTERS + "discard&filter.script=crm"));

        assertThat(call.getException()).hasStackTraceContaining("action: not allowed in a URI that a message creates");
        assertThat(store.deadLetters().counts(DeadLetterFilter.ALL)).isEqualTo(Map.of("crm", 2L, "shop", 1L));
    }
}
