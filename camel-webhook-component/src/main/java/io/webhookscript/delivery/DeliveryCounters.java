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
package io.webhookscript.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.BreakerKeys;
import io.webhookscript.delivery.report.DeliveryStatus;
import io.webhookscript.delivery.report.DeliveryStatus.Limits;
import io.webhookscript.delivery.report.DeliveryStatus.SinceStart;
import io.webhookscript.delivery.report.DeliveryStatus.Waiting;
import io.webhookscript.pacing.WaitReason;
import io.webhookscript.script.Outcome;
import org.jspecify.annotations.Nullable;

/** Counts the deliveries of one script, over all its versions. Thread-safe; costs a few atomic additions a delivery. */
public final class DeliveryCounters {

    /** The number of ended deliveries that are remembered: as many as a console shows at a glance. */
    private static final int LAST = 10;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger calling = new AtomicInteger();
    private final Map<WaitReason, AtomicInteger> waiting = Stream.of(WaitReason.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), reason -> new AtomicInteger()));
    private final LongAdder attempts = new LongAdder();
    private final Map<Outcome, LongAdder> ended = Stream.of(Outcome.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), outcome -> new LongAdder()));
    private final AtomicReferenceArray<DeliveryStatus.EndedDelivery> last = new AtomicReferenceArray<>(LAST);
    private final AtomicLong endings = new AtomicLong();

    public void taken() {
        inFlight.incrementAndGet();
    }

    /** Counts a delivery that has left the memory of this node without an outcome. */
    public void putBack() {
        inFlight.decrementAndGet();
    }

    public void ended(Delivery delivery, Instant at) {
        inFlight.decrementAndGet();
        Outcome outcome = delivery.result().outcome();
        Objects.requireNonNull(ended.get(outcome)).increment();
        last.set(
                (int) (endings.getAndIncrement() % LAST),
                new DeliveryStatus.EndedDelivery(at, delivery.data().message().id(), outcome, delivery.attempts().size()));
    }

    void callBegins() {
        calling.incrementAndGet();
    }

    void callEnds(boolean wasSent) {
        calling.decrementAndGet();
        if (wasSent) {
            attempts.increment();
        }
    }

    void waitBegins(WaitReason reason) {
        Objects.requireNonNull(waiting.get(reason)).incrementAndGet();
    }

    void waitEnds(WaitReason reason) {
        Objects.requireNonNull(waiting.get(reason)).decrementAndGet();
    }

    /**
     * The counts, with the state of the script version that accepts events.
     *
     * @param failingSince the first failure since the last success; null when there was none
     */
    public DeliveryStatus status(ScriptRuntime runtime, boolean running, @Nullable Instant failingSince) {
        return new DeliveryStatus(
                runtime.identity(), running, inFlight.get(), calling.get(),
                new Waiting(waiting(WaitReason.RATE), waiting(WaitReason.RETRY), waiting(WaitReason.BREAKER)),
                limits(runtime),
                new SinceStart(
                        ended.entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().sum())),
                        attempts.sum(), lastEnded()),
                failingSince);
    }

    private static Limits limits(ScriptRuntime runtime) {
        int rateKeys = runtime.gate() != null ? runtime.gate().keys() : 0;
        return runtime.breakers() != null
                ? new Limits(rateKeys, runtime.breakers().state(), runtime.breakers().keys())
                : new Limits(rateKeys, null, BreakerKeys.NONE);
    }

    private int waiting(WaitReason reason) {
        return Objects.requireNonNull(waiting.get(reason)).get();
    }

    private List<DeliveryStatus.EndedDelivery> lastEnded() {
        List<DeliveryStatus.EndedDelivery> newest = new ArrayList<>(LAST);
        long count = endings.get();
        for (long i = count - 1; i >= Math.max(0, count - LAST); i--) {
            DeliveryStatus.EndedDelivery entry = last.get((int) (i % LAST));
            if (entry != null) {
                newest.add(entry);
            }
        }
        return newest;
    }
}
