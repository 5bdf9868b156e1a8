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

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import io.webhookscript.script.ScriptDefinition.Trigger;
import org.apache.camel.CamelContext;
import org.apache.camel.Channel;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.processor.errorhandler.RedeliveryErrorHandler;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Finds the routes that use a script: routes that name it or an event type of its triggers, from their start, and
 * routes that choose it by their data ({@code toD}, or an event whose message names its type), once they have called
 * it.
 */
public final class ScriptUsers {

    /** Above this number of callers, routes that no longer exist are removed from them. */
    private static final int MANY = 100;

    private static final String CALLBACK = "callback:";

    private final CamelContext camelContext;
    private final Function<Endpoint, Optional<String>> pathOf;
    private final Supplier<String> scheme;
    /** The paths of the named endpoints by route, for as long as Camel has the route. */
    private final Map<Route, Set<String>> named = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * @param pathOf the path of an endpoint; empty when it is not an endpoint of this component
     * @param scheme under which the Camel context knows this component
     */
    public ScriptUsers(CamelContext camelContext, Function<Endpoint, Optional<String>> pathOf, Supplier<String> scheme) {
        this.camelContext = camelContext;
        this.pathOf = pathOf;
        this.scheme = scheme;
    }

    void called(ScriptSlot slot, Exchange caller) {
        String route = ExchangeHelper.getRouteId(caller);
        if (route != null) {
            add(route, slot.callers());
        }
    }

    /** @param route the result of {@link #dispatcher} */
    void dispatched(ScriptSlot slot, @Nullable String route) {
        if (route != null) {
            add(route, slot.dispatchers());
        }
    }

    private void add(String route, Set<String> known) {
        if (!known.contains(route)) {
            if (known.size() >= MANY) {
                known.removeIf(id -> camelContext.getRouteController().getRouteStatus(id) == null);
            }
            known.add(route);
        }
    }

    /**
     * The caller's route, if only a call shows which scripts its events reach: it does not name the endpoint with the
     * event's type.
     */
    public Optional<String> dispatcher(EventAddress address, Exchange caller) {
        String id = ExchangeHelper.getRouteId(caller);
        Route route = id == null ? null : camelContext.getRoute(id);
        return route == null || address.type() != null && named(route).contains(address.toString())
                ? Optional.empty() : Optional.of(id);
    }

    /**
     * One way in which a running route uses a script.
     *
     * @param path that of its endpoint: the name of the script, {@code event:TYPE}, {@code event}, or
     *             {@code callback:NAME} of a route that receives its response events
     */
    public record RouteUse(String route, String path) {
    }

    /**
     * The uses of a script by running routes, in alphabetical order.
     *
     * @param triggers of the script, if it is active
     */
    public List<RouteUse> runningRoutes(String script, @Nullable ScriptSlot slot, List<Trigger> triggers) {
        Set<String> callers = slot != null ? slot.callers() : Set.of();
        Set<String> dispatchers = triggers.isEmpty() ? Set.of() : (slot != null ? slot.dispatchers() : Set.of());
        Set<RouteUse> users = new TreeSet<>(Comparator.comparing(RouteUse::route).thenComparing(RouteUse::path));
        for (Route route : camelContext.getRoutes()) {
            String id = route.getRouteId();
            if (camelContext.getRouteController().getRouteStatus(id) == ServiceStatus.Started) {
                if (callers.contains(id)) {
                    users.add(new RouteUse(id, script));
                }
                if (dispatchers.contains(id)) {
                    users.add(new RouteUse(id, EventAddress.NAME));
                }
                named(route).stream().filter(path -> reaches(path, script, triggers))
                        .forEach(path -> users.add(new RouteUse(id, path)));
            }
        }
        return List.copyOf(users);
    }

    private static boolean reaches(String path, String script, List<Trigger> triggers) {
        return path.equals(script) || path.equals(CALLBACK + script)
                || !triggers.isEmpty() && EventAddress.of(path).map(EventAddress::type)
                        .filter(type -> triggers.stream().anyMatch(trigger -> trigger.matches(type))).isPresent();
    }

    /**
     * The scripts and event types that a route names. They do not change, and looking through thousands of routes each
     * time would take seconds.
     */
    private Set<String> named(Route running) {
        Set<String> known = named.get(running);
        if (known == null) {
            known = pathsNamedBy(running);
            named.put(running, known);
        }
        return known;
    }

    private Set<String> pathsNamedBy(Route route) {
        Set<String> names = new HashSet<>();
        services(route).stream()
                .filter(service -> service instanceof EndpointAware)
                .map(service -> ((EndpointAware) service).getEndpoint())
                .forEach(endpoint -> Optional.ofNullable(endpoint).flatMap(pathOf).ifPresent(names::add));
        RouteDefinition definition = camelContext.getCamelContextExtension().getContextPlugin(Model.class)
                .getRouteDefinition(route.getRouteId());
        if (definition != null) {
            StaticEndpointUris.of(definition).forEach(uri -> pathOf(resolved(uri)).ifPresent(names::add));
        }
        return Set.copyOf(names);
    }

    /** The endpoint of a step that Camel treats as dynamic although it names its endpoint, which is created on use. */
    private Optional<String> pathOf(String uri) {
        String path = uri.replaceFirst("[?].*$", "");
        String prefix = scheme.get() + ":";
        return path.startsWith(prefix)
                ? Optional.of(path.substring(prefix.length()).replaceFirst("^/+", "")) : Optional.empty();
    }

    private String resolved(String uri) {
        try {
            return camelContext.resolvePropertyPlaceholders(uri);
        } catch (IllegalArgumentException parameterOfATemplate) {
            return uri; // such a route is known once it has called the script
        }
    }

    /** The services of a route, including those in its error handlers. */
    private static Set<Service> services(Route route) {
        List<Object> roots = new ArrayList<>(route.getServices());
        roots.addAll(route.getOnExceptions());
        roots.addAll(route.getOnCompletions());
        Set<Service> services = new LinkedHashSet<>();
        for (Object root : roots) {
            if (root instanceof Service service) {
                services.addAll(ServiceHelper.getChildServices(service, true));
            }
        }
        for (Service service : List.copyOf(services)) {
            if (service instanceof Channel channel && channel.getErrorHandler() instanceof Service handler) {
                services.addAll(ServiceHelper.getChildServices(handler, true));
                if (handler instanceof RedeliveryErrorHandler own && own.getDeadLetter() instanceof Service deadLetter) {
                    services.addAll(ServiceHelper.getChildServices(deadLetter, true));
                }
            }
        }
        return services;
    }
}
