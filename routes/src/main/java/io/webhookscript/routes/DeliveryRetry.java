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
package io.webhookscript.routes;

import io.webhookscript.delivery.report.WebhookScriptException;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/** Whether an event is delivered again that failed and has no dead letter: a number of times, until the route stops. */
public final class DeliveryRetry implements Predicate {

    private int maxRetries;

    /** The number of retries, after which the source reads the event again. */
    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    @Override
    public boolean matches(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof WebhookScriptException
                && exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class) <= maxRetries
                && AcceptanceRetry.goesOn(exchange);
    }
}
