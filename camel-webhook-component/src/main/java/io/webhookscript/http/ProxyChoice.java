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
package io.webhookscript.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.webhookscript.http.message.Target;
import io.webhookscript.value.PercentEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the proxy of a call by its scheme and host. Immutable, compared by its parts.
 */
public final class ProxyChoice {

    /** All calls go to the receiver itself. */
    public static final ProxyChoice NONE = new ProxyChoice(null, null, HostPatterns.NONE);

    /** Hosts for which the JDK uses no proxy if {@code http.nonProxyHosts} is not set. */
    private static final String DEFAULT_NON_PROXY_HOSTS = "localhost|127.*|[::1]";

    private final @Nullable URI http;
    private final @Nullable URI https;
    private final HostPatterns direct;
    private final int hash; // the choice is part of the key of every lease

    private ProxyChoice(@Nullable URI http, @Nullable URI https, HostPatterns direct) {
        if (http != null) {
            target(http);
        }
        if (https != null) {
            target(https);
        }
        this.http = http;
        this.https = https;
        this.direct = direct;
        this.hash = Objects.hash(http, https, direct);
    }

    /**
     * Sends all calls through one proxy.
     *
     * @param  proxy                    {@code http://host:port} or {@code http://user:password@host:port}
     * @throws IllegalArgumentException when it is not such a URI; the message does not contain it, since it may have a
     *                                  password
     */
    public static ProxyChoice of(URI proxy) {
        return new ProxyChoice(proxy, proxy, HostPatterns.NONE);
    }

    /**
     * Uses the proxies of the JDK's system properties: {@code http.proxyHost}, {@code http.proxyPort},
     * {@code https.proxyHost}, {@code https.proxyPort}, and {@code http.nonProxyHosts} for both.
     *
     * @param  property                 returns the value of a property; null when it is not set
     * @throws IllegalArgumentException when one of them is not a host or a port
     */
    public static ProxyChoice ofSystem(UnaryOperator<@Nullable String> property) {
        String direct = property.apply("http.nonProxyHosts");
        return new ProxyChoice(
                system("http", "80", property).orElse(null), system("https", "443", property).orElse(null), HostPatterns.NONE)
                .except(direct == null ? DEFAULT_NON_PROXY_HOSTS : direct);
    }

    private static Optional<URI> system(String scheme, String defaultPort, UnaryOperator<@Nullable String> property) {
        String host = property.apply(scheme + ".proxyHost");
        if (host == null || host.isBlank()) {
            return Optional.empty();
        }
        String port = property.apply(scheme + ".proxyPort");
        String bracketed = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host.strip() + "]" : host.strip();
        String text = bracketed + ":" + (port == null || port.isBlank() ? defaultPort : port.strip());
        try {
            URI proxy = new URI("http://" + text);
            target(proxy);
            return Optional.of(proxy);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the system properties " + scheme + ".proxyHost and " + scheme + ".proxyPort are " + text
                                               + ", expected a host and a port",
                    e);
        }
    }

    /**
     * Returns a choice that uses no proxy for the given hosts.
     *
     * @param  hosts                    host patterns like {@code http.nonProxyHosts} of the JDK:
     *                                  {@code localhost|*.example.com|10.*}
     * @throws IllegalArgumentException when an entry is not a host
     */
    public ProxyChoice except(String hosts) {
        return new ProxyChoice(http, https, new HostPatterns(hosts));
    }

    /** Returns the proxy's address; empty when the call goes to the receiver itself. */
    Optional<Target> proxyOf(Target receiver) {
        return uri(receiver).map(ProxyChoice::target);
    }

    /** Returns the value of {@code Proxy-Authorization}, if the proxy's URI has user info (RFC 7617). */
    Optional<String> credentialsFor(Target receiver) {
        return uri(receiver).map(ProxyChoice::userInfo).filter(user -> !user.isEmpty())
                .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Returns the user names and passwords by their texts, in plain form and as they are sent, so that messages of a
     * proxy can be masked.
     */
    public Map<String, String> credentials() {
        Map<String, String> credentials = new LinkedHashMap<>();
        Stream.of(http, https).filter(Objects::nonNull).map(ProxyChoice::userInfo).filter(user -> !user.isEmpty())
                .forEach(user -> {
                    credentials.put(user, "proxy");
                    credentials.put(user.substring(user.indexOf(':') + 1), "proxy");
                });
        return credentials;
    }

    private Optional<URI> uri(Target receiver) {
        return direct.contain(receiver) ? Optional.empty() : Optional.ofNullable(receiver.tls() ? https : http);
    }

    private static Target target(URI proxy) {
        String authority = authority(proxy);
        String scheme = proxy.getScheme() == null ? "" : proxy.getScheme().toLowerCase(Locale.ROOT);
        String rest = (proxy.getRawPath() == null ? "" : proxy.getRawPath()) + (proxy.getRawQuery() == null ? "" : "?");
        if (!scheme.equals("http") || !rest.isEmpty() && !rest.equals("/")) {
            throw new IllegalArgumentException("a proxy is written http://host:port or http://user:password@host:port");
        }
        return Target.parse(false, authority.substring(authority.lastIndexOf('@') + 1));
    }

    private static String userInfo(URI proxy) {
        String authority = authority(proxy);
        int at = authority.lastIndexOf('@');
        return at < 0 ? "" : PercentEncoding.decode(authority.substring(0, at));
    }

    private static String authority(URI proxy) {
        return proxy.getRawAuthority() == null ? "" : proxy.getRawAuthority();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProxyChoice choice && Objects.equals(choice.http, http) && Objects.equals(choice.https, https)
                && choice.direct.equals(direct);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The text does not contain user info. */
    @Override
    public String toString() {
        return "ProxyChoice[http=" + shown(http) + ", https=" + shown(https) + ", direct=" + direct + "]";
    }

    private static String shown(@Nullable URI proxy) {
        return proxy == null ? "none" : target(proxy).hostAndPort();
    }
}
