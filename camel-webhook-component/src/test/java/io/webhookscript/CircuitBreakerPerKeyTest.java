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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.webhookscript.delivery.report.BreakerKeys;
import io.webhookscript.delivery.report.BreakerState;
import io.webhookscript.delivery.report.DeliveryStatus;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.lifecycle.FileChanges;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.usecase.FoundFile;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static io.webhookscript.http.RawReceiver.response;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * With {@code limits.circuitBreaker.key}, a receiver that fails stops the calls of its key only: one script calls two
 * receivers here, of which one fails.
 */
@Tag("slow")
@Timeout(120)
class CircuitBreakerPerKeyTest {

    private static final String SCRIPT = """
            execution: %s
            request: { method: PUT, url: "{{ url }}"%s }
            idempotencyKey: true
            limits:
              total: 10m
              retry: { maxAttempts: 1 }
              circuitBreaker:
                slidingWindowSize: 4
                minimumNumberOfCalls: 2
                waitDurationInOpenState: %s
                permittedNumberOfCallsInHalfOpenState: 2
                whenOpen: %s
                key: "{{ tenant }}"
            """;

    @TempDir
    private Path folder;
    private final AtomicBoolean well = new AtomicBoolean();
    @AutoClose
    private RawReceiver failing;
    private RawReceiver healthy;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws IOException {
        failing = RawReceiver.playing(peer -> {
            while (peer.request() != null) {
                peer.send(response(well.get() ? 200 : 503, "text/plain", "x"));
            }
        });
        healthy = RawReceiver.answering(response(200, "text/plain", "ok"));
        camel = new WebhookScriptTestSupport(healthy, folder);
        camel.component().setAllowHosts("127.0.0.1");
    }

    private void start(String execution, String wait, String whenOpen) throws IOException {
        camel.script("tenants", SCRIPT.formatted(execution, "", wait, whenOpen)).start();
    }

    @Test
    void opensForTheKeyOfTheReceiverThatFails() throws IOException {
        start("sync", "1h", "fail");

        assertThat(outcome(toFailing("bad"))).isEqualTo(Outcome.TEMPORARY);
        assertThat(outcome(toFailing("bad"))).isEqualTo(Outcome.TEMPORARY);
        Exchange rejected = toFailing("bad");

        assertThat(outcome(rejected)).isEqualTo(Outcome.NOT_SENT);
        assertThat(rejected.getException()).hasMessageContaining("the circuit breaker of its key is open");
        assertThat(failing.requests()).hasSize(2);
        for (int i = 0; i < 10; i++) {
            assertThat(toHealthy("good").getException()).isNull();
            assertThat(toHealthy("another").getException()).isNull();
        }
        assertThat(outcome(toHealthy("bad"))).as("the key decides, not the receiver").isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void opensForAllWithoutAKey() throws IOException {
        camel.script("tenants", SCRIPT.formatted("sync", "", "1h", "fail").replace("    key: \"{{ tenant }}\"\n", "")).start();

        toFailing("bad");
        toFailing("bad");

        assertThat(outcome(toHealthy("good"))).isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void eventsWithoutAKeyShareOne() throws IOException {
        start("sync", "1h", "fail");

        toFailing("");
        camel.call("webhookscript:tenants", Map.of("url", failing.uri("/").toString()));

        assertThat(outcome(toHealthy(""))).isEqualTo(Outcome.NOT_SENT);
        assertThat(toHealthy("good").getException()).isNull();
        assertThat(status().limits().breakerKeys().named()).containsExactly("(no key)");
    }

    @Test
    void aKeyThatCannotBeRenderedSendsNothing() throws IOException {
        camel.script("tenants", SCRIPT.formatted("sync", "", "1h", "fail").replace("{{ tenant }}", "{{ 1 / n }}")).start();

        Exchange exchange = camel.call("webhookscript:tenants", Map.of("url", healthy.uri("/").toString(), "n", 0));

        assertThat(outcome(exchange)).isEqualTo(Outcome.NOT_SENT);
        assertThat(healthy.requests()).isEmpty();
    }

    @Test
    void closesAgainWhenItsReceiverWorks() throws IOException {
        start("sync", "300ms", "fail");
        toFailing("bad");
        toFailing("bad");
        assertThat(outcome(toFailing("bad"))).isEqualTo(Outcome.NOT_SENT);
        assertThat(status().limits().breaker()).isEqualTo(BreakerState.OPEN);

        well.set(true);

        Awaitility.await().until(() -> toFailing("bad").getException() == null);
        assertThat(toFailing("bad").getException()).isNull();
        assertThat(status().limits().breaker()).isEqualTo(BreakerState.CLOSED);
        assertThat(status().limits().breakerKeys()).isEqualTo(new BreakerKeys(1, 0, List.of()));
    }

    /** After the open time, as many deliveries try as the half-open circuit breaker permits; the others wait on. */
    @Test
    void deliveriesWaitForTheCircuitBreakerOfTheirKey() throws IOException {
        start("async", "500ms", "wait");
        toFailing("bad");
        toFailing("bad");
        Awaitility.await().until(() -> status().limits().breaker() == BreakerState.OPEN);
        for (int i = 0; i < 20; i++) {
            toFailing("bad");
            toHealthy("good");
        }
        Awaitility.await().until(() -> healthy.requests().size() == 20);
        Awaitility.await().until(() -> failing.requests().size() >= 2 + 2 * 2);
        assertThat(failing.requests().size() % 2).as("two at a time").isZero();

        well.set(true);

        Awaitility.await().untilAsserted(() -> assertThat(status().inFlight()).isZero());
        assertThat(failing.requests()).as("each is sent once").hasSize(22);
        assertThat(status().sinceStart().ended()).containsEntry(Outcome.NOT_SENT, 0L);
    }

    @Test
    void aReplayUsesTheCircuitBreakerOfItsKey() throws IOException {
        start("sync", "1h", "fail");
        camel.call("webhookscript:tenants?deadLetter=mock:dead", event(failing, "bad"));
        camel.call("webhookscript:tenants?deadLetter=mock:dead", event(failing, "bad"));
        String letter = letter("mock:dead", 1);

        Exchange rejected = camel.call("webhookscript:tenants?replay=true", letter);
        Exchange other = camel.call("webhookscript:tenants?replay=true", letter.replace("\"bad\"", "\"good\"")
                .replace(":" + failing.port(), ":" + healthy.port()));

        assertThat(outcome(rejected)).isEqualTo(Outcome.NOT_SENT);
        assertThat(failing.requests()).hasSize(2);
        assertThat(other.getException()).isNull();
    }

    /** As without a key: deliveries end in the version that has accepted them; a new version begins anew. */
    @Test
    void aReloadBeginsAnewAndLeavesWaitingDeliveriesTheirs() throws Exception {
        camel.camelContext().start();
        load(SCRIPT.formatted("sync", "", "1s", "wait"));
        toFailing("bad");
        toFailing("bad");
        CompletableFuture<Exchange> waiting = producer().asyncSend(
                "webhookscript:tenants", camel.exchange(event(failing, "bad")));
        Awaitility.await().until(() -> status().waiting().forBreaker() == 1);

        load(SCRIPT.formatted("sync", ", headers: { X-Version: two }", "1s", "wait"));

        assertThat(outcome(toFailing("bad"))).isEqualTo(Outcome.TEMPORARY);
        assertThat(failing.requests().get(2).headers("X-Version")).containsExactly("two");
        assertThat(status().limits().breakerKeys()).isEqualTo(new BreakerKeys(1, 0, List.of()));
        assertThat(waiting).isNotDone();
        well.set(true);
        assertThat(waiting.get().getException()).isNull();
        assertThat(failing.requests().get(3).headers("X-Version")).isEmpty();
    }

    @Test
    void isNotInTheRegistryWhereEachKeyWouldStay() throws IOException {
        start("sync", "1h", "fail");
        toHealthy("a");
        toHealthy("b");

        assertThat(camel.camelContext().getRegistry().findByType(CircuitBreaker.class)).isEmpty();
    }

    @Test
    void callsThroughCamelHttpHaveItAsWell() throws IOException {
        camel.component().getVia().put("http", "http://127.0.0.1:" + failing.port());
        camel.script("tenants", SCRIPT.formatted("sync", ", via: http", "1h", "fail")).start();

        toFailing("bad");
        toFailing("bad");
        well.set(true);

        assertThat(outcome(toFailing("bad"))).isEqualTo(Outcome.NOT_SENT);
        assertThat(toFailing("good").getException()).isNull();
        assertThat(failing.requests()).hasSize(3);
    }

    /** The events of the flood are rejected by the address policy, which costs no connection. */
    @Test
    void aFloodOfNewKeysDisturbsNoOther() throws IOException {
        camel.component().setAllowHosts("127.0.0.1, 10.0.0.1");
        start("sync", "1h", "fail");
        toFailing("open");
        toFailing("open");
        IntStream.range(0, 3).forEach(i -> assertThat(toHealthy("known").getException()).isNull());
        toFailing("known");

        for (int i = 0; i < 20_000; i++) {
            Exchange rejected = camel.call("webhookscript:tenants", Map.of("url", "http://10.0.0.1/", "tenant", "flood-" + i));
            assertThat(rejected.getException()).hasMessageContaining("notSent").hasMessageContaining("private");
        }

        assertThat(outcome(toHealthy("open"))).as("stays open").isEqualTo(Outcome.NOT_SENT);
        assertThat(status().limits().breakerKeys().kept()).isBetween(5_000, 10_000);
        assertThat(status().limits().breakerKeys().named()).containsExactly("open");
        assertThat(outcome(toFailing("known"))).as("two of its last four calls have failed").isEqualTo(Outcome.TEMPORARY);
        assertThat(outcome(toFailing("known"))).isEqualTo(Outcome.NOT_SENT);
        toFailing("late");
        toFailing("late");
        assertThat(outcome(toFailing("late"))).as("a new key has its own").isEqualTo(Outcome.NOT_SENT);
        assertThat(toHealthy("later").getException()).isNull();
    }

    @Test
    void manyOpenKeysAreCountedAndFewAreNamed() throws IOException {
        start("sync", "1h", "fail");

        IntStream.range(0, 8).forEach(i -> {
            toFailing("t" + i);
            toFailing("t" + i);
        });

        assertThat(status().limits().breakerKeys()).isEqualTo(new BreakerKeys(8, 8, List.of("t0", "t1", "t2", "t3", "t4")));
    }

    private Exchange toFailing(String tenant) {
        return camel.call("webhookscript:tenants", event(failing, tenant));
    }

    private Exchange toHealthy(String tenant) {
        return camel.call("webhookscript:tenants", event(healthy, tenant));
    }

    private static Map<String, String> event(RawReceiver receiver, String tenant) {
        return Map.of("url", receiver.uri("/").toString(), "tenant", tenant);
    }

    private static Outcome outcome(Exchange exchange) {
        return exchange.getException(WebhookScriptException.class).getOutcome();
    }

    private DeliveryStatus status() {
        return camel.component().deliveryStatus("tenants").orElseThrow();
    }

    private ProducerTemplate producer() {
        return camel.camelContext().createProducerTemplate();
    }

    private String letter(String mock, int number) {
        return camel.camelContext().getEndpoint(mock, MockEndpoint.class)
                .getReceivedExchanges().get(number).getMessage().getBody(String.class);
    }

    private void load(String yaml) {
        String whole = "webhookscript: \"1.0\"\nname: tenants\n" + yaml;
        assertThat(camel.component().scripts().reload(FileChanges.of(
                new FoundFile("tenants.webhookscript.yaml", "memory:tenants", whole.getBytes(UTF_8))))).isEmpty();
    }
}
