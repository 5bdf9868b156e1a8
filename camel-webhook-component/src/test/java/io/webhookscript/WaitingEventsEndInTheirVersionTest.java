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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.ScriptState;
import io.webhookscript.http.RawReceiver;
import io.webhookscript.lifecycle.FileChanges;
import io.webhookscript.lifecycle.ScriptStatus;
import io.webhookscript.script.usecase.FoundFile;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What waits when its script changes ends in the version that has taken it, wherever it waits and whatever was done to
 * the script meanwhile; the new version is not held up by it.
 */
@Tag("slow")
@Timeout(180)
class WaitingEventsEndInTheirVersionTest {

    private static final String SCRIPT = """
            webhookscript: "1.0"
            context: { receiver: "" }
            request: { url: "{{ context.receiver }}/%1$s", headers: { X-Version: "%1$s" } }
            idempotencyKey: true
            limits:
              total: 10m
              retry: { delay: 1ms, maxAttempts: 20 }
              circuitBreaker: { slidingWindowSize: 2, minimumNumberOfCalls: 2, waitDurationInOpenState: 1s, whenOpen: wait }
            """;

    @TempDir
    private Path folder;
    private volatile boolean well;
    private RawReceiver receiver;
    @AutoClose
    private WebhookScriptTestSupport camel;

    @BeforeEach
    void open() throws Exception {
        receiver = RawReceiver.playing(peer -> {
            for (RawReceiver.Request request = peer.request(); request != null; request = peer.request()) {
                boolean ill = request.line().contains("/one") && !well;
                peer.send(RawReceiver.response(ill ? 503 : 200, "text/plain", "ok"));
            }
        });
        camel = new WebhookScriptTestSupport(receiver, folder).rawScript("a", SCRIPT.formatted("one"));
        camel.component().setWatch(false);
        camel.start();
    }

    @Test
    void eventsAtAnOpenBreakerEndInTheirVersion() throws Exception {
        List<CompletableFuture<Exchange>> waiting = atTheBreaker();

        change("two");

        assertThat(camel.call("webhookscript:a", Map.of()).getException()).isNull();
        assertThat(lastVersion()).isEqualTo("two");
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertEndInTheFirstVersion(waiting);
    }

    @Test
    void eventsOfASuspendedScriptEndInTheirVersion() throws Exception {
        List<CompletableFuture<Exchange>> waiting = atTheBreaker();

        camel.component().scripts().suspend("a", false);
        change("two");

        assertThat(status().state()).isEqualTo(ScriptState.SUSPENDED);
        assertThat(camel.call("webhookscript:a", Map.of()).getException()).hasMessageContaining("suspended");
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertEndInTheFirstVersion(waiting);
        camel.component().scripts().resume("a");
        assertThat(camel.call("webhookscript:a", Map.of()).getException()).isNull();
        assertThat(lastVersion()).isEqualTo("two");
    }

    @Test
    void eventsOfAResumedScriptEndInTheirVersion() throws Exception {
        List<CompletableFuture<Exchange>> waiting = atTheBreaker();

        camel.component().scripts().suspend("a", false);
        change("two");
        camel.component().scripts().resume("a");
        change("three");

        assertThat(camel.call("webhookscript:a", Map.of()).getException()).isNull();
        assertThat(lastVersion()).isEqualTo("three");
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertEndInTheFirstVersion(waiting);
    }

    /** The new version is called all the time meanwhile: what it has in flight is not the old one's. */
    @Test
    void theirRoutesGoAlthoughTheNewVersionIsBusy() throws Exception {
        List<CompletableFuture<Exchange>> waiting = atTheBreaker();
        String one = status().routes().get(0);
        well = true;
        CompletableFuture<Exchange> busy = new CompletableFuture<>();
        try (RawReceiver slow = RawReceiver.playing(peer -> {
            peer.request();
            busy.join();
            peer.send(RawReceiver.response(200, "text/plain", "ok"));
        })) {
            changeTo(SCRIPT.formatted("two").replace("{{ context.receiver }}", "http://127.0.0.1:" + slow.port()));
            CompletableFuture<Exchange> held = send();
            Awaitility.await().until(() -> slow.requests().size() == 1);

            assertEnd(waiting);
            Awaitility.await().untilAsserted(() -> assertThat(routes()).doesNotContain(one));
            assertThat(held).isNotDone();
            busy.complete(null);
            assertThat(held.get(30, TimeUnit.SECONDS).getException()).isNull();
        }
    }

    /** Five deliveries that the open breaker keeps waiting; each has had an attempt, or has none left to knock with. */
    private List<CompletableFuture<Exchange>> atTheBreaker() {
        List<CompletableFuture<Exchange>> waiting = Stream.generate(this::send).limit(5).toList();
        Awaitility.await()
                .until(() -> Optional.ofNullable(status().deliveries()).map(found -> found.waiting().forBreaker()).orElse(0)
                             == 5);
        return waiting;
    }

    private void assertEndInTheFirstVersion(List<CompletableFuture<Exchange>> waiting) throws Exception {
        int before = receiver.requests().size();
        well = true;
        assertEnd(waiting);
        assertThat(receiver.requests().subList(before, receiver.requests().size()))
                .allSatisfy(request -> assertThat(request.headers("X-Version")).containsExactly("one"));
        Awaitility.await().untilAsserted(() -> assertThat(routes()).doesNotContain("webhookscript-a"));
    }

    private static void assertEnd(List<CompletableFuture<Exchange>> waiting) throws Exception {
        for (CompletableFuture<Exchange> delivery : waiting) {
            assertThat(delivery.get(30, TimeUnit.SECONDS).getException()).isNull();
        }
    }

    private void change(String version) throws Exception {
        changeTo(SCRIPT.formatted(version));
    }

    private void changeTo(String text) throws Exception {
        Path file = folder.resolve("a.webhookscript.yaml");
        Files.writeString(file, text);
        assertThat(camel.component().scripts().reload(FileChanges.of(new FoundFile(
                "a.webhookscript.yaml", "file:" + file, Files.readAllBytes(file))))).isEmpty();
    }

    private ScriptStatus status() {
        return camel.component().scripts().find("a").orElseThrow();
    }

    private CompletableFuture<Exchange> send() {
        return camel.camelContext().createProducerTemplate().asyncSend("webhookscript:a", camel.exchange(Map.of()));
    }

    private List<String> routes() {
        return camel.camelContext().getRoutes().stream().map(Route::getRouteId).toList();
    }

    private String lastVersion() {
        return receiver.requests().get(receiver.requests().size() - 1).headers("X-Version").get(0);
    }
}
