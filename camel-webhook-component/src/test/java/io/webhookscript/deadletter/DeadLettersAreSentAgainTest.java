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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

import io.webhookscript.WebhookScriptTestSupport;
import io.webhookscript.deadletter.ReplayStatus.State;
import io.webhookscript.delivery.report.BreakerState;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore.Resent;
import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.RestartableStore;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class DeadLettersAreSentAgainTest {

    private static final String SCRIPT = """
            execution: %s
            inputs: [region]
            context: { receiver: "", call: none }
            request:
              method: PUT
              url: "{{ context.receiver }}/{{ region }}"
              headers: { X-Id: "{{ message.id }}", X-From: "{{ header.from }}", X-Call: "{{ context.call }}" }
              body: { json: { id: "{{ id }}" } }
            limits:
              retry: { maxAttempts: 1 }
            """;

    private static final String NO_BREAKER = "  circuitBreaker: false\n";

    private static final String NO = RawReceiver.response(503, "text/plain", "busy");
    private static final String OK = RawReceiver.response(200, "text/plain", "ok");

    @TempDir
    private Path folder;
    private final RestartableStore store = new RestartableStore();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile Function<RawReceiver.Request, String> response = request -> NO;
    private volatile boolean holding;
    private String limits = NO_BREAKER;
    private RawReceiver receiver;
    private WebhookScriptTestSupport camel;

    private void start(String... executionOfScripts) throws IOException {
        receiver = RawReceiver.playing(peer -> {
            for (RawReceiver.Request request = peer.request(); request != null; request = peer.request()) {
                hold();
                peer.send(response.apply(request));
            }
        });
        camel = new WebhookScriptTestSupport(receiver, folder);
        for (String named : executionOfScripts) {
            String[] parts = named.split("=");
            camel.rawScript(parts[0], "webhookscript: \"1.0\"\n" + SCRIPT.formatted(parts[1]) + limits);
        }
        camel.component().setStore(store);
        camel.start();
    }

    private void hold() {
        try {
            if (holding) {
                released.await();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        released.countDown();
        camel.close();
    }

    private DeadLetters letters() {
        return camel.component().deadLetters().orElseThrow();
    }

    private String fail(String script, int id) {
        Exchange call = camel.camelContext().createProducerTemplate().request(
                "webhookscript:" + script + "?context.call=mine", sent -> {
                    sent.getMessage().setBody(Map.of("id", id));
                    sent.getMessage().setHeader("from", "here");
                    sent.setVariable("region", "eu");
                });
        WebhookScriptException failure = call.getException(WebhookScriptException.class);
        String messageId = failure != null
                ? failure.getMessageId() : call.getMessage().getHeader("CamelWebhookScriptMessageId", String.class);
        await().until(() -> letters().get(messageId).isPresent());
        return messageId;
    }

    /** Letters like a real one, under other ids. */
    private void copy(String messageId, String script, int from, int to) {
        DeadLetter model = letters().get(messageId).orElseThrow();
        OutboxEntry entry = model.contents().entry();
        for (int i = from; i < to; i++) {
            String id = "msg_" + i;
            store.deadLetters().add(new DeadLetter(
                    id, script, Instant.now(), i % 2 == 0 ? "temporary" : "refused", 503, "busy " + i,
                    new DeadLetter.Contents(
                            model.contents().document(), new OutboxEntry(
                                    id, script, null, null, false, 3, entry.document(), new byte[] { 1 }))));
        }
    }

    private ReplayStatus status(String id) {
        return letters().replays().stream().filter(status -> status.id().equals(id)).findFirst().orElseThrow();
    }

    private void awaitEnd(String id) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> status(id).state() != State.RUNNING && status(id).counts().waiting() == 0);
    }

    private List<String> sentIds() {
        return receiver.requests().stream().map(request -> request.headers("X-Id").get(0)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = { "sync", "async" })
    void oneLetterBecomesTheSameRequestAgain(String execution) throws Exception {
        start("order=" + execution);
        String messageId = fail("order", 7);
        response = request -> OK;

        assertThat(letters().replay(messageId)).isTrue();

        await().until(() -> receiver.requests().size() == 2);
        RawReceiver.Request first = receiver.requests().get(0);
        RawReceiver.Request second = receiver.requests().get(1);
        assertThat(second.line()).isEqualTo(first.line()).startsWith("PUT /eu");
        assertThat(second.text()).isEqualTo(first.text()).isEqualTo("{\"id\":7}");
        assertThat(second.headers("X-Id")).containsExactly(messageId);
        assertThat(second.headers("X-From")).containsExactly("here");
        assertThat(second.headers("X-Call")).containsExactly("mine");
        await().untilAsserted(() -> assertThat(store.size()).isZero());
        DeadLetter letter = letters().get(messageId).orElseThrow();
        assertThat(letter.replays().last()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(letter.replays().count()).isEqualTo(1);
        assertThat(letters().count(DeadLetterFilter.OPEN)).isEmpty();
    }

    @Test
    void aLetterThatFailsAgainIsOpenAgain() throws Exception {
        start("order=sync");
        String messageId = fail("order", 7);
        response = request -> RawReceiver.response(404, "text/plain", "unknown");

        letters().replay(messageId);

        await().untilAsserted(() -> {
            DeadLetter letter = letters().get(messageId).orElseThrow();
            assertThat(letter.outcome()).isEqualTo("refused");
            assertThat(letter.replays().last()).isNull();
            assertThat(letter.replays().count()).isEqualTo(1);
        });
        await().untilAsserted(() -> assertThat(store.size()).isZero());
        response = request -> OK;
        letters().replay(messageId);
        await().until(() -> receiver.requests().size() == 3);
        assertThat(letters().get(messageId).orElseThrow().replays().count()).isEqualTo(2);
        assertThat(receiver.requests().get(2).text()).isEqualTo("{\"id\":7}");
    }

    @Test
    void whatBecameOfLettersIsToldApart() throws Exception {
        start("order=sync");
        String open = fail("order", 7);
        String again = fail("order", 8);
        response = request -> OK;
        holding = true;
        letters().replay(again);

        assertThat(letters().resent(List.of(open, again, "msg_0")))
                .isEqualTo(Map.of(open, Resent.OPEN, again, Resent.WAITING));
        released.countDown();
        await().untilAsserted(() -> assertThat(letters().resent(List.of(again))).isEqualTo(Map.of(again, Resent.DELIVERED)));
    }

    @Test
    void aLetterThatIsBeingSentAgainIsNotSentTwice() throws Exception {
        start("order=sync");
        String messageId = fail("order", 7);
        response = request -> OK;
        holding = true;

        assertThat(letters().replay(messageId)).isTrue();
        assertThat(letters().replay(messageId)).isFalse();

        released.countDown();
        await().untilAsserted(() -> assertThat(store.size()).isZero());
        assertThat(receiver.requests()).hasSize(2);
        assertThat(letters().get(messageId).orElseThrow().replays().count()).isEqualTo(1);
    }

    @Test
    void aSelectionIsSentAgainTheOldestFirstAndItsProgressIsShown() throws Exception {
        start("order=async", "other=sync");
        copy(fail("order", 7), "order", 0, 40);
        copy("msg_0", "other", 40, 60);
        Map<String, Long> dry = letters().count(DeadLetterFilter.OPEN.withOutcome("refused"));
        response = request -> request.headers("X-Id").get(0).endsWith("7") ? NO : OK;

        ReplayStatus started = letters().replay(DeadLetterFilter.ALL.withOutcome("refused"));
        awaitEnd(started.id());

        assertThat(dry).isEqualTo(Map.of("order", 20L, "other", 10L));
        assertThat(started.selected()).isEqualTo(30);
        ReplayStatus ended = status(started.id());
        assertThat(ended.state()).isEqualTo(State.COMPLETED);
        assertThat(ended.counts().accepted()).isEqualTo(30);
        assertThat(ended.counts().delivered()).isEqualTo(24);
        assertThat(ended.counts().failedAgain()).isEqualTo(6);
        assertThat(ended.counts().skipped()).isZero();
        assertThat(ended.problem()).isNull();
        assertThat(ended.endedAt()).isAfterOrEqualTo(ended.startedAt());
        assertThat(ended.values()).containsEntry("filter", "outcome=refused, replayed=false")
                .containsEntry("state", "completed").containsEntry("waiting", 0L);
        assertThat(sentIds()).hasSize(31).contains("msg_1", "msg_39", "msg_41", "msg_59").doesNotContain("msg_0", "msg_40");
        assertThat(letters().get("msg_7").orElseThrow().replays().count()).isEqualTo(1);
        assertThat(letters().get("msg_7").orElseThrow().replays().last()).isNull();
        assertThat(letters().get("msg_1").orElseThrow().replays().last()).isNotNull();
    }

    @Test
    void aSecondReplayOfTheSameLettersIsRefusedByName() throws Exception {
        start("order=async", "other=async");
        copy(fail("order", 7), "order", 0, 20);
        copy("msg_0", "other", 20, 40);
        response = request -> OK;
        holding = true;
        ReplayStatus running = letters().replay(DeadLetterFilter.OPEN.ofScript("order"));

        assertThatThrownBy(() -> letters().replay(DeadLetterFilter.OPEN.withOutcome("refused")))
                .isInstanceOf(ReplayRefusedException.class)
                .hasMessageContaining(
                        running.id() + " (script=order, replayed=false) is running and may select the same letters")
                .hasMessageContaining("of 21 again. Wait until it has ended, or stop it");
        ReplayStatus other = letters().replay(DeadLetterFilter.ALL.ofScript("other"));

        released.countDown();
        awaitEnd(running.id());
        awaitEnd(other.id());
        assertThat(sentIds().subList(1, 42)).hasSize(41).doesNotHaveDuplicates();
        assertThat(receiver.requests()).hasSize(42);
        assertThat(letters().replay(DeadLetterFilter.OPEN.withOutcome("refused")).selected()).isZero();
    }

    @Test
    void aReplayThatIsStoppedSendsNoFurtherLetters() throws Exception {
        start("order=async");
        copy(fail("order", 7), "order", 0, 1_500);
        response = request -> OK;
        holding = true;
        ReplayStatus running = letters().replay(DeadLetterFilter.OPEN);
        await().until(() -> status(running.id()).counts().accepted() > 0);

        ReplayStatus stopped = letters().stop(running.id());
        released.countDown();
        awaitEnd(running.id());

        assertThat(stopped.state()).isEqualTo(State.STOPPED);
        ReplayStatus ended = status(running.id());
        assertThat(ended.counts().accepted()).isBetween(1L, 600L);
        assertThat(ended.counts().delivered()).isEqualTo(ended.counts().accepted());
        assertThat(letters().count(DeadLetterFilter.OPEN)).isEqualTo(Map.of("order", 1_501 - ended.counts().accepted()));
        assertThat(receiver.requests()).hasSize((int) ended.counts().accepted() + 1);
        ReplayStatus rest = letters().replay(DeadLetterFilter.OPEN);
        awaitEnd(rest.id());
        assertThat(status(rest.id()).counts().delivered()).isEqualTo(rest.selected());
        assertThat(sentIds().subList(1, 1_502)).doesNotHaveDuplicates();
    }

    @Test
    void aRestartInTheMiddleLosesNothing() throws Exception {
        start("order=async");
        String model = fail("order", 7);
        copy(model, "order", 0, 1_500);
        response = request -> OK;
        ReplayStatus running = letters().replay(DeadLetterFilter.OPEN);
        await().until(() -> status(running.id()).counts().delivered() > 100);
        camel.camelContext().stop();

        RawReceiver first = receiver;
        start("order=async");
        response = request -> OK;
        await().atMost(Duration.ofSeconds(60)).until(() -> store.size() == 0);
        assertThat(letters().replays()).isEmpty();
        ReplayStatus rest = letters().replay(DeadLetterFilter.OPEN);
        awaitEnd(rest.id());

        assertThat(letters().count(DeadLetterFilter.OPEN)).isEmpty();
        List<String> sent = new ArrayList<>(
                first.requests().stream()
                        .map(request -> request.headers("X-Id").get(0)).toList());
        sent.remove(0);
        sent.addAll(sentIds());
        assertThat(sent).hasSizeGreaterThanOrEqualTo(1_501);
        assertThat(new HashSet<>(sent)).hasSize(1_501).contains(model, "msg_0", "msg_1499");
        first.close();
    }

    @Test
    void aStoreThatFailsMeanwhileIsNamedAndTheReplayContinues() throws Exception {
        start("order=async");
        copy(fail("order", 7), "order", 0, 50);
        response = request -> OK;
        store.isDown("disk full");

        ReplayStatus running = letters().replay(DeadLetterFilter.OPEN);
        await().until(() -> "disk full".equals(status(running.id()).problem()));
        assertThat(status(running.id()).state()).isEqualTo(State.RUNNING);
        assertThat(status(running.id()).counts().accepted()).isZero();
        store.isBack();
        awaitEnd(running.id());

        assertThat(status(running.id()).counts().delivered()).isEqualTo(51);
        assertThat(status(running.id()).problem()).isNull();
        assertThat(sentIds().subList(1, 52)).doesNotHaveDuplicates();
    }

    @Test
    void aLetterWhoseEventCannotBeReadIsSkippedAndNamed() throws Exception {
        start("order=async");
        copy(fail("order", 7), "order", 0, 2);
        store.deadLetters().add(new DeadLetter(
                "msg_damaged", "order", Instant.now(), "temporary", 503, "busy", new DeadLetter.Contents(
                        "{}", new OutboxEntry(
                                "msg_damaged", "order", null, null, false, 1, "?".getBytes(StandardCharsets.UTF_8),
                                new byte[0]))));
        response = request -> OK;

        ReplayStatus running = letters().replay(DeadLetterFilter.OPEN);
        awaitEnd(running.id());

        assertThat(status(running.id()).counts().delivered()).isEqualTo(3);
        assertThat(status(running.id()).counts().skipped()).isEqualTo(1);
        assertThat(status(running.id()).problem()).startsWith("the event of the dead letter msg_damaged cannot be read: ");
        assertThat(letters().count(DeadLetterFilter.OPEN)).isEqualTo(Map.of("order", 1L));
        assertThatThrownBy(() -> letters().replay("msg_damaged")).isInstanceOf(ReplayRefusedException.class)
                .hasMessageContaining("the event of the dead letter msg_damaged cannot be read");
        assertThat(letters().get("msg_damaged").orElseThrow().replays().count()).isZero();
    }

    @Test
    void aReplayWaitsForTheCircuitBreakerAlsoWhenCallersDoNot() throws Exception {
        limits = "  circuitBreaker: { minimumNumberOfCalls: 2, slidingWindowSize: 2, waitDurationInOpenState: 1s, whenOpen: fail }\n";
        start("order=sync");
        copy(fail("order", 7), "order", 0, 30);
        fail("order", 8);
        assertThat(camel.component().deliveryStatus("order").orElseThrow().limits().breaker()).isEqualTo(BreakerState.OPEN);
        response = request -> OK;

        ReplayStatus running = letters().replay(DeadLetterFilter.OPEN);
        awaitEnd(running.id());

        assertThat(status(running.id()).counts().delivered()).isEqualTo(32);
        assertThat(status(running.id()).counts().failedAgain()).isZero();
    }

    @Test
    void aReplayWaitsForARateThatRejectsCallers() throws Exception {
        limits = NO_BREAKER + "  rate: { requests: 20, per: 500ms, whenExceeded: reject }\n";
        start("order=sync");
        copy(fail("order", 7), "order", 0, 70);
        response = request -> OK;

        ReplayStatus running = letters().replay(DeadLetterFilter.OPEN);
        awaitEnd(running.id());

        assertThat(status(running.id()).counts().delivered()).isEqualTo(71);
        assertThat(status(running.id()).counts().failedAgain()).isZero();
    }

    @Test
    void anEventThatCouldNotBeReadOnArrivalFailsAgainWithItsReason() throws Exception {
        start("order=sync");
        Exchange call = camel.camelContext().createProducerTemplate().request("webhookscript:order", sent -> {
            sent.getMessage().setBody("{ broken");
            sent.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        });
        String messageId = call.getException(WebhookScriptException.class).getMessageId();
        String reason = letters().get(messageId).orElseThrow().reason();

        assertThat(letters().replay(messageId)).isTrue();

        await().untilAsserted(() -> {
            DeadLetter letter = letters().get(messageId).orElseThrow();
            assertThat(letter.replays().count()).isEqualTo(1);
            assertThat(letter.replays().last()).isNull();
            assertThat(letter.outcome()).isEqualTo("notSent");
            assertThat(letter.reason()).isEqualTo(reason);
        });
        assertThat(receiver.requests()).isEmpty();
    }
}
