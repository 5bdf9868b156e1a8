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

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

import io.webhookscript.delivery.AttemptLoop;
import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.DeliveryThreads;
import io.webhookscript.delivery.RenderStep;
import io.webhookscript.delivery.ScriptRuntime;
import io.webhookscript.delivery.breaker.Breaker;
import io.webhookscript.delivery.breaker.OneBreaker;
import io.webhookscript.delivery.letter.DeadLetterStep;
import io.webhookscript.pacing.RateGate;
import io.webhookscript.script.LimitsDefinition;
import io.webhookscript.script.Script;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.ExpressionBuilder;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.PolicyDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ThrottleDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spi.RouteController;
import org.apache.camel.support.ExpressionAdapter;

/**
 * Creates the two Camel routes of a script, with the throttle and circuit-breaker EIPs.
 *
 * <pre>
 * webhookscript-NAME          from webhookscript:NAME → render → attempts → dead letter
 * webhookscript-NAME-attempt  from direct → throttle* → circuitBreaker* { attempt }        (* only if the script has one)
 * </pre>
 *
 * With {@code limits.circuitBreaker.key}, a {@link BreakerPolicy} takes the place of the circuit-breaker EIP.
 */
public final class RoutePairBuilder {

    /** The group distinguishes the routes of scripts from those of the application in consoles and tools. */
    private static final String GROUP = "webhookscript";

    private static final String ATTEMPT = "-attempt";

    private final CamelContext camelContext;
    private final Endpoints endpoints;
    private final RouteStateListener routeStates;
    private final Steps steps;
    private final ScheduledExecutorService throttleThreads;
    private final Clock clock;
    private final BreakerBeans breakers;

    /** The steps of a script and the nodes of its attempts. The render step is created for one script. */
    public record Steps(Function<Script, RenderStep> render, AttemptNodes attempt, DeadLetterStep deadLetter) {
    }

    /** Creates the endpoint at which a delivery route begins. */
    @FunctionalInterface
    public interface Endpoints {

        /**
         * @param listener the listener of the endpoint's consumer; no other endpoint of the script may have consumers
         */
        Endpoint make(String script, DeliveryRouteListener listener);
    }

    public RoutePairBuilder(CamelContext camelContext, Endpoints endpoints, RouteStateListener routeStates, Steps steps,
                            DeliveryThreads threads) {
        this.camelContext = camelContext;
        this.endpoints = endpoints;
        this.routeStates = routeStates;
        this.steps = steps;
        this.throttleThreads = threads.throttle();
        this.clock = threads.steady();
        this.breakers = BreakerBeans.of(camelContext);
    }

    /** The id of a delivery route. The first pair has no suffix; later pairs are built while it still exists. */
    static String routeId(String script, int number) {
        return "webhookscript-" + script + (number == 1 ? "" : "-v" + number);
    }

    /** Whether the id is in use, also by another script, since {@code a-v2} may be a script's name. */
    boolean isTaken(String routeId) {
        RouteController routes = camelContext.getRouteController();
        return routes.getRouteStatus(routeId) != null || routes.getRouteStatus(attemptId(routeId)) != null;
    }

    private static String attemptId(String routeId) {
        return routeId + ATTEMPT;
    }

    private static String attemptUri(String attemptId) {
        return "direct:" + attemptId + "?block=false&failIfNoConsumers=true";
    }

    /** Adds and starts both routes. The Camel context must be started. */
    RoutePair build(ScriptRuntime runtime) throws Exception {
        String routeId = runtime.routeId();
        String attemptId = attemptId(routeId);
        InFlight inFlight = new InFlight();
        oneBreaker(runtime).ifPresent(breaker -> breakers.bind(runtime.breakerName(), breaker.circuitBreaker()));
        try {
            model().addRouteDefinitions(List.of(attemptRoute(runtime, attemptId), deliveryRoute(runtime, inFlight)));
            ensureStarted(attemptId);
            ensureStarted(routeId);
            Route attempt = started(attemptId);
            AsyncProducer toAttempt = attempt.getEndpoint().createAsyncProducer();
            toAttempt.start();
            runtime.attemptGoesThrough(toAttempt);
            return new RoutePair(runtime, started(routeId), attempt, toAttempt, inFlight);
        } catch (Exception failure) {
            removeRoutes(List.of(routeId, attemptId));
            removeEndpoint(attemptId);
            removeBreaker(runtime);
            throw failure;
        }
    }

    /**
     * Starts a route that the context has not started, because it starts routes later or by a supervising route
     * controller.
     */
    private void ensureStarted(String routeId) throws Exception {
        if (camelContext.getRouteController().getRouteStatus(routeId) != ServiceStatus.Started) {
            camelContext.getRouteController().startRoute(routeId);
        }
    }

    /** A context that is suspended meanwhile only keeps the definition of a route. */
    private Route started(String routeId) throws NotStartedException {
        Route route = camelContext.getRoute(routeId);
        if (route == null) {
            throw new NotStartedException(routeId);
        }
        return route;
    }

    /** Camel has not created a route, because the context is no longer started. */
    static final class NotStartedException extends Exception {

        private static final long serialVersionUID = 1L;

        private NotStartedException(String routeId) {
            super("Camel has not started the route " + routeId);
        }
    }

    private Model model() {
        return camelContext.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** Stops and removes both routes, with the beans and endpoints of these routes. No delivery may be in flight. */
    void remove(RoutePair pair) throws Exception {
        removeRoutes(List.of(pair.delivery().getRouteId(), pair.attempt().getRouteId()));
        pair.toAttempt().stop();
        removeBreaker(pair.runtime());
    }

    private void removeRoutes(List<String> ids) throws Exception {
        for (String id : ids) {
            RouteDefinition definition = model().getRouteDefinition(id);
            if (definition != null) {
                model().removeRouteDefinition(definition);
            }
        }
    }

    /** Removes the endpoint of a route that Camel could not create and leaves behind. */
    private void removeEndpoint(String attemptId) throws Exception {
        Endpoint left = camelContext.hasEndpoint(attemptUri(attemptId));
        if (left != null) {
            camelContext.removeEndpoint(left);
        }
    }

    private void removeBreaker(ScriptRuntime runtime) {
        if (oneBreaker(runtime).isPresent()) {
            breakers.unbind(runtime.breakerName());
        }
    }

    /** The circuit breaker that the EIP uses; empty when the script has none, or one for each key. */
    private static Optional<Breaker> oneBreaker(ScriptRuntime runtime) {
        return runtime.breakers() instanceof OneBreaker one ? Optional.of(one.breaker()) : Optional.empty();
    }

    private RouteDefinition deliveryRoute(ScriptRuntime runtime, InFlight inFlight) {
        String routeId = runtime.routeId();
        String script = runtime.script().name();
        RouteDefinition route = route(
                new RouteDefinition(endpoints.make(script, routeStates.of(script, routeId, inFlight))), routeId);
        if (runtime.script().definition().about().description() != null) {
            route.routeDescription(runtime.script().definition().about().description());
        }
        route.process(steps.render().apply(runtime.script())).id(routeId + "-render")
                .process(new AttemptLoop(camelContext, runtime, clock)).id(routeId + "-attempts")
                .process(steps.deadLetter()).id(routeId + "-dead-letter");
        return route;
    }

    private RouteDefinition attemptRoute(ScriptRuntime runtime, String routeId) {
        RouteDefinition route = route(new RouteDefinition(attemptUri(routeId)), routeId);
        ProcessorDefinition<?> inner = route;
        LimitsDefinition limits = runtime.script().definition().limits();
        if (limits.rate() != null) {
            inner = throttle(route, limits.rate(), routeId);
        }
        if (limits.circuitBreaker() != null) {
            inner = limits.circuitBreaker().key() != null
                    ? circuitBreakerPerKey(inner, routeId)
                    : circuitBreaker(inner, limits.circuitBreaker(), runtime.breakerName(), routeId);
        }
        steps.attempt().addTo(inner, runtime.script(), routeId);
        return route;
    }

    /**
     * Uses plain definitions, because route templates are not in JMX. No error handler is needed, because failures are
     * values.
     */
    private static RouteDefinition route(RouteDefinition route, String routeId) {
        route.routeId(routeId);
        route.routeGroup(GROUP);
        route.setStreamCache("false");
        route.errorHandler(new NoErrorHandlerDefinition());
        return route;
    }

    private ThrottleDefinition throttle(RouteDefinition route, LimitsDefinition.Rate rate, String routeId) {
        ThrottleDefinition throttle
                = route.throttle(ExpressionBuilder.constantExpression(RateGate.requestsPerThrottleKey(rate)));
        throttle.correlationExpression(new ThrottleKey());
        throttle.totalRequestsMode();
        throttle.timePeriodMillis(rate.per().toMillis());
        throttle.rejectExecution(true);
        throttle.executorService(throttleThreads);
        throttle.id(routeId + "-throttle");
        return throttle;
    }

    /** The throttle's correlation key. */
    private static final class ThrottleKey extends ExpressionAdapter {

        @Override
        public Object evaluate(Exchange exchange) {
            return Delivery.of(exchange).throttleKey();
        }

        @Override
        public String toString() {
            return "part of the rate";
        }
    }

    /** The EIP has one circuit breaker, so that a policy takes its place. */
    private static ProcessorDefinition<?> circuitBreakerPerKey(ProcessorDefinition<?> outer, String routeId) {
        PolicyDefinition policy = outer.policy(new BreakerPolicy());
        policy.id(routeId + "-circuit-breaker");
        return policy;
    }

    /** The breaker instance decides; the values on the definition are shown in JMX and the console. */
    private static ProcessorDefinition<?> circuitBreaker(
            ProcessorDefinition<?> outer, LimitsDefinition.CircuitBreaker limits, String name, String routeId) {
        CircuitBreakerDefinition breaker = outer.circuitBreaker();
        breaker.id(routeId + "-circuit-breaker");
        return breaker.resilience4jConfiguration()
                .circuitBreaker(name)
                .failureRateThreshold(limits.failureRateThreshold())
                .minimumNumberOfCalls(limits.minimumNumberOfCalls())
                .slidingWindowSize(limits.slidingWindowSize())
                .permittedNumberOfCallsInHalfOpenState(limits.permittedNumberOfCallsInHalfOpenState())
                .waitDurationInOpenState((int) Math.max(1, limits.waitDurationInOpenState().toSeconds()))
                .throwExceptionWhenHalfOpenOrOpenState(true)
                .timeoutEnabled(false)
                .end();
    }
}
