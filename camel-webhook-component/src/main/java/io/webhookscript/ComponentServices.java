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

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.webhookscript.callback.Callbacks;
import io.webhookscript.deadletter.DeadLetterServices;
import io.webhookscript.deadletter.DeadLetters;
import io.webhookscript.deadletter.LetterStorage;
import io.webhookscript.delivery.AcceptedDeliveries;
import io.webhookscript.delivery.AttemptLimits;
import io.webhookscript.delivery.AttemptResults;
import io.webhookscript.delivery.AttemptStep;
import io.webhookscript.delivery.DeliveryEvents;
import io.webhookscript.delivery.DeliveryThreads;
import io.webhookscript.delivery.RenderStep;
import io.webhookscript.delivery.ViaSteps;
import io.webhookscript.delivery.caller.EventReader;
import io.webhookscript.delivery.condition.MemoryScriptStates;
import io.webhookscript.delivery.letter.DeadLetterStep;
import io.webhookscript.delivery.route.AdmittedDelivery;
import io.webhookscript.delivery.route.AttemptNodes;
import io.webhookscript.delivery.route.Deliveries;
import io.webhookscript.delivery.route.DeliveryCompletion;
import io.webhookscript.delivery.route.DeliveryFactory;
import io.webhookscript.delivery.route.DeliveryLogPublisher;
import io.webhookscript.delivery.route.OutboxDeliveries;
import io.webhookscript.delivery.route.RoutePairBuilder;
import io.webhookscript.delivery.route.RoutePairs;
import io.webhookscript.delivery.route.RouteStateListener;
import io.webhookscript.delivery.route.ScriptRoutes;
import io.webhookscript.delivery.route.ScriptRuntimes;
import io.webhookscript.delivery.route.ScriptSlots;
import io.webhookscript.delivery.route.ScriptUsers;
import io.webhookscript.dispatch.Dispatcher;
import io.webhookscript.http.AddressPolicy;
import io.webhookscript.http.ConnectionCounts;
import io.webhookscript.http.HttpConnections;
import io.webhookscript.lifecycle.ScriptWatch;
import io.webhookscript.lifecycle.Scripts;
import io.webhookscript.pacing.ProcessLoad;
import io.webhookscript.pacing.RateLimitedLogger;
import io.webhookscript.request.attempt.AttemptPreparer;
import io.webhookscript.request.attempt.AttemptSender;
import io.webhookscript.request.attempt.ConnectionProfiles;
import io.webhookscript.request.event.MessageIds;
import io.webhookscript.request.render.RequestRenderer;
import io.webhookscript.response.ResponseClassifier;
import io.webhookscript.script.Script;
import io.webhookscript.script.repository.ScriptRepository;
import io.webhookscript.spi.LoadMeter;
import io.webhookscript.store.Outbox;
import io.webhookscript.store.ScriptStates;
import io.webhookscript.store.WebhookStore;
import io.webhookscript.tryout.ScriptRunner;
import io.webhookscript.via.ViaEndpoints;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates all services of one component when it starts, and closes them when it stops. No other class creates services.
 * The constructor's order leads from the connections up to the caller.
 */
final class ComponentServices implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final HttpConnections connections;
    private final DeliveryThreads threads;
    private final ScriptSlots slots;
    private final RoutePairs pairs;
    private final DeliveryFactory factory;
    private final Deliveries deliveries;
    private final @Nullable OutboxDeliveries stored;
    private final Callbacks callbacks;
    private final Scripts scripts;
    private final @Nullable DeadLetterServices deadLetters;
    private final ScriptRunner runner;
    private final ScriptWatch watch;
    private final Dispatcher dispatcher;
    private final ScriptBeans beans;
    private final ScriptProperties properties;

    /**
     * What the services need from the component itself.
     *
     * @param repository the scripts that are loaded now
     * @param pathOf     the path of an endpoint; empty when it is not an endpoint of this component
     * @param scheme     under which the Camel context knows this component
     * @param endpoints  makes the endpoint at which a delivery route begins
     * @param time       the clocks
     */
    record Owner(
            Object component, Supplier<ScriptRepository> repository, Function<Endpoint, Optional<String>> pathOf,
            Supplier<String> scheme, RoutePairBuilder.Endpoints endpoints, DeliveryThreads.Time time) {

        private Optional<Script> loaded(String name) {
            return repository.get().find(name);
        }
    }

    ComponentServices(CamelContext camelContext, ComponentOptions options, Owner owner) {
        ComponentOptions.Connections limits = options.connections();
        this.threads = new DeliveryThreads(camelContext, owner.component(), owner.time());
        Clock clock = threads.clock();

        this.connections = new HttpConnections(new HttpConnections.Sizes(limits.max(), limits.maxPerRoute()));
        AddressPolicy policy = AddressPolicy.allowing(limits.allow());
        this.beans = new ScriptBeans(camelContext, limits.globalTls());
        AttemptSender sender = new AttemptSender(
                new AttemptPreparer(connections, limits.allowHosts(), beans::authenticator, beans::signer), connections,
                System::nanoTime, ViaEndpoints.of(camelContext, limits.via(), policy, options.deliveries().timeout()));
        ConnectionProfiles profiles = new ConnectionProfiles(policy, limits.proxies(), beans::sslContext);
        RequestRenderer renderer = new RequestRenderer(limits.allowHosts());

        DeliveryEvents events = new DeliveryEvents(camelContext, clock);
        RateLimitedLogger warnings = new RateLimitedLogger(LOG, threads.timer(), threads.steady());
        LoadMeter load = load(camelContext, limits.max(), threads.steady());
        AttemptLimits attemptLimits = new AttemptLimits(options.deliveries(), load);
        AttemptResults results = new AttemptResults(new ResponseClassifier(), clock, warnings);
        DeadLetterStep deadLetters = new DeadLetterStep(
                camelContext, options.deliveries().deadLetters(),
                Optional.ofNullable(options.store()).map(store -> new LetterStorage(store.deadLetters())).orElse(null),
                threads);

        this.slots = new ScriptSlots(states(camelContext, options.store()), threads::run);
        RouteStateListener routeStates = new RouteStateListener(camelContext, slots, owner::loaded, events);
        AttemptNodes attempts = new AttemptNodes(
                new AttemptStep(sender, attemptLimits, results, threads), new ViaSteps(sender, attemptLimits, results, threads),
                sender.via(), routeStates);
        RoutePairBuilder.Steps steps = new RoutePairBuilder.Steps(
                script -> new RenderStep(renderer.plan(script), threads.steady()), attempts, deadLetters);
        AcceptedDeliveries accepted = new AcceptedDeliveries(
                options.deliveries().maxPending(), options.deliveries().maxPendingBytes());
        this.properties = new ScriptProperties(
                camelContext, options.secretScope(), options.deliveries().context());
        ScriptRuntimes runtimes = new ScriptRuntimes(
                options.deliveries(), profiles, properties::context,
                new ScriptRuntimes.Shared(threads, load, events, slots, accepted));
        this.pairs = new RoutePairs(
                camelContext, new RoutePairBuilder(camelContext, owner.endpoints(), routeStates, steps, threads), runtimes,
                threads::run);
        ScriptRoutes routes = new ScriptRoutes(slots, pairs, owner::loaded, threads::run, clock);

        this.factory = new DeliveryFactory(
                new EventReader(new MessageIds(new SecureRandom()), properties::secrets, clock, warnings), attemptLimits,
                runtimes, threads.steady(), clock);
        ScriptUsers users = new ScriptUsers(camelContext, owner.pathOf(), owner.scheme());
        DeliveryLogPublisher log = new DeliveryLogPublisher(options.deliveryLog(), warnings, clock);
        this.callbacks = new Callbacks(
                camelContext, options.callbacks(), new Callbacks.Services(
                        owner::loaded, script -> routes.state(slots.findOrMake(script.name()), script),
                        runtimes::context,
                        properties::secrets, events, warnings, clock));
        DeliveryCompletion completion = new DeliveryCompletion(
                deadLetters, events, log, callbacks::delivered, routes::stopsByItself, clock);
        Optional<Outbox> outbox = Optional.ofNullable(options.store()).map(WebhookStore::outbox);
        AdmittedDelivery.Services shared = new AdmittedDelivery.Services(
                camelContext, completion, warnings, outbox.orElse(null), threads.continuing());
        this.deliveries = new Deliveries(new Deliveries.Collaborators(slots, routes, users, factory, shared));
        this.stored = outbox.map(store -> new OutboxDeliveries(
                camelContext, store, new OutboxDeliveries.Collaborators(
                        slots, routes, factory, shared, accepted, owner::loaded, threads.share())))
                .orElse(null);

        this.scripts = new Scripts(owner.repository(), slots, routes, users, events, callbacks);
        this.deadLetters = Optional.ofNullable(options.store())
                .map(store -> new DeadLetterServices(store, scripts, threads)).orElse(null);
        this.runner = new ScriptRunner(renderer, sender, profiles, clock);
        this.dispatcher = new Dispatcher(
                new Dispatcher.Services(
                        () -> owner.repository().get().triggers(), deliveries, factory, users, runner, threads::run, clock));
        slots.restore(owner::loaded);
        this.watch = new ScriptWatch(options.watched(), owner.repository(), scripts);
    }

    private static ScriptStates states(CamelContext camelContext, @Nullable WebhookStore store) {
        ScriptStates own = camelContext.getRegistry().findSingleByType(ScriptStates.class);
        if (own != null) {
            return own;
        }
        return store == null ? new MemoryScriptStates() : store.scriptStates();
    }

    private LoadMeter load(CamelContext camelContext, int capacity, Clock steady) {
        LoadMeter own = camelContext.getRegistry().findSingleByType(LoadMeter.class);
        return own != null ? own : new ProcessLoad(() -> (double) connections.leased() / capacity, steady);
    }

    void start() throws Exception {
        if (stored != null) {
            stored.start();
        }
        if (deadLetters != null) {
            deadLetters.start();
        }
        if (watch.hasFolders()) {
            watch.start(threads);
        }
    }

    Deliveries deliveries() {
        return deliveries;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    DeliveryFactory factory() {
        return factory;
    }

    ScriptSlots slots() {
        return slots;
    }

    Callbacks callbacks() {
        return callbacks;
    }

    /** Empty without a store. */
    Optional<DeadLetters> deadLetters() {
        return Optional.ofNullable(deadLetters).map(DeadLetterServices::letters);
    }

    Scripts scripts() {
        return scripts;
    }

    Optional<String> watchProblem() {
        return watch.problem(threads.steady().instant());
    }

    List<String> trustAll() {
        return beans.trustAll();
    }

    ConnectionCounts connections() {
        return connections.counts();
    }

    ScriptProperties properties() {
        return properties;
    }

    ScriptRunner runner() {
        return runner;
    }

    @Override
    public void close() {
        watch.close();
        if (deadLetters != null) {
            deadLetters.close();
        }
        if (stored != null) {
            stored.close();
        }
        pairs.close();
        threads.close();
        connections.close();
    }
}
