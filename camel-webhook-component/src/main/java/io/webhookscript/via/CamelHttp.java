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
import io.webhookscript.value.FailureText;
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
 * One endpoint of camel-http, set up so that it sends a request unchanged and once, and returns the response as it
 * came.
 */
final class CamelHttp {

    private final Supplier<HttpEndpoint> source;
    private final @Nullable Origin origin;
    private final boolean deletesWithBody;
    private final boolean getsWithBody;

    /** @param source returns a new endpoint that is not set up, or the same one as before */
    private CamelHttp(Supplier<HttpEndpoint> source) {
        this.source = source;
        HttpEndpoint endpoint = endpoint();
        URI uri = endpoint.getHttpUri();
        this.origin = EndpointUri.isForAnyHost(uri) ? null : Origin.of(uri).orElse(null);
        this.deletesWithBody = endpoint.isDeleteWithBody();
        this.getsWithBody = endpoint.isGetWithBody();
    }

    /**
     * Creates a separate endpoint: other routes with the same URI get another one. Camel removes and closes it with the
     * last route that uses it; then it is created again.
     */
    static CamelHttp of(CamelContext camelContext, String text, Duration timeout) {
        String whole = EndpointUri.complete(camelContext, text, timeout);
        try {
            return new CamelHttp(() -> camelContext.getEndpoint(whole, HttpEndpoint.class));
        } catch (ResolveEndpointFailedException failure) {
            throw new IllegalArgumentException("the endpoint cannot be created: " + FailureText.ofCause(failure), failure);
        }
    }

    /**
     * @param given an endpoint that the component uses and changes: a route that shares it gets the settings that
     *              webhooks need. It cannot be created again, so Camel must not remove it with the last route that uses
     *              it
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
            throw new IllegalArgumentException("the endpoint cannot be started: " + FailureText.ofCause(failure), failure);
        }
        return made;
    }

    private static void check(HttpEndpoint endpoint) {
        refuse(endpoint.isFollowRedirects(), "followRedirects", "a webhook does not follow a redirect");
        refuse(endpoint.isBridgeEndpoint(), "bridgeEndpoint", "the script sets the URL");
        refuse(endpoint.isSkipControlHeaders(), "skipControlHeaders", "the script sets the URL and the method");
        refuse(endpoint.isSkipRequestHeaders(), "skipRequestHeaders", "the script's headers would be left out");
        refuse(endpoint.isSkipResponseHeaders(), "skipResponseHeaders", "the script reads the response's headers");
        refuse(endpoint.isIgnoreResponseBody(), "ignoreResponseBody", "the script reads the response's body");
        refuse(endpoint.isMultipartUpload(), "multipartUpload", "the script sets the body");
        refuse(endpoint.isTransferException() || endpoint.getComponent().isAllowJavaSerializedObject(),
                endpoint.isTransferException() ? "transferException" : "allowJavaSerializedObject",
                "Java objects of a receiver must not be deserialised");
        if (endpoint.getHttpMethod() != null) {
            throw EndpointUri.contradicts("httpMethod", "", "the script sets the method");
        }
        URI uri = endpoint.getHttpUri();
        if (uri.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "camel-http has no option " + String.join(", ", EndpointUri.parameters(uri.getRawQuery()).keySet())
                                               + "; a parameter of the URL's query belongs in the script");
        }
        if (uri.getRawPath() != null && !uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")) {
            throw new IllegalArgumentException("the path " + uri.getRawPath() + " belongs in the script's URL");
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

    /** Sets what has no URI parameter, and for an endpoint that is a bean also what parameters could have set. */
    private static void setUp(HttpEndpoint endpoint) {
        if (endpoint.getHeaderFilterStrategy().getClass() != HttpHeaderFilterStrategy.class) {
            throw EndpointUri.contradicts("headerFilterStrategy", "", "the script decides which headers are sent");
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

    /** Returns the current endpoint, set up. */
    synchronized HttpEndpoint endpoint() {
        HttpEndpoint endpoint = source.get();
        if (!(endpoint.getHeaderFilterStrategy() instanceof PreparedHeaders)) {
            check(endpoint);
            setUp(endpoint);
        }
        return endpoint;
    }

    /** Returns the only origin that it may call; empty if it may call any. */
    Optional<Origin> origin() {
        return Optional.ofNullable(origin);
    }

    /** Returns camel-http's own constant, since a text would be converted on every call. */
    Object method(HttpCall call) {
        return HttpMethods.valueOf(call.method());
    }

    @Nullable
    Object body(HttpCall call) {
        return call.body().map(CallEntity::new).orElse(null);
    }

    /** Whether a body is sent with this method; otherwise camel-http omits it without a warning. */
    boolean sendsBodyWith(String method) {
        return HttpMethods.valueOf(method).isEntityEnclosing()
                || method.equals("DELETE") && deletesWithBody
                || method.equals("GET") && getsWithBody;
    }
}
