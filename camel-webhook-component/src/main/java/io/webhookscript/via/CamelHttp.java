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
import java.util.Optional;
import java.util.function.Supplier;

import io.webhookscript.http.message.HttpCall;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of camel-http, set up so that it sends what it is given, once, and hands back what comes.
 */
final class CamelHttp {

    private final Supplier<HttpEndpoint> source;
    private final Optional<Origin> origin;
    private final boolean deletesWithBody;
    private final boolean getsWithBody;

    /** @param source gives an endpoint that is not set up, or one that it has given before */
    private CamelHttp(Supplier<HttpEndpoint> source) {
        this.source = source;
        HttpEndpoint endpoint = endpoint();
        URI uri = endpoint.getHttpUri();
        this.origin = EndpointUri.isForAnyHost(uri) ? Optional.empty() : Origin.of(uri);
        this.deletesWithBody = endpoint.isDeleteWithBody();
        this.getsWithBody = endpoint.isGetWithBody();
    }

    /**
     * An endpoint of its own: other routes that name the same URI get another. Camel removes and closes it with the
     * last route that holds it; it is made anew then.
     */
    static CamelHttp of(CamelContext camelContext, String text, Duration timeout) {
        String whole = EndpointUri.complete(camelContext, text, timeout);
        try {
            return new CamelHttp(() -> camelContext.getEndpoint(whole, HttpEndpoint.class));
        } catch (ResolveEndpointFailedException failure) {
            throw new IllegalArgumentException("the endpoint cannot be made: " + reason(failure), failure);
        }
    }

    /**
     * @param given the component's from now on: a route that shares it sees the settings that webhooks need. It cannot
     *              be made anew, so Camel must not know it as one that goes with the last route that holds it
     */
    static CamelHttp of(CamelContext camelContext, Endpoint given) {
        if (!(given instanceof HttpEndpoint endpoint)) {
            throw EndpointUri.noHttp("a " + given.getClass().getSimpleName());
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
        if (endpoint.getHttpMethod() != null) {
            throw EndpointUri.contradicts("httpMethod", "", "the method is the script's");
        }
        URI uri = endpoint.getHttpUri();
        if (uri.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "camel-http has no option " + String.join(", ", EndpointUri.parameters(uri.getRawQuery()).keySet())
                                               + "; what belongs into the URL's query stands in the script");
        }
        if (uri.getRawPath() != null && !uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")) {
            throw new IllegalArgumentException("the path " + uri.getRawPath() + " belongs into the script's URL");
        }
        if (uri.getHost() == null) {
            throw EndpointUri.noHost();
        }
    }

    private static void refuse(boolean set, String option, String why) {
        if (set) {
            throw EndpointUri.contradicts(option, "true", why);
        }
    }

    /** What no parameter says, and for an endpoint that was given as a bean also what one could have said. */
    private static void setUp(HttpEndpoint endpoint) {
        if (endpoint.getHeaderFilterStrategy().getClass() != HttpHeaderFilterStrategy.class) {
            throw EndpointUri.contradicts("headerFilterStrategy", "", "which headers are sent is the script's");
        }
        endpoint.setThrowExceptionOnFailure(false);
        endpoint.setDisableStreamCache(true);
        endpoint.setCopyHeaders(false);
        HttpClientBuilder client = endpoint.getClientBuilder();
        client.disableAutomaticRetries();
        client.disableRedirectHandling();
        // below decompression, above authentication by challenge, which reads responses to their end to keep the connection
        client.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "webhookscript-cut-off", new CutOffResponses());
        endpoint.setHeaderFilterStrategy(new PreparedHeaders());
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }

    /** The one that is there now, set up. */
    synchronized HttpEndpoint endpoint() {
        HttpEndpoint endpoint = source.get();
        if (!(endpoint.getHeaderFilterStrategy() instanceof PreparedHeaders)) {
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
