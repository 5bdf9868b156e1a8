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

/**
 * What goes on the wire, exactly: method token, target, header lines in order, body bytes. {@code Host} (when no header
 * line brings it), {@code Content-Length} and {@code Connection} are the client's; nothing else is added.
 */
public final class HttpCall {

    private final String method;
    private final String origin;
    private final String pathAndQuery;
    private final Target target;
    private final List<HttpHeader> headers;
    private final Optional<RequestBody> body;

    /**
     * @param  method                   any token (RFC 9110 §9.1) but {@code CONNECT}
     * @param  uri                      absolute http or https URI, without user info and fragment, ASCII, already
     *                                  encoded
     * @throws IllegalArgumentException when it cannot stand on the wire as it is
     */
    public HttpCall(String method, URI uri, List<HttpHeader> headers, Optional<RequestBody> body) {
        this(method, uri.getScheme() + "://" + uri.getRawAuthority(), pathAndQuery(uri), Target.of(uri), headers, body);
        if (!HttpHeader.isToken(method) || method.equals("CONNECT")) {
            throw new IllegalArgumentException("the method holds only letters, digits and !#$%&'*+-.^_`|~, and is not CONNECT");
        }
    }

    private HttpCall(String method, String origin, String pathAndQuery, Target target, List<HttpHeader> headers,
                     Optional<RequestBody> body) {
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
            throw new IllegalArgumentException("the header Host stands twice, a request has one");
        }
    }

    private static String pathAndQuery(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** The same with other header lines. */
    public HttpCall with(List<HttpHeader> other) {
        return new HttpCall(method, origin, pathAndQuery, target, other, body);
    }

    /**
     * The same to another path and query of its origin.
     *
     * @param  other                    as RFC 3986 allows them; the path begins with a slash
     * @throws IllegalArgumentException when it is not of that form, or cannot stand in a request line
     */
    public HttpCall to(String other) {
        return to(other, headers, body);
    }

    /** As {@link #to(String)}, with other header lines and another body, too. */
    public HttpCall to(String other, List<HttpHeader> otherHeaders, Optional<RequestBody> otherBody) {
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

    /** Made anew each time it is asked for: most calls go out without anybody asking. */
    public URI uri() {
        return URI.create(url());
    }

    /** The same as text. */
    public String url() {
        return origin + pathAndQuery;
    }

    /** Scheme, host and port as they were given. */
    public String origin() {
        return origin;
    }

    /** As they go into the request line. */
    public String pathAndQuery() {
        return pathAndQuery;
    }

    public List<HttpHeader> headers() {
        return headers;
    }

    public Optional<RequestBody> body() {
        return body;
    }

    /** The host that it goes to, lower case, without brackets. */
    public String host() {
        return target.host();
    }

    /** The port that it goes to, the scheme's own when the URI names none. */
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
