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
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Hands the caller's exchange to the script of the endpoint's name, in its current version. */
final class WebhookScriptProducer extends DefaultAsyncProducer {

    private final WebhookScriptComponent component;
    private final String script;
    private final DeliveryOverrides overrides;

    WebhookScriptProducer(WebhookScriptEndpoint endpoint, WebhookScriptComponent component) {
        super(endpoint);
        this.component = component;
        this.script = endpoint.getName();
        this.overrides = endpoint.overrides();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            return component.deliver(script, overrides, exchange, callback);
        } catch (RuntimeException failure) {
            exchange.setException(failure);
            callback.done(true);
            return true;
        }
    }
}
