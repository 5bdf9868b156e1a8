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
import org.jspecify.annotations.Nullable;

/** A callback has received a response event, and has routed or refused it. */
public final class WebhookScriptCallbackEvent extends WebhookScriptEvent {

    private final CallbackResult result;
    private final @Nullable String messageId;

    /** @param messageId of the last delivered call of the session; null when the session was not looked for */
    public WebhookScriptCallbackEvent(
                                      CamelContext camelContext, Script script, CallbackResult result,
                                      @Nullable String messageId, Instant at) {
        super(camelContext, script, at);
        this.result = result;
        this.messageId = messageId;
    }

    public CallbackResult getResult() {
        return result;
    }

    /** The message id of the last delivered call of the session; empty when no session was found. */
    @Override
    public Optional<String> getMessageId() {
        return Optional.ofNullable(messageId);
    }

    @Override
    String description() {
        return result == CallbackResult.ACCEPTED
                ? "has received a response event"
                : "has refused a response event: " + result.code() + ", status " + result.status();
    }
}
