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
package io.webhookscript.management;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.webhookscript.WebhookScriptComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Knows which scripts have routes because they were used at least once. Unused scripts cost nothing here. Two versions
 * of a script count as one script. Thread-safe.
 */
final class UsedScripts extends LifecycleStrategySupport {

    /** A route that begins like this belongs to the application. */
    private static final String CALLBACK = "callback:";

    private final List<Watcher> watchers;
    private final Map<String, Set<String>> routes = new TreeMap<>();

    /** Called when a script is used for the first time, and when the last of its routes is removed. */
    interface Watcher {

        void used(String script, WebhookScriptComponent component);

        void gone(String script);

        void contextStarted();
    }

    UsedScripts(List<Watcher> watchers) {
        this.watchers = List.copyOf(watchers);
    }

    /** The names of the used scripts in alphabetical order. */
    synchronized Set<String> names() {
        return new TreeSet<>(routes.keySet());
    }

    @Override
    public void onContextStarted(CamelContext context) {
        watchers.forEach(Watcher::contextStarted);
    }

    @Override
    public void onRoutesAdd(Collection<Route> added) {
        added.forEach(route -> component(route).ifPresent(component -> {
            if (isFirst(script(route), route.getRouteId())) {
                watchers.forEach(watcher -> watcher.used(script(route), component));
            }
        }));
    }

    /** Camel reports a route again when it starts after a stop. */
    private synchronized boolean isFirst(String script, String routeId) {
        Set<String> own = routes.computeIfAbsent(script, name -> new HashSet<>());
        return own.add(routeId) && own.size() == 1;
    }

    @Override
    public void onRoutesRemove(Collection<Route> removed) {
        removed.forEach(route -> component(route).ifPresent(component -> {
            if (wasLast(script(route), route.getRouteId())) {
                watchers.forEach(watcher -> watcher.gone(script(route)));
            }
        }));
    }

    private synchronized boolean wasLast(String script, String routeId) {
        Set<String> own = routes.get(script);
        if (own == null || !own.remove(routeId) || !own.isEmpty()) {
            return false;
        }
        routes.remove(script);
        return true;
    }

    /** The delivery route of a script begins at its endpoint. */
    private static Optional<WebhookScriptComponent> component(Route route) {
        Endpoint endpoint = route.getEndpoint();
        return endpoint instanceof DefaultEndpoint own && own.getComponent() instanceof WebhookScriptComponent scripts
                && !script(route).startsWith(CALLBACK) ? Optional.of(scripts) : Optional.empty();
    }

    private static String script(Route route) {
        String uri = route.getEndpoint().getEndpointBaseUri();
        return uri.substring(uri.indexOf(':') + 1).replaceFirst("^/+", "");
    }
}
