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
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The receiver of a call, read from the authority of its URI. {@link URI#getHost()} cannot be used here: it returns
 * null for a host with an underscore, which container service names have.
 *
 * @param tls  whether the scheme is https
 * @param host lower case, without brackets, zone kept, a trailing dot kept
 * @param port the explicit port or the scheme's default
 */
public record Target(boolean tls, String host, int port) {

    private static final Pattern AUTHORITY
            = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+(?:%[\\w.~-]+)?)]|([\\w.-]+))(?::(\\d{0,5}))?");

    public static Target of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("a call needs an absolute URI of http or https");
        }
        if (uri.getRawFragment() != null || !isAscii(uri)) {
            throw new IllegalArgumentException("the URI of a call is ASCII and has no fragment");
        }
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        if (authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException("the URI of a call must not contain user info");
        }
        return parse(scheme.equals("https"), authority);
    }

    public static Target parse(boolean tls, String authority) {
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "the URI of a call needs a host name of letters, digits, '.', '-' and '_', an IPv4 address or an IPv6 address in brackets");
        }
        boolean literal6 = parts.group(1) != null;
        String host = (literal6 ? parts.group(1) : parts.group(2)).toLowerCase(Locale.ROOT);
        String port = parts.group(3);
        int number = port == null || port.isEmpty() ? (tls ? 443 : 80) : Integer.parseInt(port);
        if (number < 1 || number > 65_535) {
            throw new IllegalArgumentException("the port of a call must be from 1 to 65535");
        }
        return new Target(tls, host, number);
    }

    /** Returns the host without the trailing dot of a fully qualified name, which TLS (RFC 6066 §3) does not allow. */
    public String name() {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /**
     * Returns the value for {@code Host} and for an absolute request target, with the port only if it is not the
     * scheme's default.
     */
    public String authority() {
        return port == (tls ? 443 : 80) ? bracketed() : bracketed() + ":" + port;
    }

    public String hostAndPort() {
        return bracketed() + ":" + port;
    }

    private String bracketed() {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    private static boolean isAscii(URI uri) {
        String text = uri.toString();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
