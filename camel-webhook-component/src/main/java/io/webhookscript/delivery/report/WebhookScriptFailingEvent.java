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

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.webhookscript.script.Script;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a script have only failed for longer than {@code limits.warnAfter}. It is published once, until an event
 * is delivered.
 */
public final class WebhookScriptFailingEvent extends WebhookScriptEvent {

    private final String messageId;
    private final Instant since;
    private final @Nullable Instant disabledAt;

    public WebhookScriptFailingEvent(CamelContext camelContext, Script script, String messageId, Instant since, Instant at) {
        super(camelContext, script, at);
        this.messageId = messageId;
        this.since = since;
        Duration disableAfter = script.definition().limits().failures().disableAfter();
        this.disabledAt = disableAfter == null ? null : since.plus(disableAfter);
    }

    /** The message id of the delivery that has failed last. */
    @Override
    public Optional<String> getMessageId() {
        return Optional.of(messageId);
    }

    /** The time of the first of these failures. */
    public Instant getSince() {
        return since;
    }

    /** The time at which the script is stopped if the failures continue; empty without {@code limits.disableAfter}. */
    public Optional<Instant> getDisabledAt() {
        return Optional.ofNullable(disabledAt);
    }

    @Override
    String description() {
        return "has only failed since " + since
               + getDisabledAt().map(at -> ", and is disabled at " + at + " if that continues").orElse("");
    }
}
