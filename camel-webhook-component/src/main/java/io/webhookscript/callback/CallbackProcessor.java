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
package io.webhookscript.callback;

import java.util.Optional;

import io.webhookscript.delivery.report.CallbackResult;
import io.webhookscript.script.Script;
import io.webhookscript.spi.CallbackSession;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/**
 * Handles the requests of one callback: an admitted event goes to the route, whose result becomes the response; each
 * other request is refused. Each request is counted once, by its result, unless its script was removed meanwhile.
 */
final class CallbackProcessor extends AsyncProcessorSupport {

    private final Callbacks callbacks;
    private final CallbackConsumer consumer;

    CallbackProcessor(Callbacks callbacks, CallbackConsumer consumer) {
        this.callbacks = callbacks;
        this.consumer = consumer;
    }

    @Override
    public boolean process(Exchange http, AsyncCallback callback) {
        Optional<Script> loaded = callbacks.scriptWithCallback(consumer.script());
        if (loaded.isEmpty()) {
            ProblemResponse.write(http, CallbackResult.SESSION, null);
            callback.done(true);
            return true;
        }
        Script script = loaded.get();
        try {
            CallbackRequest request = new CallbackRequest(http.getMessage());
            ResponseEvent event = callbacks.gate().admit(script, request);
            if (consumer.isSuspended()) {
                forget(event);
                throw new RefusedEventException(CallbackResult.UNAVAILABLE);
            }
            return route(event, request, http, callback);
        } catch (RefusedEventException refused) {
            refuse(script, http, refused.result(), null, "");
        } catch (Exception | StackOverflowError failure) {
            refuse(script, http, CallbackResult.FAILED, null, Callbacks.describe(failure));
        }
        callback.done(true);
        return true;
    }

    private boolean route(ResponseEvent event, CallbackRequest request, Exchange http, AsyncCallback callback)
            throws Exception {
        Exchange route = consumer.createExchange(false);
        route.setPattern(ExchangePattern.InOut);
        event.to(route, request);
        consumer.createUoW(route);
        return consumer.getAsyncProcessor().process(route, doneSync -> {
            try {
                respond(event, route, http);
            } finally {
                consumer.doneUoW(route);
                consumer.releaseExchange(route, false);
                callback.done(doneSync);
            }
        });
    }

    private void respond(ResponseEvent event, Exchange route, Exchange http) {
        Optional<String> messageId = Optional.of(event.session()).map(CallbackSession::messageId);
        if (route.getException() != null || route.isRollbackOnly()) {
            forget(event);
            refuse(event.script(), http, CallbackResult.FAILED, messageId.orElse(null), "the route failed");
            return;
        }
        try {
            if (RouteResponse.write(route, event.body(), http) >= 400) {
                forget(event);
            }
            callbacks.ended(event.script(), CallbackResult.ACCEPTED, messageId.orElse(null), "");
        } catch (Exception failure) {
            forget(event);
            refuse(event.script(), http, CallbackResult.FAILED, messageId.orElse(null), Callbacks.describe(failure));
        }
    }

    private void forget(ResponseEvent event) {
        if (event.signed() != null) {
            callbacks.gate().forget(event.script(), event.signed());
        }
    }

    private void refuse(
            Script script, Exchange http, CallbackResult result, @Nullable String messageId, String why) {
        ProblemResponse.write(http, result, script.definition().delivery().callback());
        callbacks.ended(script, result, messageId, why);
    }
}
