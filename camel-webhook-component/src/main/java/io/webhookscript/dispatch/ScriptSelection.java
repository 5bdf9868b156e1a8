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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.webhookscript.delivery.DeliveryOverrides;
import io.webhookscript.delivery.caller.SharedEvent;
import io.webhookscript.delivery.route.AdmittedDelivery;
import io.webhookscript.delivery.route.Deliveries;
import io.webhookscript.delivery.route.DeliveryFactory;
import io.webhookscript.http.message.RequestBody;
import io.webhookscript.request.event.DeliveryRoots;
import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.Script;
import io.webhookscript.script.repository.TriggerIndex;
import io.webhookscript.script.repository.TriggerIndex.IndexedTrigger;
import io.webhookscript.script.repository.TriggerIndex.Match;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Selects the scripts that get an event. A reload may change the triggers at any time: a script whose version is not
 * the one of the index any more is not called, and the new index decides about all scripts that have not got the event.
 * Thread-safe.
 */
final class ScriptSelection {

    private static final Logger LOG = LoggerFactory.getLogger(ScriptSelection.class);

    private final Supplier<TriggerIndex> index;
    private final Deliveries deliveries;
    private final DeliveryFactory factory;

    /**
     * One event.
     *
     * @param route the caller's route, if only the call shows that it uses the scripts
     */
    record Incoming(SharedEvent event, EventType type, DeliveryOverrides overrides, @Nullable String route) {

        Incoming {
            event = event.ofType(type.type());
        }
    }

    /**
     * A script that gets the event.
     *
     * @param delivery null when the script's routes could not be created
     * @param failure  the reason; null when there is a delivery
     */
    record Selected(Script script, @Nullable AdmittedDelivery delivery, @Nullable Throwable failure) {
    }

    /** @param problem the reason why the script cannot get the event */
    record Decision(boolean matches, @Nullable NotSentException problem) {

        private static final Decision NO = new Decision(false, null);
        private static final Decision YES = new Decision(true, null);
    }

    ScriptSelection(Supplier<TriggerIndex> index, Deliveries deliveries, DeliveryFactory factory) {
        this.index = index;
        this.deliveries = deliveries;
        this.factory = factory;
    }

    /** The scripts that get the event, in alphabetical order. Their deliveries have entered the scripts' routes. */
    List<Selected> select(Incoming incoming) {
        Map<String, Selected> selected = new TreeMap<>();
        TriggerIndex used;
        boolean withdrawn;
        do {
            used = index.get();
            withdrawn = false;
            for (Match match : matches(used, incoming)) {
                if (!selected.containsKey(match.script().name())) {
                    withdrawn |= isWithdrawn(match, incoming, selected);
                }
            }
        } while (withdrawn && isReplaced(used));
        return List.copyOf(selected.values());
    }

    @SuppressWarnings("ReferenceEquality") // each change makes a new index
    private boolean isReplaced(TriggerIndex used) {
        return index.get() != used;
    }

    List<Match> matches(Incoming incoming) {
        return matches(index.get(), incoming);
    }

    private static List<Match> matches(TriggerIndex index, Incoming incoming) {
        return index.find(incoming.type().type(), incoming.type().channel(), incoming.event().event().members());
    }

    /** @return whether the script matches, and does not accept the event in this version any more */
    private boolean isWithdrawn(Match match, Incoming incoming, Map<String, Selected> selected) {
        Script script = match.script();
        try {
            Decision decision = decide(match, incoming);
            if (!decision.matches()) {
                return false;
            }
            Optional<AdmittedDelivery> delivery = deliveries.admit(
                    new Deliveries.TriggeredScript(script, incoming.route(), decision.problem()), incoming.event(),
                    incoming.overrides());
            delivery.ifPresent(admitted -> selected.put(
                    script.name(), new Selected(script, admitted, null)));
            return delivery.isEmpty();
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError failure) {
            LOG.error("script {}: an event of type {} could not be passed to it", script.name(),
                    incoming.type().shown(), failure);
            selected.put(script.name(), new Selected(script, null, failure));
            return false;
        }
    }

    /** Evaluates the conditions: one that holds decides, even if another one cannot be evaluated. */
    Decision decide(Match match, Incoming incoming) {
        if (incoming.event().problem() != null || match.triggers().stream().anyMatch(t -> t.trigger().when() == null)) {
            return Decision.YES;
        }
        TemplateInputs data = factory.inputsOf(match.script(), incoming.overrides(), incoming.event());
        DeliveryRoots roots = new DeliveryRoots(data);
        List<NotSentException> problems = new ArrayList<>(1);
        try {
            Evaluation evaluation = new Evaluation(roots, data);
            if (match.triggers().stream().anyMatch(trigger -> holds(trigger, evaluation, problems))) {
                return Decision.YES;
            }
        } finally {
            roots.spooled().forEach(RequestBody::release);
        }
        return problems.isEmpty() ? Decision.NO : new Decision(true, problems.get(0));
    }

    private static boolean holds(IndexedTrigger trigger, Evaluation evaluation, List<NotSentException> problems) {
        try {
            return evaluation.holds(Objects.requireNonNull(trigger.trigger().when()));
        } catch (NotSentException failure) {
            problems.add(problem(trigger, String.valueOf(failure.getMessage()), failure.getCause()));
        } catch (RuntimeException | StackOverflowError failure) {
            // a bean that the condition reads may throw anything; its text may hold a secret
            problems.add(problem(trigger, failure.getClass().getSimpleName(), failure));
        }
        return false;
    }

    private static NotSentException problem(IndexedTrigger trigger, String what, @Nullable Throwable cause) {
        return new NotSentException("triggers[" + trigger.number() + "].when cannot be evaluated: " + what, cause);
    }
}
