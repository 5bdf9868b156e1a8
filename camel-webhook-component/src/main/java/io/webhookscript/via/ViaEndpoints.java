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
package io.webhookscript.via;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import io.webhookscript.http.AddressPolicy;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.jspecify.annotations.Nullable;

/** The endpoints that the operator provides for scripts, by name. Immutable and thread-safe. */
public final class ViaEndpoints {

    /** No endpoints. */
    public static final ViaEndpoints NONE = new ViaEndpoints(Map.of());

    private static final String CAMEL_HTTP = "org.apache.camel.component.http.HttpEndpoint";

    private final Map<String, ViaEndpoint> byName;

    private ViaEndpoints(Map<String, ViaEndpoint> byName) {
        this.byName = Map.copyOf(byName);
    }

    /**
     * @param  given                    by name: a URI of camel-http as text, or an endpoint; {@code #NAME} for one in
     *                                  the registry
     * @param  timeout                  the timeout of a call whose URI has no timeouts
     * @throws IllegalArgumentException when camel-http is missing, or an endpoint has settings that contradict what
     *                                  scripts say
     */
    public static ViaEndpoints of(
            CamelContext camelContext, Map<String, Object> given, AddressPolicy policy, Duration timeout) {
        Map<String, ViaEndpoint> endpoints = new TreeMap<>();
        for (Map.Entry<String, Object> entry : new TreeMap<>(given).entrySet()) {
            String option = "via." + entry.getKey();
            requireCamelHttp(option);
            try {
                Object value = bean(camelContext, entry.getValue());
                CamelHttp made = value instanceof Endpoint endpoint
                        ? CamelHttp.of(camelContext, endpoint) : CamelHttp.of(camelContext, text(value), timeout);
                endpoints.put(entry.getKey(), new ViaEndpoint(entry.getKey(), made, policy));
            } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException(option + ": " + refused.getMessage(), refused);
            }
        }
        return new ViaEndpoints(endpoints);
    }

    private static void requireCamelHttp(String option) {
        try {
            Class.forName(CAMEL_HTTP, false, ViaEndpoints.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException(
                    option + " needs camel-http, which is not on the class path; add the dependency org.apache.camel:camel-http",
                    missing);
        }
    }

    /** Camel resolves a reference in a property, but not one that Java code sets. */
    private static @Nullable Object bean(CamelContext camelContext, @Nullable Object value) {
        if (!(value instanceof String text) || !text.startsWith("#")) {
            return value;
        }
        String name = text.startsWith("#bean:") ? text.substring("#bean:".length()) : text.substring(1);
        Object bean = camelContext.getRegistry().lookupByName(name);
        if (bean == null) {
            throw new IllegalArgumentException("there is no bean '" + name + "'");
        }
        return bean;
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String || value instanceof URI) {
            return value.toString().strip();
        }
        throw new IllegalArgumentException(
                "found a " + (value == null ? "null" : value.getClass().getName())
                                           + ", expected the URI of an http or https endpoint, or a bean that is one");
    }

    /** @throws IllegalArgumentException when there is no endpoint of that name; scripts that name it do not load */
    public ViaEndpoint named(String name) {
        ViaEndpoint found = byName.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no endpoint via." + name);
        }
        return found;
    }
}
