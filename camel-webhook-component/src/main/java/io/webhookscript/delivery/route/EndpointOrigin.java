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

import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.util.URISupport;

/**
 * The origin of the URI of an endpoint that is being created: the author of a route, or a message from which a step
 * such as {@code toD} creates URIs.
 */
public final class EndpointOrigin {

    /** Camel's classes that create an endpoint while they process a message. */
    private static final List<String> STEPS = List.of("org.apache.camel.processor.", "org.apache.camel.component.");

    /**
     * Camel's classes between the code that requests an endpoint and the component that creates it. A step may request
     * a Kamelet, whose route requests the endpoint.
     */
    private static final List<String> IN_BETWEEN = List.of(
            "org.apache.camel.impl.", "org.apache.camel.support.", "org.apache.camel.reifier.", "org.apache.camel.model.",
            "org.apache.camel.builder.", "org.apache.camel.component.kamelet.", "java.");

    private EndpointOrigin() {
    }

    /**
     * Finds the origin; the component calls it on the thread that creates the endpoint. A constant URI in a route was
     * written by its author, even if the step could use another one.
     *
     * @param component the component that creates the endpoint, whose own frames are ignored
     */
    public static boolean isAMessage(CamelContext camelContext, String uri, Class<?> component) {
        Optional<String> wants = StackWalker.getInstance().walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                .filter(name -> !name.equals(component.getName()) && !name.equals(EndpointOrigin.class.getName()))
                .filter(name -> IN_BETWEEN.stream().noneMatch(name::startsWith)).findFirst());
        return wants.filter(name -> STEPS.stream().anyMatch(name::startsWith)).isPresent()
                && !standsInARoute(camelContext, uri);
    }

    private static boolean standsInARoute(CamelContext camelContext, String uri) {
        String normalized = normalized(uri);
        return camelContext.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().stream()
                .flatMap(StaticEndpointUris::of)
                .anyMatch(constant -> normalized(resolved(camelContext, constant)).equals(normalized));
    }

    private static String resolved(CamelContext camelContext, String uri) {
        try {
            return camelContext.resolvePropertyPlaceholders(uri);
        } catch (IllegalArgumentException parameterOfATemplate) {
            return uri;
        }
    }

    private static String normalized(String uri) {
        try {
            return URISupport.normalizeUri(uri);
        } catch (URISyntaxException none) {
            return uri;
        }
    }
}
