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

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/**
 * Decides which pooled connections a call may use: calls of different profiles (by {@code equals}) never share a
 * connection. Immutable. It is not a record: the fuzzer's agent transforms the class once more after it was loaded, and
 * the JVM then does not find the field of an annotated component.
 */
public final class ConnectionProfile {

    private final AddressPolicy policy;
    private final @Nullable SSLContext sslContext;
    private final ProxyChoice proxies;

    /**
     * @param policy     applies to the receiver's address and to the proxy's
     * @param sslContext compared by identity; null means the JDK's trust
     */
    public ConnectionProfile(AddressPolicy policy, @Nullable SSLContext sslContext, ProxyChoice proxies) {
        this.policy = policy;
        this.sslContext = sslContext;
        this.proxies = proxies;
    }

    /** Creates a profile without a proxy. */
    public ConnectionProfile(AddressPolicy policy, @Nullable SSLContext sslContext) {
        this(policy, sslContext, ProxyChoice.NONE);
    }

    public AddressPolicy policy() {
        return policy;
    }

    /** Null means the JDK's trust. */
    public @Nullable SSLContext sslContext() {
        return sslContext;
    }

    public ProxyChoice proxies() {
        return proxies;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a context has no other equality
    public boolean equals(@Nullable Object other) {
        return other instanceof ConnectionProfile profile && sslContext == profile.sslContext && policy.equals(profile.policy)
                && proxies.equals(profile.proxies);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * policy.hashCode() + System.identityHashCode(sslContext)) + proxies.hashCode();
    }

    @Override
    public String toString() {
        return "ConnectionProfile[policy=" + policy + ", sslContext=" + (sslContext != null) + ", proxies=" + proxies + "]";
    }
}
