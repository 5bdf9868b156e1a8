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
package io.webhookscript.delivery.report;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import io.webhookscript.script.Script;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The circuit breaker of a script opened, half-opened or closed. */
public final class WebhookScriptBreakerStateEvent extends WebhookScriptEvent {

    private final @Nullable String key;
    private final BreakerState from;
    private final BreakerState to;

    /** @param key see {@link #getKey} */
    public WebhookScriptBreakerStateEvent(CamelContext camelContext, Script script, @Nullable String key, BreakerState from,
                                          BreakerState to, Instant at) {
        super(camelContext, script, at);
        this.key = key;
        this.from = from;
        this.to = to;
    }

    /**
     * The value of {@code limits.circuitBreaker.key}, cut off, masked and in one line; empty when the script has no
     * key.
     */
    public Optional<String> getKey() {
        return Optional.ofNullable(key);
    }

    public BreakerState getFrom() {
        return from;
    }

    public BreakerState getTo() {
        return to;
    }

    /** Always empty, since deliveries share a breaker. */
    @Override
    public Optional<String> getMessageId() {
        return Optional.empty();
    }

    @Override
    String description() {
        return "circuit breaker " + (key != null ? "of key " + key + " " : "") + word(from) + " to " + word(to);
    }

    private static String word(BreakerState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
