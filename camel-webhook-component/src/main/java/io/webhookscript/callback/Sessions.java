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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.DeliveryEvents;
import io.webhookscript.pacing.RateLimitedLogger;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.response.MappedResponse;
import io.webhookscript.response.SessionChange;
import io.webhookscript.script.CallbackDefinition;
import io.webhookscript.script.Script;
import io.webhookscript.spi.CallbackSession;
import io.webhookscript.spi.SessionStore;
import io.webhookscript.value.OneLine;

/** Opens, prolongs and closes the sessions of all scripts in the store. Thread-safe. */
final class Sessions {

    private static final int MAX_ID = 256;
    private static final int MAX_CONTEXT = 4_096;

    private final SessionStore store;
    private final DeliveryEvents events;
    private final RateLimitedLogger warnings;
    private final Clock clock;

    Sessions(SessionStore store, DeliveryEvents events, RateLimitedLogger warnings, Clock clock) {
        this.store = store;
        this.events = events;
        this.warnings = warnings;
        this.clock = clock;
    }

    static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= MAX_ID && text.chars().noneMatch(Character::isISOControl);
    }

    /** Opens or closes the session that a delivered call names. The delivery has its outcome, whatever happens here. */
    void delivered(Delivery delivery) {
        MappedResponse mapped = delivery.result().mapped();
        CallbackDefinition callback = delivery.script().definition().delivery().callback();
        if (mapped != null && mapped.session() != null && callback != null) {
            change(delivery, mapped.session(), callback);
        }
    }

    private void change(Delivery delivery, SessionChange change, CallbackDefinition callback) {
        try {
            if (change.closes()) {
                close(delivery, change.session());
            } else {
                open(delivery, change.session(), callback);
            }
        } catch (RuntimeException failure) {
            notChanged(delivery, "the session store failed: " + OneLine.of(String.valueOf(failure)));
        }
    }

    private void open(Delivery delivery, String id, CallbackDefinition callback) {
        Map<String, String> context = ofTheCall(delivery.data());
        int length = context.entrySet().stream().mapToInt(e -> e.getKey().length() + e.getValue().length()).sum();
        if (!isId(id)) {
            notChanged(delivery, "callback.session is longer than " + MAX_ID + " characters or has a control character");
        } else if (length > MAX_CONTEXT) {
            notChanged(delivery, "the call's values of context are longer than " + MAX_CONTEXT + " characters");
        } else {
            Instant now = clock.instant();
            String messageId = delivery.data().message().id();
            if (store.open(
                    new CallbackSession(
                            delivery.script().name(), id, messageId, context, now.plus(callback.sessionTtl()),
                            delivery.runtime().subject(delivery.data())),
                    now)) {
                events.sessionChanged(delivery, true);
            }
        }
    }

    private static Map<String, String> ofTheCall(TemplateInputs data) {
        Map<String, String> context = new HashMap<>();
        for (String name : data.endpointContext()) {
            String value = data.context().get(name);
            if (value != null) {
                context.put(name, value);
            }
        }
        return context;
    }

    private void close(Delivery delivery, String id) {
        if (store.close(delivery.script().name(), id, clock.instant())) {
            events.sessionChanged(delivery, false);
        }
    }

    private void notChanged(Delivery delivery, String why) {
        warnings.warn(delivery.script().name(), "sessions that were neither opened nor closed",
                () -> "script " + delivery.script().name() + " message " + delivery.data().message().id()
                      + ": its session was neither opened nor closed, so that response events get status 404: " + why);
    }

    /** Finds an open session for a response event, and keeps it open. */
    Optional<CallbackSession> use(Script script, String id, Duration ttl) {
        Instant now = clock.instant();
        Optional<CallbackSession> session = store.find(script.name(), id, now);
        session.ifPresent(open -> store.prolong(script.name(), id, now.plus(ttl), now));
        return session;
    }

    void closeAll(String script) {
        store.closeAll(script);
    }

    long count(String script) {
        return store.count(script, clock.instant());
    }
}
