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
 * connection.
 *
 * @param policy     applies to the receiver's address and to the proxy's
 * @param sslContext compared by identity; null means the JDK's trust
 */
public record ConnectionProfile(AddressPolicy policy, @Nullable SSLContext sslContext, ProxyChoice proxies) {

    /** Creates a profile without a proxy. */
    public ConnectionProfile(AddressPolicy policy, @Nullable SSLContext sslContext) {
        this(policy, sslContext, ProxyChoice.NONE);
    }

    @Override
    public String toString() {
        return "ConnectionProfile[policy=" + policy + ", sslContext=" + (sslContext != null) + ", proxies=" + proxies + "]";
    }
}
