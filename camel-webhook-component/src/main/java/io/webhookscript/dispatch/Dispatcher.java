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

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.webhookscript.delivery.DeliveryOverrides;
import io.webhookscript.delivery.caller.SharedEvent;
import io.webhookscript.delivery.report.DispatchStatus;
import io.webhookscript.delivery.route.Deliveries;
import io.webhookscript.delivery.route.DeliveryFactory;
import io.webhookscript.delivery.route.EventAddress;
import io.webhookscript.delivery.route.ScriptUsers;
import io.webhookscript.dispatch.ScriptSelection.Decision;
import io.webhookscript.dispatch.ScriptSelection.Incoming;
import io.webhookscript.dispatch.ScriptSelection.Selected;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.repository.TriggerIndex;
import io.webhookscript.script.repository.TriggerIndex.Match;
import io.webhookscript.tryout.ScriptRunner;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Gives the events of a caller's message to all active scripts with a matching trigger. Thread-safe. */
public final class Dispatcher {

    private final ScriptSelection selection;
    private final Services services;
    private final DispatchCounters counters;

    /**
     * What the dispatcher needs from others.
     *
     * @param index      the triggers of the scripts that are loaded now
     * @param continuing runs work that belongs to no script
     */
    public record Services(
            Supplier<TriggerIndex> index, Deliveries deliveries, DeliveryFactory factory, ScriptUsers users,
            ScriptRunner runner,
            Executor continuing, Clock clock) {
    }

    public Dispatcher(Services services) {
        this.services = services;
        this.selection = new ScriptSelection(services.index(), services.deliveries(), services.factory());
        this.counters = new DispatchCounters(services.clock());
    }

    /**
     * Delivers the event of the caller's message, or each event of a batch. The message's body becomes the list of
     * outcomes.
     *
     * @return as {@link org.apache.camel.AsyncProcessor#process(Exchange, AsyncCallback)}
     */
    public boolean dispatch(EventAddress address, DeliveryOverrides overrides, Exchange caller, AsyncCallback callback) {
        Optional<String> route = services.users().dispatcher(address, caller);
        return new EventRun(
                SharedEvent.of(caller), event -> select(address, event, overrides, route.orElse(null)),
                new EventRun.Caller(caller, callback, services.continuing())).start();
    }

    private List<Selected> select(
            EventAddress address, SharedEvent event, DeliveryOverrides overrides, @Nullable String route)
            throws NotSentException {
        EventType type;
        try {
            type = EventType.of(address.type(), event);
        } catch (NotSentException rejected) {
            counters.rejected();
            throw rejected;
        }
        List<Selected> selected = selection.select(new Incoming(event, type, overrides, route));
        if (selected.isEmpty()) {
            counters.unmatched(type);
        } else {
            counters.matched();
        }
        return selected;
    }

    /**
     * The requests that the scripts would send for the caller's message, each as a dry run gives it, with the name of
     * its script. The exchange is not changed, and nothing is counted.
     *
     * @throws NotSentException when an event could not be given to scripts
     */
    public List<Map<String, @Nullable Object>> dryRun(EventAddress address, DeliveryOverrides overrides, Exchange caller)
            throws NotSentException {
        List<SharedEvent> events = SharedEvent.of(caller);
        List<Map<String, @Nullable Object>> runs = new ArrayList<>();
        try {
            for (SharedEvent event : events) {
                Incoming incoming = new Incoming(event, EventType.of(address.type(), event), overrides, null);
                for (Match match : selection.matches(incoming)) {
                    Decision decision = selection.decide(match, incoming);
                    if (decision.matches()) {
                        runs.add(dryRun(match, decision, incoming));
                    }
                }
            }
        } finally {
            events.forEach(event -> event.event().release());
        }
        return Collections.unmodifiableList(runs);
    }

    private Map<String, @Nullable Object> dryRun(Match match, Decision decision, Incoming incoming) {
        Map<String, @Nullable Object> run = new LinkedHashMap<>();
        run.put("script", match.script().name());
        Optional<String> problem = Optional.ofNullable(incoming.event().problem())
                .or(() -> Optional.ofNullable(decision.problem()).map(failure -> String.valueOf(failure.getMessage())));
        run.putAll(problem.isPresent()
                ? ScriptRunner.unreadable(match.script(), problem.get())
                : services.runner()
                        .dryRun(services.factory().inputsOf(match.script(), incoming.overrides(), incoming.event())));
        return Collections.unmodifiableMap(run);
    }

    public DispatchStatus status() {
        return counters.status();
    }
}
