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
package io.webhookscript.callpath;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A node of a route that is part of a {@link CallPath}.
 *
 * @param place the position in the route; it is the same in another JVM if the node or the route has an id
 * @param id    Camel's id of the node
 */
record CallPathNode(Kind kind, String place, String id) {

    /** Schemes whose routes use the same exchange, so that a call inside them knows its path. */
    private static final Set<String> CALLED_BY_THIS_EXCHANGE = Set.of("webhookscript", "direct", "kamelet");

    /**
     * Nodes that send one exchange several times, with Camel's counter property (routing slips and dynamic routers have
     * none), and nodes that call another route.
     */
    enum Kind {
        SPLIT(ExchangePropertyKey.SPLIT_INDEX),
        MULTICAST(ExchangePropertyKey.MULTICAST_INDEX),
        LOOP(ExchangePropertyKey.LOOP_INDEX),
        SLIP(null),
        CALL(null);

        private final @Nullable ExchangePropertyKey index;

        Kind(@Nullable ExchangePropertyKey index) {
            this.index = index;
        }
    }

    /** Returns the node of a definition; empty for nodes that are not part of a path. */
    static Optional<CallPathNode> of(CamelContext camelContext, Predicate<Component> callsScripts, NamedNode definition) {
        return kindOf(scheme -> callsScripts.test(camelContext.hasComponent(scheme)), definition)
                .map(kind -> new CallPathNode(kind, placeOf(definition), definition.getId()));
    }

    private static Optional<Kind> kindOf(Predicate<String> callsScripts, NamedNode node) {
        if (node instanceof SplitDefinition) {
            return Optional.of(Kind.SPLIT);
        }
        if (node instanceof MulticastDefinition || node instanceof RecipientListDefinition<?>) {
            return Optional.of(Kind.MULTICAST);
        }
        if (node instanceof LoopDefinition) {
            return Optional.of(Kind.LOOP);
        }
        if (node instanceof RoutingSlipDefinition<?> || node instanceof DynamicRouterDefinition<?>) {
            return Optional.of(Kind.SLIP);
        }
        boolean calls = node instanceof EnrichDefinition || node instanceof ToDynamicDefinition // with wire taps
                || node instanceof SendDefinition<?> send && calls(callsScripts, uriOf(send));
        return calls ? Optional.of(Kind.CALL) : Optional.empty();
    }

    private static boolean calls(Predicate<String> callsScripts, String uri) {
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        return uri.isEmpty() || CALLED_BY_THIS_EXCHANGE.contains(scheme) || uri.contains("{{")
                || callsScripts.test(scheme);
    }

    /**
     * Camel numbers nodes over all contexts of a JVM, so a generated id changes after a restart if the routes start in
     * another order. In a route with an id, a node is identified by its kind and its index among the nodes of this
     * kind.
     */
    private static String placeOf(NamedNode definition) {
        String id = definition.getId();
        RouteDefinition route = ProcessorDefinitionHelper.getRoute(definition);
        if (!(definition instanceof ProcessorDefinition<?> node) || node.hasCustomIdAssigned() || route == null
                || !route.hasCustomIdAssigned() || Boolean.TRUE.equals(route.isTemplate())) {
            return id;
        }
        String words = wordsOf(node);
        List<String> alike = ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), NamedNode.class).stream()
                .filter(other -> isUnnamed(other) && wordsOf(other).equals(words)).map(NamedNode::getId).toList();
        return alike.contains(id) ? route.getId() + "/" + words + "/" + alike.indexOf(id) : id;
    }

    private static boolean isUnnamed(NamedNode node) {
        return !(node instanceof ProcessorDefinition<?> definition) || !definition.hasCustomIdAssigned();
    }

    /** Describes the node without URI parameters: another timeout does not make it another call. */
    private static String wordsOf(NamedNode node) {
        String uri = uriOf(node);
        int query = uri.indexOf('?');
        return node.getShortName() + " " + (query < 0 ? uri : uri.substring(0, query));
    }

    /** Returns the URI as it is written; empty if Java code computes it later. */
    private static String uriOf(NamedNode node) {
        @Nullable
        String uri = node instanceof SendDefinition<?> send ? send.getEndpointUri()
                : node instanceof ToDynamicDefinition dynamic ? dynamic.getUri() : null;
        return uri == null ? "" : uri;
    }

    /** Whether Camel does not count the steps of the node, so that {@link RoutingSlipCounter} must. */
    boolean isSlip() {
        return kind == Kind.SLIP;
    }

    /** Returns the part of the path for an exchange; empty outside of the node's children. */
    Optional<String> in(Exchange exchange) {
        if (kind.index == null) {
            return Optional.of(place);
        }
        Object index = exchange.getProperty(kind.index);
        return index == null ? Optional.empty() : Optional.of(place + ":" + index);
    }
}
