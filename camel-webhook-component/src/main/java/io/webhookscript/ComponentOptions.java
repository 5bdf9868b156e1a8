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

import java.util.List;
import java.util.Map;

import io.webhookscript.callback.Callbacks;
import io.webhookscript.delivery.DeliveryOptions;
import io.webhookscript.deliverylog.DeliveryLog;
import io.webhookscript.http.ProxyChoice;
import io.webhookscript.store.WebhookStore;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * Holds the options of a component at the time when it starts.
 *
 * @param watched     script locations that are watched for changes; empty when nothing is watched
 * @param secretScope which secrets a script may read
 * @param deliveryLog null when no delivery log is set
 * @param store       null when accepted events are only in memory
 */
record ComponentOptions(
        List<String> watched, SecretScope secretScope, DeliveryOptions deliveries, Connections connections,
        @Nullable DeliveryLog deliveryLog, Callbacks.Options callbacks, @Nullable WebhookStore store) {

    /**
     * Says which addresses may be called, and through which connections.
     *
     * @param allow      addresses that are allowed beside public ones
     * @param allowHosts hosts that event data may choose
     * @param via        camel-http endpoints by name
     * @param globalTls  SSL parameters of the Camel context; null when they are not used
     */
    record Connections(
            List<String> allow, List<String> allowHosts, ProxyChoice proxies, int max, int maxPerRoute,
            Map<String, Object> via, @Nullable SSLContextParameters globalTls) {
    }
}
