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

/**
 * A delivered call has opened or closed a session of the script's callback. A session that expires, and the sessions of
 * a removed script, are not reported.
 */
public final class WebhookScriptSessionEvent extends WebhookScriptEvent {

    private final String messageId;
    private final boolean opened;

    public WebhookScriptSessionEvent(
                                     CamelContext camelContext, Script script, String messageId, boolean opened,
                                     Instant at) {
        super(camelContext, script, at);
        this.messageId = messageId;
        this.opened = opened;
    }

    /** Whether the call has opened the session; else it has closed it. */
    public boolean isOpened() {
        return opened;
    }

    /** The message id of the call. */
    @Override
    public Optional<String> getMessageId() {
        return Optional.of(messageId);
    }

    @Override
    String description() {
        return opened ? "has opened a session" : "has closed a session";
    }
}
