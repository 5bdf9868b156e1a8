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
package io.webhookscript.request.attempt;

import java.util.Map;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

import io.webhookscript.http.AddressPolicy;
import io.webhookscript.http.ConnectionProfile;
import io.webhookscript.http.ProxyChoice;
import io.webhookscript.script.RequestDefinition;
import io.webhookscript.script.RequestDefinition.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Creates connection profiles for scripts from the options of a component.
 *
 * @param proxies     proxies for scripts that do not set one
 * @param sslContexts finds SSL contexts by the name of a bean; null if the script names none, or if the JDK's trust
 *                    applies; throws IllegalArgumentException when no bean has that name and type. Must return the same
 *                    object for the same name, since connections are shared by identity
 */
public record ConnectionProfiles(
        AddressPolicy policy, ProxyChoice proxies, Function<@Nullable String, @Nullable SSLContext> sslContexts) {

    /** Creates the profile of a script's calls, once, when its routes are created. */
    public ConnectionProfile of(RequestDefinition request) {
        return new ConnectionProfile(
                policy, sslContexts.apply(request.connection().tls()),
                choice(request));

    }

    /** Texts that no output may hold, whatever a proxy of the script says, and the names they are shown under. */
    public Map<String, String> secretsOf(RequestDefinition request) {
        return choice(request).credentials();
    }

    private ProxyChoice choice(RequestDefinition request) {
        Proxy proxy = request.connection().proxy();
        if (proxy == null) {
            return proxies;
        }
        return proxy instanceof Proxy.Through through ? ProxyChoice.of(through.uri()) : ProxyChoice.NONE;
    }
}
