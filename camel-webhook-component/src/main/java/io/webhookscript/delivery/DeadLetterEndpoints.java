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

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.webhookscript.script.ScriptDefinition.DeadLetter;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints for dead letters. The operator and the author of a route define them; a script names one of them.
 *
 * @param named     URIs by name
 * @param byDefault a URI, or one of the names, for scripts that do not name an endpoint; the store if there is one and
 *                  nothing else is given
 * @param hasStore  whether the component has a store, whose name is {@value DeadLetter#STORE}
 */
public record DeadLetterEndpoints(Map<String, String> named, @Nullable String byDefault, boolean hasStore) {

    private static final Pattern DASH = Pattern.compile("-(.)");

    /** No endpoint: failed deliveries are not stored. */
    public static final DeadLetterEndpoints NONE = new DeadLetterEndpoints(Map.of(), null, false);

    /** @throws IllegalArgumentException when one is not a URI, or the default is an unknown name */
    public DeadLetterEndpoints {
        named = Map.copyOf(named);
        if (named.containsKey(DeadLetter.STORE)) {
            throw new IllegalArgumentException(
                    "dead-letters.store=" + named.get(DeadLetter.STORE)
                                               + ": expected another name, since store is the durable store of the component");
        }
        named.forEach((name, uri) -> {
            if (!uri.contains(":")) {
                throw new IllegalArgumentException(
                        "dead-letters." + name + "=" + uri + ": expected the URI of an endpoint, such as jms:queue:dead");
            }
        });
        byDefault = resolved(named, byDefault, hasStore).orElse(null);
    }

    private static Optional<String> resolved(Map<String, String> named, @Nullable String byDefault, boolean hasStore) {
        return Optional.ofNullable(byDefault).map(given -> uri(named, given, hasStore))
                .or(() -> hasStore ? Optional.of(DeadLetter.STORE) : Optional.empty());
    }

    /**
     * The URI for a value that an operator or the author of a route has set: a URI, or a name. For the store it is
     * {@value DeadLetter#STORE}.
     *
     * @throws IllegalArgumentException when no endpoint has that name, or there is no store
     */
    public String uri(String given) {
        return uri(named, given, hasStore);
    }

    private static String uri(Map<String, String> named, String given, boolean hasStore) {
        if (given.equals(DeadLetter.STORE)) {
            if (!hasStore) {
                throw new IllegalArgumentException(
                        "deadLetter=store: there is no store; set the component option store, or use another endpoint");
            }
            return given;
        }
        @Nullable
        String uri = given.contains(":") ? given : named.getOrDefault(given, named.get(camelCase(given)));
        if (uri == null) {
            throw new IllegalArgumentException(
                    "deadLetter=" + given + ": expected the URI of an endpoint, or a NAME of the component option"
                                               + " dead-letters.NAME");
        }
        return uri;
    }

    /** Camel converts the option {@code dead-letters.crm-dead} to {@code crmDead}. */
    private static String camelCase(String name) {
        return DASH.matcher(name).replaceAll(dash -> dash.group(1).toUpperCase(Locale.ROOT));
    }

    /** The dead-letter endpoint of a delivery: of its endpoint, else of its script, else of the component. */
    public Optional<String> of(Delivery delivery) {
        return Optional.ofNullable(delivery.overrides().deadLetter()).map(this::uri)
                .or(() -> Optional.ofNullable(delivery.script().definition().delivery().deadLetter()).map(DeadLetter::to)
                        .map(this::uri))
                .or(() -> Optional.ofNullable(byDefault));
    }
}
