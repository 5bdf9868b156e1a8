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
package io.webhookscript.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.SplitDefinition;

/**
 * Which split, multicast or loop an exchange is in, with the indices of those around it: Camel keeps only the innermost
 * index of each kind.
 *
 * @param outer the indices around it, outermost first
 * @param kind  empty: in none
 */
record SplitScope(List<String> outer, Optional<Kind> kind) {

    /** Exchange property, so that every copy of an exchange has it, too. */
    static final String PROPERTY = "CamelWebhookScriptSplitScope";

    private static final SplitScope NONE = new SplitScope(List.of(), Optional.empty());

    /** Nodes that send one exchange several times, and the property by which Camel counts. */
    enum Kind {
        SPLIT("split", ExchangePropertyKey.SPLIT_INDEX),
        MULTICAST("multicast", ExchangePropertyKey.MULTICAST_INDEX),
        LOOP("loop", ExchangePropertyKey.LOOP_INDEX);

        private final String word;
        private final ExchangePropertyKey index;

        Kind(String word, ExchangePropertyKey index) {
            this.word = word;
            this.index = index;
        }

        static Optional<Kind> of(NamedNode node) {
            if (node instanceof SplitDefinition) {
                return Optional.of(SPLIT);
            }
            if (node instanceof MulticastDefinition || node instanceof RecipientListDefinition<?>) {
                return Optional.of(MULTICAST);
            }
            return node instanceof LoopDefinition ? Optional.of(LOOP) : Optional.empty();
        }

        private List<String> indexIn(Exchange exchange) {
            Object value = exchange.getProperty(index);
            return value == null ? List.of() : List.of(word + ":" + value);
        }
    }

    SplitScope {
        outer = List.copyOf(outer);
    }

    static SplitScope of(Exchange exchange) {
        SplitScope scope = exchange.getProperty(PROPERTY, SplitScope.class);
        return scope == null ? NONE : scope;
    }

    /** The scope of what a node of that kind sends, which is about to send this exchange. */
    SplitScope within(Kind inner, Exchange exchange) {
        return new SplitScope(path(exchange), Optional.of(inner));
    }

    /** The index in each split, multicast and loop around an exchange, outermost first, each with its kind. */
    static List<String> pathOf(Exchange exchange) {
        SplitScope scope = exchange.getProperty(PROPERTY, SplitScope.class);
        if (scope != null) {
            return scope.path(exchange);
        }
        // of a route that was made before Camel knew of us: better the innermost than none
        List<String> path = new ArrayList<>(Kind.SPLIT.indexIn(exchange));
        path.addAll(Kind.MULTICAST.indexIn(exchange));
        return path;
    }

    private List<String> path(Exchange exchange) {
        if (kind.isEmpty()) {
            return outer;
        }
        List<String> path = new ArrayList<>(outer);
        path.addAll(kind.get().indexIn(exchange));
        return path;
    }
}
