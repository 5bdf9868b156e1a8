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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.webhookscript.pacing.KeyDigest;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/**
 * The path by which an exchange has reached a call. It contains the splits, multicasts and loops with the index of the
 * child, since Camel keeps only the innermost index of each kind. It also contains the calling nodes, since two calls
 * of one sub-route must differ, and a copy for a wire tap or an enricher does not show where it was made.
 *
 * @param outer the nodes around {@code node}, outermost first
 * @param node  the innermost node; empty if none was recorded
 * @param steps the counter of the innermost node, if it is a routing slip
 */
public record CallPath(List<String> outer, @Nullable CallPathNode node, @Nullable RoutingSlipCounter steps) {

    /** An exchange property, so that every copy of an exchange has it, too. */
    private static final String PROPERTY = "CamelWebhookScriptCallPath";

    /** A longer path becomes one digest: a route that queues its own exchanges again would make it grow without end. */
    private static final int MAX = 32;

    private static final CallPath NONE = new CallPath(List.of(), null, null);

    private static final List<String> IN_NO_CHILD = innermost(null, null);

    public CallPath {
        outer = List.copyOf(outer);
    }

    static CallPath of(Exchange exchange) {
        CallPath path = exchange.getProperty(PROPERTY, CallPath.class);
        return path == null ? NONE : path;
    }

    /** Sets the property, or removes it from an exchange that is in no node. */
    void noteIn(Exchange exchange) {
        if (equals(NONE)) {
            exchange.removeProperty(PROPERTY);
        } else {
            exchange.setProperty(PROPERTY, this);
        }
    }

    /** Returns the path inside a node that is about to send this exchange. */
    CallPath within(CallPathNode inner, Exchange exchange) {
        List<String> around = path(exchange);
        return new CallPath(
                around.size() > MAX ? List.of(KeyDigest.of(String.join("\n", around))) : around, inner,
                inner.isSlip() ? new RoutingSlipCounter() : null);
    }

    /** Returns each node around an exchange, outermost first, with the index of the child where it has several. */
    public static List<String> pathOf(Exchange exchange) {
        CallPath path = exchange.getProperty(PROPERTY, CallPath.class);
        if (path != null) {
            return path.path(exchange);
        }
        // the route was created before our interceptor was added: the innermost index is better than none
        Object split = exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX);
        Object multicast = exchange.getProperty(ExchangePropertyKey.MULTICAST_INDEX);
        return split == null && multicast == null ? IN_NO_CHILD : innermost(split, multicast);
    }

    private static List<String> innermost(@Nullable Object split, @Nullable Object multicast) {
        return List.of(
                ExchangePropertyKey.SPLIT_INDEX.getName() + ":" + split,
                ExchangePropertyKey.MULTICAST_INDEX.getName() + ":" + multicast);
    }

    /**
     * Returns the current node of an exchange, unless it is part of {@link #pathOf}; empty if Camel does not know it.
     */
    public static Optional<String> nodeBeyond(Exchange exchange) {
        CallPathNode noted = of(exchange).node();
        return Optional.ofNullable(exchange.getExchangeExtension().getHistoryNodeId())
                .filter(id -> noted == null || !noted.id().equals(id));
    }

    private List<String> path(Exchange exchange) {
        if (node == null) {
            return outer;
        }
        List<String> path = new ArrayList<>(outer);
        node.in(exchange).map(place -> steps == null ? place : place + ":" + steps.indexOf(exchange))
                .ifPresent(path::add);
        return path;
    }
}
