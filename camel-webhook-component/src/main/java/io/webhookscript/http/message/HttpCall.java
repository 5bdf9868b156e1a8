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
package io.webhookscript.http.message;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A request exactly as it is sent: method token, target, header lines in order, body bytes. The client adds
 * {@code Host} (if no header line has it), {@code Content-Length} and {@code Connection}, and nothing else.
 */
public final class HttpCall {

    private final String method;
    private final String origin;
    private final String pathAndQuery;
    private final Target target;
    private final List<HttpHeader> headers;
    private final @Nullable RequestBody body;

    /**
     * @param  method                   any token (RFC 9110 §9.1) but {@code CONNECT}
     * @param  uri                      absolute http or https URI, without user info and fragment, ASCII, already
     *                                  encoded
     * @throws IllegalArgumentException when it cannot be sent unchanged
     */
    public HttpCall(String method, URI uri, List<HttpHeader> headers, @Nullable RequestBody body) {
        this(method, uri.getScheme() + "://" + uri.getRawAuthority(), pathAndQuery(uri), Target.of(uri), headers, body);
        if (!HttpHeader.isToken(method) || method.equals("CONNECT")) {
            throw new IllegalArgumentException(
                    "the method must contain only letters, digits and !#$%&'*+-.^_`|~, and is not CONNECT");
        }
    }

    private HttpCall(String method, String origin, String pathAndQuery, Target target, List<HttpHeader> headers,
                     @Nullable RequestBody body) {
        this.method = method;
        this.origin = origin;
        this.pathAndQuery = pathAndQuery;
        this.target = target;
        this.headers = List.copyOf(headers);
        this.body = body;
        int hosts = 0;
        for (HttpHeader header : headers) {
            if (HttpHeader.isFraming(header.name())) {
                throw new IllegalArgumentException("the header " + header.name() + " is set by the HTTP client alone");
            }
            hosts += header.is("Host") ? 1 : 0;
        }
        if (hosts > 1) {
            throw new IllegalArgumentException("the header Host is given twice, but a request must have only one");
        }
    }

    private static String pathAndQuery(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** Returns a copy with other header lines. */
    public HttpCall with(List<HttpHeader> other) {
        return new HttpCall(method, origin, pathAndQuery, target, other, body);
    }

    /**
     * Returns a copy with another path and query of the same origin.
     *
     * @param  other                    path and query by RFC 3986; the path begins with a slash
     * @throws IllegalArgumentException when it has another form, or is not allowed in a request line
     */
    public HttpCall to(String other) {
        return to(other, headers, body);
    }

    /** Returns a copy like {@link #to(String)}, also with other header lines and another body. */
    public HttpCall to(String other, List<HttpHeader> otherHeaders, @Nullable RequestBody otherBody) {
        if (!other.startsWith("/")) {
            throw new IllegalArgumentException("the path of a call begins with a slash");
        }
        for (int i = 0; i < other.length(); i++) {
            if (other.charAt(i) <= ' ' || other.charAt(i) >= 0x7f || other.charAt(i) == '#') {
                throw new IllegalArgumentException("the path and query of a call are ASCII, without spaces and fragment");
            }
        }
        return new HttpCall(method, origin, other, target, otherHeaders, otherBody);
    }

    public String method() {
        return method;
    }

    /** Creates the URI at each call, since most calls are sent without it. */
    public URI uri() {
        return URI.create(url());
    }

    /** Returns the URI as text. */
    public String url() {
        return origin + pathAndQuery;
    }

    /** Returns scheme, host and port as they were given. */
    public String origin() {
        return origin;
    }

    /** Returns path and query as they are written into the request line. */
    public String pathAndQuery() {
        return pathAndQuery;
    }

    public List<HttpHeader> headers() {
        return headers;
    }

    public Optional<RequestBody> body() {
        return Optional.ofNullable(body);
    }

    /** Returns the host of the receiver, in lower case, without brackets. */
    public String host() {
        return target.host();
    }

    /** Returns the port of the receiver, the scheme's default when the URI has none. */
    public int port() {
        return target.port();
    }

    public Target target() {
        return target;
    }

    public boolean brings(String header) {
        for (HttpHeader line : headers) {
            if (line.is(header)) {
                return true;
            }
        }
        return false;
    }
}
