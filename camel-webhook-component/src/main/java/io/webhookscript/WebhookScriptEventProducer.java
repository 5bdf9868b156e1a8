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

import io.webhookscript.delivery.DeliveryOverrides;
import io.webhookscript.delivery.route.EventAddress;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Hands the event of the caller's exchange to all active scripts with a matching trigger. */
final class WebhookScriptEventProducer extends DefaultAsyncProducer {

    private final WebhookScriptComponent component;
    private final EventAddress address;
    private final DeliveryOverrides overrides;

    WebhookScriptEventProducer(WebhookScriptEndpoint endpoint, WebhookScriptComponent component, EventAddress address) {
        super(endpoint);
        this.component = component;
        this.address = address;
        this.overrides = endpoint.overrides();
        if (address.type() != null && address.type().isBlank()) {
            throw new IllegalArgumentException(
                    "webhookscript:event: the event type is missing; expected webhookscript:event:TYPE, or"
                                               + " webhookscript:event when each message names its type");
        }
        if (overrides.replay()) {
            throw new IllegalArgumentException(
                    "webhookscript:" + address + "?replay=true: a dead letter belongs to one script; expected"
                                               + " webhookscript:NAME?replay=true");
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            return component.dispatch(address, overrides, exchange, callback);
        } catch (RuntimeException failure) {
            exchange.setException(failure);
            callback.done(true);
            return true;
        }
    }
}
