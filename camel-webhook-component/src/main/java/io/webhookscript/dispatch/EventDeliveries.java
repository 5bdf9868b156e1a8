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
package io.webhookscript.dispatch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.route.AdmittedDelivery;
import io.webhookscript.delivery.route.DeliveryCaller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deliveries of one event. Those whose caller waits are made side by side: one on the caller's thread and the
 * others on the workers of their scripts. A transaction is bound to its thread, so a transacted event is delivered to
 * one script after another.
 */
final class EventDeliveries {

    /**
     * The calls of one event at a time: an event for thousands of scripts must not take all connections and threads.
     */
    private static final int SIDE_BY_SIDE = 100;

    private static final Logger LOG = LoggerFactory.getLogger(EventDeliveries.class);

    private final List<ScriptSelection.Selected> selected;
    private final boolean transacted;
    private final AtomicReferenceArray<ScriptOutcome> outcomes;
    /** The deliveries that have not ended, and one for the thread that begins them. */
    private final AtomicInteger pending;
    /**
     * The places of the deliveries that are given to workers. It is fixed, since a delivery that has ended is no call.
     */
    private final BitSet called = new BitSet();
    private final List<Integer> calls;
    /** The first call is the caller's thread's. */
    private final AtomicInteger nextCall = new AtomicInteger(1);
    private final Runnable whenEnded;

    /**
     * @param whenEnded called by another thread when {@link #start} has returned false and all deliveries have ended
     */
    EventDeliveries(List<ScriptSelection.Selected> selected, boolean transacted, Runnable whenEnded) {
        this.selected = selected;
        this.transacted = transacted;
        this.outcomes = new AtomicReferenceArray<>(selected.size());
        this.pending = new AtomicInteger(selected.size() + 1);
        this.whenEnded = whenEnded;
        this.calls = IntStream.range(0, selected.size()).filter(this::isCall).boxed().toList();
        calls.forEach(called::set);
    }

    /** @return whether all have ended */
    boolean start() {
        for (int i = 1; i < Math.min(calls.size(), SIDE_BY_SIDE); i++) {
            startNextCall();
        }
        for (int place = 0; place < selected.size(); place++) {
            ScriptSelection.Selected script = selected.get(place);
            if (script.delivery() == null) {
                record(place, ScriptOutcome.of(script.script(), Objects.requireNonNull(script.failure())));
            } else if (!called.get(place)) {
                run(place);
            }
        }
        if (!calls.isEmpty()) {
            run(calls.get(0));
        }
        return pending.decrementAndGet() == 0;
    }

    /** Whether the delivery may be given to a worker. */
    private boolean isCall(int place) {
        AdmittedDelivery delivery = selected.get(place).delivery();
        return !transacted && delivery != null && delivery.isCall();
    }

    private void startNextCall() {
        int next = nextCall.getAndIncrement();
        if (next < calls.size()) {
            int place = calls.get(next);
            delivery(place).workers().execute(() -> run(place));
        }
    }

    private AdmittedDelivery delivery(int place) {
        return Objects.requireNonNull(selected.get(place).delivery());
    }

    private void run(int place) {
        try {
            delivery(place).run(new OneOfSeveral(place));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError failure) {
            // on a worker thread no other code catches it, and the caller would wait without end
            LOG.error("script {}: a delivery failed with an unexpected exception", selected.get(place).script().name(),
                    failure);
            record(place, ScriptOutcome.of(selected.get(place).script(), failure));
        }
    }

    /** The caller of one of the deliveries. */
    private final class OneOfSeveral implements DeliveryCaller {

        private final int place;

        private OneOfSeveral(int place) {
            this.place = place;
        }

        @Override
        public void accepted(Delivery delivery, boolean doneSync) {
            record(place, ScriptOutcome.accepted(delivery));
        }

        @Override
        public void ended(Delivery delivery, boolean doneSync) {
            if (called.get(place)) {
                startNextCall();
            }
            record(place, ScriptOutcome.of(delivery));
        }
    }

    private void record(int place, ScriptOutcome outcome) {
        if (outcomes.compareAndSet(place, null, outcome) && pending.decrementAndGet() == 0) {
            whenEnded.run();
        }
    }

    /** The outcomes in the order of the scripts, once all have ended. */
    List<ScriptOutcome> outcomes() {
        List<ScriptOutcome> all = new ArrayList<>(selected.size());
        for (int i = 0; i < selected.size(); i++) {
            all.add(outcomes.get(i));
        }
        return all;
    }
}
