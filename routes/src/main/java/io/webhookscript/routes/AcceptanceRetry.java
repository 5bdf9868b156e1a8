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

import java.util.concurrent.RejectedExecutionException;

import io.webhookscript.delivery.report.WebhookScriptException;
import org.apache.camel.BatchConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an event is tried again, because nothing was sent and the event is not the reason: the script is stopped, too
 * many events wait, or its store is not available. So a file waits for its script, until the route stops.
 */
public final class AcceptanceRetry implements Predicate {

    private static final Logger LOG = LoggerFactory.getLogger(AcceptanceRetry.class);

    @Override
    public boolean matches(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        boolean again = isWorthIt(failure) && goesOn(exchange);
        if (again && exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class) <= 1) {
            LOG.warn("The route {} waits until its event is accepted: {}", exchange.getFromRouteId(), failure.getMessage());
        }
        return again;
    }

    private static boolean isWorthIt(@Nullable Exception failure) {
        return failure instanceof WebhookScriptException delivery && delivery.getOutcome().code().equals("notSent")
                && !delivery.isEventAtFault();
    }

    /** Whether the row of an exchange failed only because the route stops. */
    static boolean wasInterrupted(Exchange exchange) {
        Exception failure = exchange.getException();
        return isWorthIt(failure) || failure instanceof RejectedExecutionException || failure instanceof InterruptedException;
    }

    /** Whether the consumer of an exchange takes another event. */
    static boolean goesOn(Exchange exchange) {
        Route route = exchange.getContext().getRoute(exchange.getFromRouteId());
        if (route == null) {
            return false;
        }
        return route.getConsumer() instanceof BatchConsumer batch
                ? batch.isBatchAllowed()
                : route.getConsumer() instanceof StatefulService consumer && consumer.isRunAllowed()
                        && !consumer.isSuspending() && !consumer.isSuspended();
    }
}
