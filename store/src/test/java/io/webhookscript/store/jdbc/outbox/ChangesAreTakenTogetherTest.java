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
package io.webhookscript.store.jdbc.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.webhookscript.store.OutboxEntry;
import io.webhookscript.store.jdbc.database.StoredBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Which changes the writer stores in one transaction. */
class ChangesAreTakenTogetherTest {

    private static final long LONG = Duration.ofSeconds(10).toNanos();

    private final AtomicLong time = new AtomicLong();
    private final ChangeQueue queue = new ChangeQueue(time::get, Duration.ofMillis(1));
    private final ExecutorService writer = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        writer.shutdownNow();
    }

    @Test
    void aSingleEventDoesNotWaitForOthers() throws Exception {
        queue.add(event("first"));
        assertThat(queue.take()).hasSize(1);
        queue.callersContinue();
        time.addAndGet(LONG);

        queue.add(event("second"));

        assertThat(taken().get(60, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void allChangesThatWaitAreTakenInTheirOrder() throws Exception {
        List<Change> changes = IntStream.range(0, 100).<Change> mapToObj(i -> event("event " + i)).toList();
        changes.forEach(queue::add);

        assertThat(queue.take()).isEqualTo(changes);
    }

    @Test
    void atMost500ChangesAreTaken() throws Exception {
        IntStream.range(0, 700).forEach(i -> queue.add(event("event " + i)));

        assertThat(queue.take()).hasSize(500);
        assertThat(queue.take()).hasSize(200);
    }

    @Test
    void theEventsOfCallersThatReturnAreTakenTogether() throws Exception {
        ChangeQueue patient = new ChangeQueue(time::get, Duration.ofMinutes(1));
        IntStream.range(0, 10).forEach(i -> patient.add(event("event " + i)));
        assertThat(patient.take()).hasSize(10);
        patient.add(event("of an eleventh caller"));
        patient.callersContinue();
        time.addAndGet(Duration.ofMinutes(1).toNanos());

        Future<List<Change>> together = writer.submit(patient::take);
        IntStream.range(0, 10).forEach(i -> patient.add(event("next event " + i)));

        assertThat(together.get(60, TimeUnit.SECONDS)).hasSize(11);
    }

    @Test
    void manyEventsDoNotWaitForMore() throws Exception {
        ChangeQueue patient = new ChangeQueue(time::get, Duration.ofMinutes(10));
        IntStream.range(0, 100).forEach(i -> patient.add(event("event " + i)));
        assertThat(patient.take()).hasSize(100);
        IntStream.range(0, 40).forEach(i -> patient.add(event("of another caller " + i)));
        patient.callersContinue();
        time.addAndGet(Duration.ofMinutes(20).toNanos());

        assertThat(writer.submit(patient::take).get(60, TimeUnit.SECONDS)).hasSize(40);
    }

    @Test
    void changesThatAreTooFewAreTakenAfterAMoment() throws Exception {
        IntStream.range(0, 10).forEach(i -> queue.add(event("event " + i)));
        assertThat(queue.take()).hasSize(10);
        queue.callersContinue();
        time.addAndGet(LONG);

        queue.add(event("a lonely one"));

        assertThat(taken().get(60, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void aProbeDoesNotWait() throws Exception {
        IntStream.range(0, 10).forEach(i -> queue.add(event("event " + i)));
        assertThat(queue.take()).hasSize(10);
        queue.callersContinue();
        time.addAndGet(LONG);

        queue.add(new Change.Probe(new CompletableFuture<>()));

        assertThat(taken().get(60, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void aWriterThatWaitsEndsWhenTheQueueIsClosed() throws Exception {
        Future<List<Change>> waits = taken();

        queue.close();

        assertThat(waits.get(60, TimeUnit.SECONDS)).isEmpty();
        assertThat(queue.add(event("too late"))).isEqualTo(ChangeQueue.Added.CLOSED);
    }

    @Test
    void nothingIsLostBetweenManyThreads() {
        int callers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            IntStream.range(0, callers).forEach(caller -> threads.execute(
                    () -> IntStream.range(0, 2_000).forEach(i -> queue.add(event(caller + "-" + i)))));
            AtomicLong taken = new AtomicLong();
            writer.execute(() -> count(taken, callers * 2_000));

            await().untilAsserted(() -> assertThat(taken).hasValue(callers * 2_000));
        } finally {
            threads.shutdownNow();
        }
    }

    private void count(AtomicLong taken, int all) {
        try {
            while (taken.get() < all) {
                taken.addAndGet(queue.take().size());
                queue.callersContinue();
                time.addAndGet(Duration.ofMillis(1).toNanos());
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private Future<List<Change>> taken() {
        return writer.submit(queue::take);
    }

    private static Change event(String id) {
        byte[] document = "{}".getBytes(StandardCharsets.UTF_8);
        OutboxEntry entry = new OutboxEntry(id, "script", null, null, false, 0, document, new byte[0]);
        return new Change.Acceptation(
                StoredEntry.of(entry, new StoredBytes(null)), true, false, new CompletableFuture<>());
    }
}
