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
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webhookscript.http.HttpCall;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.apache.camel.util.URISupport;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of camel-http, set up so that it sends what it is given, once, and hands back what comes. The only class
 * that knows camel-http.
 */
final class CamelHttp {

    /** A host that is nobody's (RFC 6761 §6.4), for an endpoint that the operator gives for any. */
    private static final String ANY_HOST = "any-host.invalid";
    private static final Pattern ANY = Pattern.compile("(?i)(https?://)\\*(?=[/?]|$)");

    /** What an endpoint must be set to; some of it is the opposite of camel-http's default. */
    private static final Map<String, String> SET = Map.of(
            "throwExceptionOnFailure", "false", "disableStreamCache", "true", "copyHeaders", "false", "followRedirects",
            "false");

    /** What camel-http waits for by default: three minutes each, and for a response for ever. */
    private static final long CAMELS_TIMEOUT = 3 * 60 * 1000L;

    private final Supplier<HttpEndpoint> source;
    private final Optional<Origin> origin;
    private final boolean deletesWithBody;
    private final boolean getsWithBody;

    /** @param source gives an endpoint that is not set up, or one that it has given before */
    private CamelHttp(Supplier<HttpEndpoint> source) {
        this.source = source;
        HttpEndpoint endpoint = endpoint();
        URI uri = endpoint.getHttpUri();
        this.origin = ANY_HOST.equals(uri.getHost()) ? Optional.empty() : Origin.of(uri);
        this.deletesWithBody = endpoint.isDeleteWithBody();
        this.getsWithBody = endpoint.isGetWithBody();
    }

    /**
     * An endpoint of its own: other routes that name the same URI get another. Camel removes and closes it with the
     * last route that holds it; it is made anew then.
     */
    static CamelHttp of(CamelContext camelContext, String text, Duration timeout) {
        String resolved = camelContext.resolvePropertyPlaceholders(text);
        Matcher any = ANY.matcher(resolved);
        String uri = any.lookingAt() ? any.replaceFirst("$1" + ANY_HOST) : resolved;
        requireHost(uri);
        String whole = withSettings(uri, component(camelContext, uri), timeout);
        try {
            return new CamelHttp(() -> camelContext.getEndpoint(whole, HttpEndpoint.class));
        } catch (ResolveEndpointFailedException failure) {
            throw new IllegalArgumentException("the endpoint cannot be made: " + reason(failure), failure);
        }
    }

    /** Camel's own words for a host that Java's URIs do not know speak of another URI. */
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

    private static IllegalArgumentException noHost() {
        return new IllegalArgumentException("expected http://host:port, or http://* for any host");
    }

    private static HttpComponent component(CamelContext camelContext, String uri) {
        int colon = uri.indexOf(':');
        String scheme = colon < 0 ? "" : uri.substring(0, colon);
        if (!scheme.isEmpty() && camelContext.getComponent(scheme) instanceof HttpComponent component) {
            return component;
        }
        throw noHttp(colon < 0 ? "text without a scheme" : "the scheme " + scheme);
    }

    private static IllegalArgumentException noHttp(String found) {
        return new IllegalArgumentException("found " + found + ", expected an endpoint of camel-http: http or https");
    }

    private static String withSettings(String uri, HttpComponent component, Duration timeout) {
        Map<String, Object> given = parameters(uri.indexOf('?') < 0 ? "" : uri.substring(uri.indexOf('?') + 1));
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
            throw contradicts("httpClient", "", "a client of its own cannot be told to send once; set one up by"
                                                + " httpClientConfigurer");
        }
        timeouts(component).forEach((name, isDefault) -> {
            if (isDefault && !given.containsKey(name)) {
                added.put(name, String.valueOf(timeout.toMillis()));
            }
        });
        StringBuilder whole = new StringBuilder(uri.replaceFirst("[?&]$", ""));
        added.forEach((name, value) -> whole.append(whole.indexOf("?") < 0 ? '?' : '&').append(name).append('=').append(value));
        return whole.toString();
    }

    /** Which time limits the operator has not set on the component either. */
    private static Map<String, Boolean> timeouts(HttpComponent component) {
        return Map.of(
                "connectTimeout", component.getConnectTimeout() == CAMELS_TIMEOUT,
                "connectionRequestTimeout", component.getConnectionRequestTimeout() == CAMELS_TIMEOUT,
                "soTimeout", component.getSoTimeout() == CAMELS_TIMEOUT,
                "responseTimeout", component.getResponseTimeout() == 0);
    }

    private static Map<String, Object> parameters(String query) {
        try {
            return URISupport.parseQuery(query, true, true);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("its options cannot be read: " + e.getReason(), e);
        }
    }

    /**
     * @param given the component's from now on: a route that shares it sees the settings that webhooks need. It cannot
     *              be made anew, so Camel must not know it as one that goes with the last route that holds it
     */
    static CamelHttp of(CamelContext camelContext, Endpoint given) {
        if (!(given instanceof HttpEndpoint endpoint)) {
            throw noHttp("a " + given.getClass().getSimpleName());
        }
        CamelHttp made = new CamelHttp(() -> endpoint);
        camelContext.getEndpointRegistry().entrySet().stream().filter(entry -> entry.getValue() == endpoint)
                .map(Map.Entry::getKey).toList().forEach(camelContext.getEndpointRegistry()::remove);
        try {
            camelContext.addService(endpoint, true);
        } catch (Exception failure) {
            throw new IllegalArgumentException("the endpoint cannot be started: " + reason(failure), failure);
        }
        return made;
    }

    private static void check(HttpEndpoint endpoint) {
        refuse(endpoint.isFollowRedirects(), "followRedirects", "a webhook does not follow a redirect");
        refuse(endpoint.isBridgeEndpoint(), "bridgeEndpoint", "the URL is the script's");
        refuse(endpoint.isSkipControlHeaders(), "skipControlHeaders", "the URL and the method are the script's");
        refuse(endpoint.isSkipRequestHeaders(), "skipRequestHeaders", "the script's headers would be left out");
        refuse(endpoint.isSkipResponseHeaders(), "skipResponseHeaders", "the script reads the response's headers");
        refuse(endpoint.isIgnoreResponseBody(), "ignoreResponseBody", "the script reads the response's body");
        refuse(endpoint.isMultipartUpload(), "multipartUpload", "the body is the script's");
        refuse(endpoint.isTransferException() || endpoint.getComponent().isAllowJavaSerializedObject(),
                endpoint.isTransferException() ? "transferException" : "allowJavaSerializedObject",
                "Java objects of a receiver must not be deserialised");
        refuse(endpoint.getHttpMethod() != null, "httpMethod", "the method is the script's");
        URI uri = endpoint.getHttpUri();
        if (uri.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "camel-http has no option " + String.join(", ", parameters(uri.getRawQuery()).keySet())
                                               + "; what belongs into the URL's query stands in the script");
        }
        if (uri.getRawPath() != null && !uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")) {
            throw new IllegalArgumentException("the path " + uri.getRawPath() + " belongs into the script's URL");
        }
        if (uri.getHost() == null) {
            throw noHost();
        }
    }

    private static void refuse(boolean set, String option, String why) {
        if (set) {
            throw contradicts(option, "true", why);
        }
    }

    /** A value that is not a flag's may be a secret. */
    private static IllegalArgumentException contradicts(String option, Object value, String why) {
        boolean flag = value.equals("true") || value.equals("false");
        return new IllegalArgumentException((flag ? option + "=" + value : "the option " + option) + " is refused: " + why);
    }

    /** What no parameter says, and for an endpoint that was given as a bean also what one could have said. */
    private static void setUp(HttpEndpoint endpoint) {
        if (endpoint.getHeaderFilterStrategy().getClass() != HttpHeaderFilterStrategy.class) {
            throw contradicts("headerFilterStrategy", "", "which headers are sent is the script's");
        }
        endpoint.setHeaderFilterStrategy(new SealedHeaders());
        endpoint.setThrowExceptionOnFailure(false);
        endpoint.setDisableStreamCache(true);
        endpoint.setCopyHeaders(false);
        HttpClientBuilder client = endpoint.getClientBuilder();
        client.disableAutomaticRetries();
        client.disableRedirectHandling();
        // below decompression, above authentication by challenge, which reads responses to their end to keep the connection
        client.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "webhookscript-cut-off", new CutOffResponses());
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }

    /** The one that is there now, set up. */
    HttpEndpoint endpoint() {
        HttpEndpoint endpoint = source.get();
        if (!(endpoint.getHeaderFilterStrategy() instanceof SealedHeaders)) {
            check(endpoint);
            setUp(endpoint);
        }
        return endpoint;
    }

    /** Where it may go; empty for anywhere. */
    Optional<Origin> origin() {
        return origin;
    }

    /** camel-http's own constant: a text would be converted on every call. */
    Object method(HttpCall call) {
        return HttpMethods.valueOf(call.method());
    }

    @Nullable
    Object body(HttpCall call) {
        return call.body().map(CallEntity::new).orElse(null);
    }

    /** Whether a body is sent with this method; camel-http leaves it out silently otherwise. */
    boolean sendsBodyWith(String method) {
        return HttpMethods.valueOf(method).isEntityEnclosing()
                || method.equals("DELETE") && deletesWithBody
                || method.equals("GET") && getsWithBody;
    }
}
