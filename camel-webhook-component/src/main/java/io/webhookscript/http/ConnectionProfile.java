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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

import javax.net.ssl.SSLContext;

/**
 * What decides which pooled connections a call may use: calls of different profiles (by {@code equals}) never share
 * one.
 *
 * @param policy     holds for the receiver's address and for the proxy's
 * @param sslContext compared by identity; absent means the JDK's trust
 * @param proxy      {@code http://host:port} or {@code http://user:password@host:port}
 */
public record ConnectionProfile(AddressPolicy policy, Optional<SSLContext> sslContext, Optional<URI> proxy) {

    /**
     * @throws IllegalArgumentException when the proxy is no such URI; the message does not hold it, it may have a
     *                                  password
     */
    public ConnectionProfile {
        proxy.ifPresent(ConnectionProfile::proxyTarget);
    }

    Optional<Target> proxyTarget() {
        return proxy.map(ConnectionProfile::proxyTarget);
    }

    /** The value of {@code Proxy-Authorization}, when the proxy's URI has user info (RFC 7617). */
    Optional<String> proxyCredentials() {
        return proxy.map(ConnectionProfile::userInfo).filter(user -> !user.isEmpty())
                .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    /** Without the user info of the proxy. */
    @Override
    public String toString() {
        return "ConnectionProfile[policy=" + policy + ", sslContext=" + sslContext.isPresent() + ", proxy="
               + proxyTarget().map(Target::hostAndPort).orElse("none") + "]";
    }

    private static Target proxyTarget(URI proxy) {
        String authority = proxy.getRawAuthority() == null ? "" : proxy.getRawAuthority();
        String scheme = proxy.getScheme() == null ? "" : proxy.getScheme().toLowerCase(Locale.ROOT);
        String rest = (proxy.getRawPath() == null ? "" : proxy.getRawPath()) + (proxy.getRawQuery() == null ? "" : "?");
        if (!scheme.equals("http") || !rest.isEmpty() && !rest.equals("/")) {
            throw new IllegalArgumentException("a proxy is written http://host:port or http://user:password@host:port");
        }
        return Target.parse(false, authority.substring(authority.lastIndexOf('@') + 1));
    }

    private static String userInfo(URI proxy) {
        String authority = proxy.getRawAuthority() == null ? "" : proxy.getRawAuthority();
        int at = authority.lastIndexOf('@');
        return at < 0 ? "" : PercentEncoding.decode(authority.substring(0, at));
    }
}
