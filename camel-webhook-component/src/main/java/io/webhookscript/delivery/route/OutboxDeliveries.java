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
package io.webhookscript.delivery.route;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

import io.webhookscript.delivery.AcceptedDeliveries;
import io.webhookscript.delivery.AcceptedDeliveries.Places;
import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.durable.HeldEntry;
import io.webhookscript.script.Script;
import io.webhookscript.store.Claim;
import io.webhookscript.store.Outbox;
import io.webhookscript.store.OutboxConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Continues deliveries from the outbox in the routes of their scripts, from the end of the context's start to the
 * beginning of its stop. Thread-safe.
 */
public final class OutboxDeliveries implements OutboxConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxDeliveries.class);

    /**
     * The pause before an entry is tried again whose script has meanwhile stopped, or whose routes cannot be created.
     */
    private static final Duration NOT_NOW = Duration.ofSeconds(5);

    /**
     * The pause before an entry is tried again that this version cannot read: another node may have a later version.
     */
    private static final Duration UNREADABLE = Duration.ofMinutes(10);

    private final CamelContext camelContext;
    private final Outbox outbox;
    private final Collaborators collaborators;
    private final Lifecycle lifecycle = new Lifecycle();
    private volatile boolean open;
    private boolean closed;

    /**
     * The services that a continued delivery needs.
     *
     * @param loaded finds the loaded script of a name
     * @param first  runs the first delivery of a script, which creates its routes
     */
    public record Collaborators(
            ScriptSlots slots, ScriptRoutes routes, DeliveryFactory factory, AdmittedDelivery.Services services,
            AcceptedDeliveries accepted, Function<String, Optional<Script>> loaded, Executor first) {
    }

    public OutboxDeliveries(CamelContext camelContext, Outbox outbox, Collaborators collaborators) {
        this.camelContext = camelContext;
        this.outbox = outbox;
        this.collaborators = collaborators;
    }

    /** Opens the outbox now, or as soon as the context has started. */
    public void start() throws Exception {
        camelContext.addLifecycleStrategy(lifecycle);
        camelContext.addStartupListener(lifecycle);
    }

    public void close() {
        synchronized (this) {
            closed = true;
        }
        shut();
        camelContext.getLifecycleStrategies().remove(lifecycle);
    }

    private synchronized void open() {
        if (!open && !closed) {
            open = true;
            outbox.open(this);
        }
    }

    private synchronized void shut() {
        if (open) {
            open = false;
            outbox.close();
        }
    }

    /** Camel adds no routes before the context has started and after its stop has begun. */
    private final class Lifecycle extends LifecycleStrategySupport implements ExtendedStartupListener {

        /** The routes have not started yet, unless the component was added to a running context. */
        @Override
        public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
            if (alreadyStarted) {
                open();
            }
        }

        @Override
        public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
            open();
        }

        @Override
        public void onContextStopping(CamelContext context) {
            shut();
        }
    }

    @Override
    public int room(String script) {
        if (!open || camelContext.getStatus() != ServiceStatus.Started) {
            return 0;
        }
        Optional<ScriptSlot> slot = collaborators.slots().find(script);
        Optional<RoutePair> pair = slot.map(ScriptSlot::current);
        Optional<Script> version = pair.map(RoutePair::script).or(() -> collaborators.loaded().apply(script));
        if (version.isEmpty() || !takesEvents(slot.orElse(null), version.get())) {
            return 0;
        }
        return pair.map(p -> p.runtime().room()).orElseGet(() -> collaborators.accepted().places(script).room());
    }

    private boolean takesEvents(@Nullable ScriptSlot slot, Script version) {
        return slot != null ? collaborators.routes().state(slot, version).takesEvents() : version.definition().about().active();
    }

    @Override
    public void claimed(Claim claim) {
        String script = claim.entry().script();
        Claimed claimed = new Claimed(claim, collaborators.accepted().places(script));
        claimed.places().hold(claimed.weight());
        Optional<RoutePair> pair = collaborators.slots().find(script).map(ScriptSlot::current);
        if (pair.isPresent()) {
            pair.get().runtime().workers().execute(() -> resume(claimed).ifPresent(AdmittedDelivery::runHere));
        } else {
            collaborators.first().execute(() -> resume(claimed).ifPresent(AdmittedDelivery::begin));
        }
    }

    /** An entry that holds a permit with the weight of its document. */
    private record Claimed(Claim claim, Places places) {

        private long weight() {
            return claim.entry().document().length;
        }

        private void giveBack(Duration wait) {
            claim.postpone(wait, claim.entry().attempts(), claim.entry().progress());
            places.leave(weight());
        }
    }

    /** The delivery, in the routes of its script; empty when the entry was given back. */
    private Optional<AdmittedDelivery> resume(Claimed claimed) {
        String name = claimed.claim().entry().script();
        try {
            Optional<Script> script = collaborators.loaded().apply(name);
            if (script.isPresent()) {
                return admitted(claimed, collaborators.routes().admit(collaborators.slots().of(name), script.get()));
            }
            claimed.giveBack(NOT_NOW);
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError failure) {
            collaborators.services().warnings().warn(name, "stored events that could not be continued",
                    () -> "script " + name + ": a stored event is tried again later, since its routes cannot be used: "
                          + failure);
            claimed.giveBack(NOT_NOW);
        }
        return Optional.empty();
    }

    private Optional<AdmittedDelivery> admitted(Claimed claimed, ScriptRoutes.Admission admission) {
        if (admission.routes() == null) {
            claimed.giveBack(NOT_NOW);
            return Optional.empty();
        }
        Delivery delivery;
        try {
            delivery = collaborators.factory().resume(admission, claimed.claim().entry());
        } catch (IllegalArgumentException unreadable) {
            admission.leave();
            claimed.giveBack(UNREADABLE);
            LOG.error("script {} message {}: its stored event cannot be read, and is tried again in {} minutes: {}",
                    claimed.claim().entry().script(), claimed.claim().entry().id(), UNREADABLE.toMinutes(),
                    unreadable.getMessage());
            return Optional.empty();
        }
        delivery.belongsTo(new HeldEntry(claimed.claim()));
        claimed.places().grow(delivery.weight() - claimed.weight());
        return Optional.of(new AdmittedDelivery(collaborators.services(), admission.routes(), delivery, false));
    }
}
