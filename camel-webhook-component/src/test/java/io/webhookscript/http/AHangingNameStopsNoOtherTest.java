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
package io.webhookscript.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.webhookscript.http.CallFailedException.Kind;
import io.webhookscript.http.HttpConnections.Sizes;
import io.webhookscript.http.message.HttpResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A name whose look-up hangs, as those of a dead zone do for many seconds, keeps no other name from being found. */
@Tag("slow")
class AHangingNameStopsNoOtherTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, CountDownLatch> ends = new ConcurrentHashMap<>();
    private final AtomicLong ahead = new AtomicLong();
    private final NameLookups lookups = new NameLookups(this::resolve, this::now);

    /** Names that begin with "dead" hang until the test ends or says otherwise; the others lead to loopback. */
    private List<InetAddress> resolve(String name) throws UnknownHostException {
        asked.add(name);
        if (name.startsWith("dead")) {
            try {
                end(name).await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(name);
            }
        }
        return List.of(InetAddress.getByName("127.0.0.1"));
    }

    private CountDownLatch end(String name) {
        return ends.computeIfAbsent(name, n -> new CountDownLatch(1));
    }

    private long now() {
        return System.nanoTime() + ahead.get();
    }

    private void pass(long seconds) {
        ahead.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @AfterEach
    void end() {
        lookups.close();
        ends.values().forEach(CountDownLatch::countDown);
        callers.shutdownNow();
    }

    @Test
    void aHealthyNameIsFoundBesideEightDeadOnes() throws Exception {
        try (RawReceiver receiver = RawReceiver.answering(OK); HttpConnections client = client()) {
            for (int i = 0; i < 8; i++) {
                URI dead = URI.create("http://dead" + i + ".example/");
                CallLimits limits = limits(PATIENCE, "script " + i);
                callers.submit(() -> client.send(Calls.get(dead), limits, Calls.LOOPBACK));
            }
            Awaitility.await().until(() -> asked.size() == 8);

            URI good = URI.create("http://good.example:" + receiver.port() + "/");
            HttpResponse response
                    = client.send(Calls.get(good), limits(Duration.ofSeconds(10), "another"), Calls.LOOPBACK);

            assertThat(response.status()).isEqualTo(200);
            assertThat(ends.values()).noneMatch(end -> end.getCount() == 0);
        }
    }

    @Test
    void deadNamesOfOneScriptTakeItsOwnShareOnly() throws Exception {
        for (int i = 0; i < 10; i++) {
            ask("dead" + i, "one", PATIENCE);
        }
        Awaitility.await().until(() -> asked.size() == 2);

        assertThat(ask("good", "other", PATIENCE).get()).hasSize(1);

        assertThat(asked).hasSize(3);
        pass(1);
        lookups.tick(now());
        Awaitility.await().until(() -> asked.size() == 5); // two more of its own
    }

    @Test
    void aNameThatTwoScriptsWaitForRunsInTheShareThatHasRoom() throws Exception {
        ask("dead1", "one", PATIENCE);
        ask("dead2", "one", PATIENCE);
        Awaitility.await().until(() -> asked.size() == 2);
        Future<List<InetAddress>> first = ask("good", "one", PATIENCE);
        Awaitility.await().until(() -> lookups.queued() == 1);

        assertThat(ask("good", "other", PATIENCE).get()).hasSize(1);

        assertThat(first.get()).hasSize(1);
        assertThat(asked.stream().filter("good"::equals)).hasSize(1);
    }

    @Test
    void aNameThatNobodyWaitsForAnyMoreLeavesTheQueue() throws Exception {
        Future<List<InetAddress>> dead = ask("dead1", "one", PATIENCE);
        ask("dead2", "one", PATIENCE);
        Awaitility.await().until(() -> asked.size() == 2);

        assertThatThrownBy(() -> lookups.lookUp("late", "one", Duration.ofMillis(20))).isInstanceOf(TimeoutException.class);

        assertThat(lookups.queued()).isZero();
        end("dead1").countDown();
        assertThat(dead.get()).hasSize(1);
        assertThat(ask("good", "one", PATIENCE).get()).hasSize(1);
        assertThat(asked).containsExactlyInAnyOrder("dead1", "dead2", "good");
    }

    @Test
    void aNameThatTookTooLongFailsAtOnceForAWhile() throws Exception {
        URI dead = URI.create("http://dead.example/");
        try (HttpConnections client = client()) {
            Future<CallFailedException> first = callers.submit(() -> failure(client, dead, Duration.ofSeconds(1)));
            Awaitility.await().until(() -> asked.size() == 1);
            pass(5);
            assertThat(first.get().kind()).isEqualTo(Kind.TIMEOUT);

            CallFailedException second = failure(client, dead, Duration.ofMinutes(5));
            assertThat(second.kind()).isEqualTo(Kind.DNS);
            assertThat(second.sent()).isFalse();
            assertThat(second).hasMessageContaining("dead.example").hasMessageContaining("took too long");

            pass(5);
            assertThat(failure(client, dead, Duration.ofMillis(20)).kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure(client, dead, Duration.ofMinutes(5)).kind()).isEqualTo(Kind.DNS);
            assertThat(asked).hasSize(1);

            end("dead.example").countDown();
            Awaitility.await().untilAsserted(
                    () -> assertThat(failure(client, dead, Duration.ofSeconds(20)).kind()).isEqualTo(Kind.CONNECT));
            assertThat(client.leased()).isZero();
        }
    }

    /** Scripts with short timeouts do not spoil a slow name for those with longer ones. */
    @Test
    void aNameThatIsNotWaitedForLongIsNotTakenForDead() throws Exception {
        Future<List<InetAddress>> patient = ask("dead.example", "one", PATIENCE);
        Awaitility.await().until(() -> asked.size() == 1);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> lookups.lookUp("dead.example", "two", Duration.ofMillis(1)))
                    .isInstanceOf(TimeoutException.class);
        }

        end("dead.example").countDown();

        assertThat(patient.get()).hasSize(1);
    }

    @Test
    void aTableOfBoundedSizeRemembersTheNamesThatHang() {
        HangingNames names = new HangingNames();
        for (int i = 0; i < 1_500; i++) {
            names.add("dead" + i, 0);
        }

        assertThat(IntStream.range(0, 1_500).filter(i -> names.contains("dead" + i, 1))).hasSize(1_000);
        assertThat(names.contains("dead1499", TimeUnit.SECONDS.toNanos(5))).isFalse();
    }

    @Test
    void allTogetherAreBoundedHoweverManyHang() {
        List<Lookup> running = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            assertThat(new LookupShares(running, TimeUnit.SECONDS.toNanos(1)).haveRoom()).isTrue();
            running.add(running("dead" + i, "script " + i));
        }

        assertThat(new LookupShares(running, TimeUnit.SECONDS.toNanos(1)).haveRoom()).isFalse();
        assertThat(new LookupShares(running.subList(0, 8), 1).haveRoom()).isFalse();
    }

    @Test
    void thoseOfOneScriptAreBoundedHoweverManyHang() {
        List<Lookup> running = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            assertThat(new LookupShares(running, TimeUnit.SECONDS.toNanos(1)).haveRoomFor("one")).isTrue();
            running.add(running("dead" + i, "one"));
        }

        LookupShares shares = new LookupShares(running, TimeUnit.SECONDS.toNanos(1));
        assertThat(shares.haveRoomFor("one")).isFalse();
        assertThat(shares.haveRoomFor("other")).isTrue();
    }

    @Test
    void closingEndsThoseThatWaitInTheQueueAndThoseThatRun() throws Exception {
        HttpConnections client = client();
        List<Future<CallFailedException>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            URI dead = URI.create("http://dead" + i + ".example/");
            CallLimits limits = limits(Duration.ofMinutes(5), "script " + i);
            calls.add(callers.submit(() -> catchThrowableOfType(CallFailedException.class,
                    () -> client.send(Calls.get(dead), limits, Calls.LOOPBACK))));
        }
        Awaitility.await().until(() -> asked.size() == 8 && client.leased() == 12);

        client.close();

        for (Future<CallFailedException> call : calls) {
            assertThat(call.get(20, TimeUnit.SECONDS)).hasMessageContaining("closed");
        }
        assertThat(failure(client, URI.create("http://good.example/"), PATIENCE)).hasMessageContaining("closed");
    }

    private HttpConnections client() {
        return new HttpConnections(new Sizes(50, 20), this::resolve, SocketOpener.SYSTEM, this::now);
    }

    private Future<List<InetAddress>> ask(String name, String owner, Duration timeout) {
        return callers.submit(() -> lookups.lookUp(name, owner, timeout));
    }

    private static CallLimits limits(Duration deadline, String owner) {
        return new CallLimits(deadline, 1_000, owner);
    }

    private static CallFailedException failure(HttpConnections client, URI uri, Duration deadline) {
        return catchThrowableOfType(CallFailedException.class,
                () -> client.send(Calls.get(uri), limits(deadline, "any"), Calls.LOOPBACK));
    }

    private static Lookup running(String name, String owner) {
        Lookup lookup = new Lookup(name);
        lookup.begin(owner, 0);
        return lookup;
    }
}
