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
import java.util.Optional;

import io.webhookscript.script.Script;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event of a script or one of its deliveries, for Camel's event notifiers. Immutable; it holds no secret, no
 * response and no business data except the key of a circuit breaker. A notifier is called on the thread of the
 * delivery: it must be quick, and its exceptions are logged and ignored.
 */
public abstract sealed class WebhookScriptEvent implements CamelEvent
        permits WebhookScriptOutcomeEvent, WebhookScriptAttemptEvent, WebhookScriptBreakerStateEvent,
        WebhookScriptDeadLetterFailedEvent, WebhookScriptStoppedEvent, WebhookScriptFailingEvent, WebhookScriptStateEvent,
        WebhookScriptReloadedEvent, WebhookScriptFileRefusedEvent, WebhookScriptSessionEvent,
        WebhookScriptCallbackEvent {

    private final CamelContext camelContext;
    private final String script;
    private final String version;
    private final @Nullable String tenant;
    private final Instant at;

    WebhookScriptEvent(CamelContext camelContext, Script script, Instant at) {
        this.camelContext = camelContext;
        this.script = script.name();
        this.version = script.version();
        this.tenant = script.definition().about().tenant();
        this.at = at;
    }

    /** @param loaded null when no version of the script is loaded; the file then replaces its name */
    WebhookScriptEvent(CamelContext camelContext, @Nullable Script loaded, String file, Instant at) {
        this.camelContext = camelContext;
        this.script = loaded == null ? file : loaded.name();
        this.version = loaded == null ? "" : loaded.version();
        this.tenant = loaded == null ? null : loaded.definition().about().tenant();
        this.at = at;
    }

    /** {@link org.apache.camel.spi.CamelEvent.Type#Custom}: Camel has no event type for components. */
    @Override
    public final Type getType() {
        return Type.Custom;
    }

    @Override
    public final CamelContext getSource() {
        return camelContext;
    }

    /** The time of the event, in milliseconds since 1970. */
    @Override
    public final long getTimestamp() {
        return at.toEpochMilli();
    }

    /** Has no effect, since the time of an event does not change. */
    @Override
    public final void setTimestamp(long timestamp) {
        // Camel's factories set the time of their events afterwards; these events have it from the start
    }

    public final Instant getAt() {
        return at;
    }

    public final String getScript() {
        return script;
    }

    /** The first 12 hex digits of SHA-256 over the script file. */
    public final String getVersion() {
        return version;
    }

    /** The tenant that the script names. */
    public final Optional<String> getTenant() {
        return Optional.ofNullable(tenant);
    }

    /** The message id of the delivery; empty when the event belongs to the script alone. */
    public abstract Optional<String> getMessageId();

    /** Describes the event, as a continuation of the script's name and the message id. */
    abstract String description();

    /** Describes the event in one line for a log or a console. */
    @Override
    public final String toString() {
        return "script " + script + getMessageId().map(id -> " message " + id).orElse("") + ": " + description();
    }
}
