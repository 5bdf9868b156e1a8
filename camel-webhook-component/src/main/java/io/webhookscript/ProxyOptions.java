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
package io.webhookscript;

import java.net.URI;
import java.net.URISyntaxException;

import io.webhookscript.http.ProxyChoice;

/** Reads the component's proxy options. */
final class ProxyOptions {

    private ProxyOptions() {
    }

    /** @throws IllegalArgumentException when an option or a system property is not valid */
    static ProxyChoice of(WebhookScriptComponent component) {
        ProxyChoice choice = ProxyChoice.NONE;
        if (component.getProxy() != null) {
            choice = proxy(component.getProxy());
        } else if (component.isUseSystemProperties()) {
            choice = ProxyChoice.ofSystem(System::getProperty);
        }
        return component.getNonProxyHosts() == null ? choice : except(choice, component.getNonProxyHosts());
    }

    /** The message of the exception does not repeat a password. */
    private static ProxyChoice proxy(String text) {
        try {
            URI proxy = new URI(text.strip());
            if (proxy.getRawAuthority() != null && proxy.getRawAuthority().matches(".*:\\d+")) {
                return ProxyChoice.of(proxy);
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw noProxy(text);
        }
        throw noProxy(text);
    }

    private static IllegalArgumentException noProxy(String text) {
        return new IllegalArgumentException(
                "proxy=" + (text.indexOf('@') < 0 ? text : "***")
                                            + ": expected http://host:port or http://user:password@host:port");
    }

    private static ProxyChoice except(ProxyChoice choice, String hosts) {
        try {
            return choice.except(hosts);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("nonProxyHosts=" + hosts + ": " + e.getMessage(), e);
        }
    }
}
