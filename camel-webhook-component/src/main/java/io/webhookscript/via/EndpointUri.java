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
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.util.URISupport;

/** Completes the URI that an operator gives with the options that a webhook needs. */
final class EndpointUri {

    /** A host that never exists (RFC 6761 §6.4), for an endpoint that may call any host. */
    private static final String ANY_HOST = "any-host.invalid";
    private static final Pattern ANY = Pattern.compile("(?i)(https?://)\\*(?=[/?]|$)");

    /** The options that an endpoint must have. Some are the opposite of camel-http's default. */
    private static final Map<String, String> SET = Map.of(
            "throwExceptionOnFailure", "false", "disableStreamCache", "true", "copyHeaders", "false", "followRedirects",
            "false");

    /** camel-http's default for each timeout; it has no response timeout by default. */
    private static final long CAMELS_TIMEOUT = 3 * 60 * 1000L;

    private EndpointUri() {
    }

    /**
     * @param  timeout                  the value for each timeout that the operator does not set
     * @throws IllegalArgumentException when it is not a URI of camel-http, or has options that contradict
     */
    static String complete(CamelContext camelContext, String text, Duration timeout) {
        String resolved = camelContext.resolvePropertyPlaceholders(text);
        Matcher any = ANY.matcher(resolved);
        String uri = any.lookingAt() ? any.replaceFirst("$1" + ANY_HOST) : resolved;
        requireHost(uri);
        int query = uri.indexOf('?');
        Map<String, String> added = added(
                parameters(query < 0 ? "" : uri.substring(query + 1)), component(camelContext, uri), timeout);
        StringBuilder whole = new StringBuilder(uri.replaceFirst("[?&]$", ""));
        added.forEach((name, value) -> whole.append(whole.indexOf("?") < 0 ? '?' : '&').append(name).append('=').append(value));
        return whole.toString();
    }

    static boolean isForAnyHost(URI uri) {
        return ANY_HOST.equals(uri.getHost());
    }

    /** Rejects a host that Java's URIs do not accept. Camel's own message would show another URI. */
    private static void requireHost(String uri) {
        try {
            URI base = new URI(uri.replaceFirst("\\?.*", ""));
            if (base.getRawAuthority() != null && base.getHost() == null) {
                throw noHost();
            }
        } catch (URISyntaxException e) {
            throw noHost();
        }
    }

    private static HttpComponent component(CamelContext camelContext, String uri) {
        int colon = uri.indexOf(':');
        String scheme = colon < 0 ? "" : uri.substring(0, colon);
        if (!scheme.isEmpty() && camelContext.getComponent(scheme) instanceof HttpComponent component) {
            return component;
        }
        throw noHttp(colon < 0 ? "text without a scheme" : "the scheme " + scheme);
    }

    private static Map<String, String> added(Map<String, Object> given, HttpComponent component, Duration timeout) {
        Map<String, String> added = new TreeMap<>();
        for (Map.Entry<String, String> setting : new TreeMap<>(SET).entrySet()) {
            Object own = given.get(setting.getKey());
            if (own == null) {
                added.put(setting.getKey(), setting.getValue());
            } else if (!own.equals(setting.getValue())) {
                throw contradicts(setting.getKey(), own, "a webhook needs " + setting.getKey() + "=" + setting.getValue()
                                                         + ", which it is when the option is left out");
            }
        }
        if (given.containsKey("httpClient")) {
            throw contradicts("httpClient", "",
                    "retries of a custom client cannot be turned off; configure the client by httpClientConfigurer");
        }
        timeouts(component).forEach((name, isDefault) -> {
            if (isDefault && !given.containsKey(name)) {
                added.put(name, String.valueOf(timeout.toMillis()));
            }
        });
        return added;
    }

    /** Returns which timeouts the operator has not set on the component either. */
    private static Map<String, Boolean> timeouts(HttpComponent component) {
        return Map.of(
                "connectTimeout", component.getConnectTimeout() == CAMELS_TIMEOUT,
                "connectionRequestTimeout", component.getConnectionRequestTimeout() == CAMELS_TIMEOUT,
                "soTimeout", component.getSoTimeout() == CAMELS_TIMEOUT,
                "responseTimeout", component.getResponseTimeout() == 0);
    }

    static Map<String, Object> parameters(String query) {
        try {
            return URISupport.parseQuery(query, true, true);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("its options cannot be read: " + e.getReason(), e);
        }
    }

    static IllegalArgumentException noHost() {
        return new IllegalArgumentException("expected http://host:port, or http://* for any host");
    }

    static IllegalArgumentException noHttp(String found) {
        return new IllegalArgumentException("found " + found + ", expected an endpoint of camel-http: http or https");
    }

    /** Quotes only the value of a flag, since another value may be a secret. */
    static IllegalArgumentException contradicts(String option, Object value, String why) {
        boolean flag = value.equals("true") || value.equals("false");
        return new IllegalArgumentException((flag ? option + "=" + value : "the option " + option) + " is refused: " + why);
    }
}
