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

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.script.problem.InvalidScriptException;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore;
import io.webhookscript.store.RestartableStore;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** With {@code ordered}, events of one key are delivered one after the other, whatever happens to them. */
@Tag("slow")
@Timeout(120)
class EventsOfOneKeyKeepTheirOrderTest {

    private static final String SCRIPT = """
            execution: async
            ordered: %s
            request: { method: PUT, url: "{{ context.receiver }}/{{ key }}/{{ number }}" }
            limits: { retry: { maxAttempts: %d, delay: 100ms, jitter: 0 }, circuitBreaker: false }
            """;

    private final RestartableStore store = new RestartableStore();
    private final List<String> delivered = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private WebhookScriptTestSupport camel(RawReceiver receiver, String ordered, int attempts) throws IOException {
        WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                .script("ordered", SCRIPT.formatted(ordered, attempts));
        camel.component().setStore(store);
        return camel.start();
    }

    /** Fails the first calls of each event whose number can be divided by three. */
    private RawReceiver failing(int times) throws IOException {
        Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
        return RawReceiver.playing(peer -> {
            RawReceiver.Request request = peer.request();
            while (request != null) {
                String path = request.line().split(" ")[1];
                int number = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
                boolean fails = number % 3 == 0
                        && failures.computeIfAbsent(path, p -> new AtomicInteger()).incrementAndGet() <= times;
                if (!fails) {
                    delivered.add(path);
                }
                peer.send(RawReceiver.response(fails ? 503 : 200, "text/plain", ""));
                request = peer.request();
            }
        });
    }

    private static void send(WebhookScriptTestSupport camel, String key, int number) {
        assertThat(camel.call("webhookscript:ordered", Map.of("key", key, "number", number)).getException()).isNull();
    }

    private List<String> ofKey(String key) {
        return delivered.stream().filter(path -> path.startsWith("/" + key + "/")).toList();
    }

    private static List<String> inOrder(String key, int count) {
        return IntStream.range(0, count).mapToObj(number -> "/" + key + "/" + number).toList();
    }

    @Test
    void noEventOvertakesARetry() throws Exception {
        List<String> keys = IntStream.range(0, 8).mapToObj(key -> "key" + key).toList();
        try (RawReceiver receiver = failing(2); WebhookScriptTestSupport camel = camel(receiver, "\"{{ key }}\"", 4)) {
            for (int number = 0; number < 10; number++) {
                for (String key : keys) {
                    send(camel, key, number);
                }
            }

            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> store.size() == 0);

            assertThat(keys).allSatisfy(key -> assertThat(ofKey(key)).isEqualTo(inOrder(key, 10)));
        }
    }

    @Test
    void aDeadKeyDelaysOnlyItself() throws Exception {
        try (RawReceiver receiver = failing(1000);
             WebhookScriptTestSupport camel = camel(receiver, "{ key: \"{{ key }}\", onFailure: park }", 2)) {
            send(camel, "dead", 0);
            send(camel, "dead", 1);
            send(camel, "alive", 1);
            send(camel, "alive", 2);

            Awaitility.await().until(() -> store.status().blocked() == 1 && store.size() == 2);

            assertThat(ofKey("alive")).containsExactly("/alive/1", "/alive/2");
            assertThat(ofKey("dead")).isEmpty();
        }
    }

    @Test
    void aFailedEventLetsTheNextOneContinue() throws Exception {
        try (RawReceiver receiver = failing(1000); WebhookScriptTestSupport camel = camel(receiver, "\"{{ key }}\"", 2)) {
            send(camel, "dead", 0);
            send(camel, "dead", 1);

            Awaitility.await().until(() -> store.size() == 0);

            assertThat(ofKey("dead")).containsExactly("/dead/1");
        }
    }

    @Test
    void anEmptyKeyIsNoOrder() throws Exception {
        try (RawReceiver receiver = failing(1000);
             WebhookScriptTestSupport camel = camel(receiver, "{ key: \"{{ none }}\", onFailure: park }", 2)) {
            send(camel, "a", 0);
            send(camel, "a", 1);

            Awaitility.await().until(() -> store.size() == 0);

            assertThat(ofKey("a")).containsExactly("/a/1");
            assertThat(store.entries()).isEmpty();
        }
    }

    @Test
    void theKeyInTheStoreIsNoData() throws Exception {
        try (RawReceiver receiver = failing(1000);
             WebhookScriptTestSupport camel = camel(receiver, "{ key: \"{{ key }}\", onFailure: park }", 1)) {
            send(camel, "jane@example.com", 0);

            Awaitility.await().until(() -> store.status().blocked() == 1);

            assertThat(store.entries()).singleElement()
                    .satisfies(entry -> assertThat(entry.orderKey()).startsWith("ordered/").doesNotContain("jane"));
        }
    }

    @Test
    void aCallThatWaitsIsRefused() throws Exception {
        try (RawReceiver receiver = failing(0); WebhookScriptTestSupport camel = camel(receiver, "\"{{ key }}\"", 2)) {
            assertThatThrownBy(() -> camel.camelContext().getEndpoint("webhookscript:ordered?execution=sync").createProducer())
                    .hasMessageContaining("?execution=sync: the script has `ordered`");
            Exchange dispatched = camel.call("webhookscript:event:any?execution=sync", Map.of("key", "a", "number", 1));

            assertThat(dispatched.getException()).isNull(); // the script has no trigger
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void anEventThatWaitsIsRefusedForItsScript() throws Exception {
        try (RawReceiver receiver = failing(0);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                     .script("ordered", SCRIPT.formatted("\"{{ key }}\"", 1) + "triggers: [ { event: made } ]\n")) {
            camel.component().setStore(store);
            camel.start();

            Exchange dispatched = camel.call("webhookscript:event:made?execution=sync", Map.of("key", "a", "number", 1));

            assertThat(dispatched.getException()).as("its dead letter is stored").isNull();
            assertThat(camel.component().deadLetters().orElseThrow()
                    .find(DeadLetterFilter.ALL, DeadLetterStore.Range.newest(1)).letters())
                    .singleElement().satisfies(letter -> assertThat(letter.reason())
                            .contains("execution=sync is not possible"));
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void withoutAStoreTheScriptDoesNotLoad() throws Exception {
        try (RawReceiver receiver = failing(0);
             WebhookScriptTestSupport camel = new WebhookScriptTestSupport(receiver, folder)
                     .script("ordered", SCRIPT.formatted("\"{{ key }}\"", 1))) {
            assertThatThrownBy(camel::start).hasRootCauseInstanceOf(InvalidScriptException.class).rootCause()
                    .hasMessageContaining("ordered: the component has no store")
                    .hasMessageContaining("the component option `store`");
        }
    }

    @Test
    void aKeyThatCannotBeRenderedFailsItsEventOnly() throws Exception {
        try (RawReceiver receiver = failing(0); WebhookScriptTestSupport camel = camel(receiver, "\"{{ key + 1 }}\"", 1)) {
            Exchange failed = camel.call("webhookscript:ordered", Map.of("key", "a", "number", 1));
            camel.call("webhookscript:ordered", Map.of("key", 5, "number", 1));

            assertThat(failed.getException(WebhookScriptException.class).isEventAtFault()).isTrue();
            Awaitility.await().untilAsserted(() -> assertThat(delivered).containsExactly("/5/1"));
        }
    }
}
