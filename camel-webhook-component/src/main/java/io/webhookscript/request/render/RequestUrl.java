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
package io.webhookscript.request.render;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webhookscript.value.PercentEncoding;

/**
 * A rendered URL in parts, read by an unambiguous grammar: no user info, no fragment, no backslash, no dot segment, and
 * a single notation of a host. {@link URI} must agree about the origin; the rest contains only characters that it reads
 * literally.
 *
 * @param origin       scheme, host and port
 * @param pathAndQuery begins with a slash
 */
public record RequestUrl(String origin, String host, String pathAndQuery) {

    private static final Pattern ORIGIN
            = Pattern.compile("https?://(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+)(?::([0-9]{1,5}))?");

    private static final Pattern DOT_SEGMENT = Pattern.compile("/(?:\\.|%2e){1,2}(?=/|$)", Pattern.CASE_INSENSITIVE);

    /** Some resolvers read {@code 2130706433} or {@code 0x7f.1} as an address, some as a name. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])(?:\\.(?!$)|$)){4}");

    private static final int MAX_PORT = 65_535;

    /** The characters of RFC 3986 §3.3 and §3.4, besides unreserved characters and escapes. */
    private static final String ALLOWED_IN_PATH = "/!$&'()*+,;=:@";

    /** Java and most other implementations also allow brackets. */
    private static final String ALLOWED_IN_QUERY = ALLOWED_IN_PATH + "?[]";

    /** @throws IllegalArgumentException when the text is not such a URL; the message does not repeat it */
    public static RequestUrl parse(String text) {
        String origin = text.substring(0, originEnd(text));
        return new RequestUrl(origin, checkedHost(origin, text), checkedPathAndQuery(text, origin.length()));
    }

    /**
     * Parses a URL of the same origin, which need not be checked again; empty when the origin differs.
     *
     * @throws IllegalArgumentException as {@link #parse}
     */
    Optional<RequestUrl> ofSameOrigin(String text) {
        return text.startsWith(origin) && originEnd(text) == origin.length()
                ? Optional.of(new RequestUrl(origin, host, checkedPathAndQuery(text, origin.length()))) : Optional.empty();
    }

    private static int originEnd(String text) {
        int scheme = text.indexOf("://");
        int end = scheme < 0 ? 0 : scheme + "://".length();
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static String checkedHost(String origin, String text) {
        Matcher parts = ORIGIN.matcher(origin);
        if (!parts.matches()) {
            throw unlike(text);
        }
        String host = parts.group(1);
        if (NUMERIC.matcher(host).matches() && !IPV4.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "the URL's host is a number, but not an address of four parts from 0"
                                               + " to 255");
        }
        String port = parts.group(2);
        if (port != null && (Integer.parseInt(port) == 0 || Integer.parseInt(port) > MAX_PORT)) {
            throw new IllegalArgumentException("the URL's port is not 1 to " + MAX_PORT);
        }
        try {
            if (host.equals(new URI(origin).parseServerAuthority().getHost())) {
                return host;
            }
            throw new IllegalArgumentException("the URL's host can be read in two ways");
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the URL's host is not one that RFC 3986 allows: " + e.getReason(), e);
        }
    }

    private static IllegalArgumentException unlike(String text) {
        return new IllegalArgumentException("the URL is not `http(s)://host[:port][/path][?query]`" + reason(text));
    }

    private static String reason(String text) {
        if (text.indexOf('#') >= 0) {
            return ": it has a fragment (`#`)";
        }
        if (text.matches("(?s)https?://[^/?]*@.*")) {
            return ": it has user info (`@` before the host)";
        }
        if (!text.regionMatches(true, 0, "http", 0, "http".length())) {
            return ": it does not begin with `http://` or `https://`";
        }
        return "";
    }

    private static String checkedPathAndQuery(String text, int from) {
        String allowed = ALLOWED_IN_PATH;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '#') {
                throw unlike(text);
            }
            if (c <= ' ' || c >= 0x7F) {
                throw new IllegalArgumentException(
                        "the URL contains a space, a control character or a non-ASCII"
                                                   + " letter");
            }
            allowed = c == '?' ? ALLOWED_IN_QUERY : allowed;
            if (!PercentEncoding.isUnreserved(c) && allowed.indexOf(c) < 0 && !PercentEncoding.isEscape(text, i)) {
                throw new IllegalArgumentException(
                        "the URL contains a character that RFC 3986 allows only"
                                                   + " percent-encoded");
            }
        }
        checkSegments(text, from);
        String rest = text.substring(from);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private static void checkSegments(String text, int from) {
        int query = text.indexOf('?', from);
        boolean mayBeDots = text.indexOf("/.", from) >= 0 || text.indexOf("/%2", from) >= 0;
        if (mayBeDots && DOT_SEGMENT.matcher(text).region(from, query < 0 ? text.length() : query).find()) {
            throw new IllegalArgumentException("the URL's path contains a segment `.` or `..`");
        }
    }

    /** The URL of the origin alone. */
    RequestUrl root() {
        return new RequestUrl(origin, host, "/");
    }

    /** The URL with further pairs at the end of its query. */
    public RequestUrl withParams(String encoded) {
        return new RequestUrl(origin, host, withParams(pathAndQuery, encoded));
    }

    public static String withParams(String pathAndQuery, String encoded) {
        if (encoded.isEmpty()) {
            return pathAndQuery;
        }
        int query = pathAndQuery.indexOf('?');
        String separator = query < 0 ? "?" : query == pathAndQuery.length() - 1 ? "" : "&";
        return pathAndQuery + separator + encoded;
    }

    public URI toUri() {
        return URI.create(origin + pathAndQuery);
    }
}
