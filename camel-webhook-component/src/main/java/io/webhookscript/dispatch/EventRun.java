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
import java.util.List;
import java.util.concurrent.Executor;

import io.webhookscript.delivery.caller.SharedEvent;
import io.webhookscript.dispatch.ScriptSelection.Selected;
import io.webhookscript.request.event.NotSentException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The way of one message through the scripts: its events are taken one after another, in their order. Used by one
 * thread at a time.
 */
final class EventRun {

    private final List<SharedEvent> events;
    private final Selecting selecting;
    private final Caller caller;
    private final List<ScriptOutcome> outcomes = new ArrayList<>();
    private int next;
    private @Nullable EventDeliveries current;

    /** Selects the scripts of an event. */
    interface Selecting {

        List<Selected> select(SharedEvent event) throws NotSentException;
    }

    /** @param continuing continues with the next event when the scripts of the previous one have responded later */
    record Caller(Exchange exchange, AsyncCallback callback, Executor continuing) {
    }

    EventRun(List<SharedEvent> events, Selecting selecting, Caller caller) {
        this.events = events;
        this.selecting = selecting;
        this.caller = caller;
    }

    /** @return as {@link org.apache.camel.AsyncProcessor#process(Exchange, AsyncCallback)} */
    boolean start() {
        if (!advance()) {
            return false;
        }
        end(true);
        return true;
    }

    /** @return whether all events are done; false when another thread continues */
    private boolean advance() {
        while (next < events.size()) {
            List<Selected> selected;
            try {
                selected = selecting.select(events.get(next));
            } catch (NotSentException rejected) {
                add(List.of(ScriptOutcome.rejected(rejected)));
                continue;
            }
            EventDeliveries deliveries = new EventDeliveries(selected, caller.exchange().isTransacted(), this::resume);
            current = deliveries;
            if (!deliveries.start()) {
                return false;
            }
            add(deliveries.outcomes());
        }
        return true;
    }

    private void add(List<ScriptOutcome> ofEvent) {
        int place = next++;
        ofEvent.forEach(outcome -> outcomes.add(events.size() == 1 ? outcome : outcome.inBatch(place)));
        events.get(place).event().release();
    }

    private void resume() {
        EventDeliveries ended = current;
        if (ended == null) {
            return;
        }
        add(ended.outcomes());
        if (next == events.size()) {
            end(false);
        } else {
            caller.continuing().execute(this::proceed);
        }
    }

    private void proceed() {
        boolean done;
        try {
            done = advance();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError failure) {
            // on a worker thread no other code catches it, and the caller would wait without end
            caller.exchange().setException(failure);
            caller.callback().done(false);
            return;
        }
        if (done) {
            end(false);
        }
    }

    private void end(boolean doneSync) {
        EventResult.give(outcomes, events.size(), caller.exchange());
        caller.callback().done(doneSync);
    }
}
