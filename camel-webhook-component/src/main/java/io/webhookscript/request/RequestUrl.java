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
package io.webhookscript.request;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rendered URL in parts, read by a grammar that leaves no room for a second opinion: no user info, no fragment, no
 * backslash, no dot segment, one way to write a host. {@link URI} has to agree.
 */
record RequestUrl(String scheme, String host, String port, String path, Optional<String> query) {

    private static final Pattern GRAMMAR = Pattern.compile("(https?)://(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?"
                                                           + "(/[^?#]*)?(?:\\?([^#]*))?");

    private static final Pattern DOT_SEGMENT = Pattern.compile("/(?:\\.|%2e){1,2}(?=/|$)", Pattern.CASE_INSENSITIVE);

    /** Some resolvers take {@code 2130706433} or {@code 0x7f.1} for an address, some for a name. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])(?:\\.(?!$)|$)){4}");

    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException when it is not such a URL; the message does not repeat it */
    static RequestUrl parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the URL is not `http(s)://host[:port][/path][?query]`" + reason(text));
        }
        if (NUMERIC.matcher(matcher.group(2)).matches() && !IPV4.matcher(matcher.group(2)).matches()) {
            throw new IllegalArgumentException("the URL's host is a number, but no address of four parts from 0 to 255");
        }
        String path = Optional.ofNullable(matcher.group(4)).orElse("/");
        if (DOT_SEGMENT.matcher(path).find()) {
            throw new IllegalArgumentException("the URL's path holds a segment `.` or `..`");
        }
        String port = Optional.ofNullable(matcher.group(3)).orElse("");
        if (!port.isEmpty() && (Integer.parseInt(port.substring(1)) == 0 || Integer.parseInt(port.substring(1)) > MAX_PORT)) {
            throw new IllegalArgumentException("the URL's port is not 1 to " + MAX_PORT);
        }
        return new RequestUrl(matcher.group(1), matcher.group(2), port, path, Optional.ofNullable(matcher.group(5)));
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

    /** The same with pairs behind its query. */
    RequestUrl withParams(String encoded) {
        if (encoded.isEmpty()) {
            return this;
        }
        String before = query.filter(q -> !q.isEmpty()).map(q -> q + "&").orElse("");
        return new RequestUrl(scheme, host, port, path, Optional.of(before + encoded));
    }

    /** @throws IllegalArgumentException when Java reads it in another way, or it holds a character no URI may hold */
    URI toUri() {
        String text = scheme + "://" + host + port + path + query.map(q -> "?" + q).orElse("");
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7F) {
                throw new IllegalArgumentException("the URL holds a space, a control character or a letter beyond ASCII");
            }
        }
        try {
            URI uri = new URI(text).parseServerAuthority();
            boolean agreed = host.equals(uri.getHost()) && path.equals(uri.getRawPath()) && uri.getRawUserInfo() == null
                    && query.equals(Optional.ofNullable(uri.getRawQuery()));
            if (agreed) {
                return uri;
            }
            throw new IllegalArgumentException("the URL's host, path and query can be read in two ways");
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the URL is not one that RFC 3986 allows: " + e.getReason(), e);
        }
    }
}
