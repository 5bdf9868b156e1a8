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
package io.webhookscript.delivery.event;

import java.time.Instant;
import java.util.Optional;

import io.webhookscript.script.Script;
import org.apache.camel.CamelContext;

/** A receiver reported that it is gone for good. Its script rejects further events until it is started again. */
public final class WebhookScriptStoppedEvent extends WebhookScriptEvent {

    private final String messageId;

    public WebhookScriptStoppedEvent(CamelContext camelContext, Script script, String messageId, Instant at) {
        super(camelContext, script, at);
        this.messageId = messageId;
    }

    /** The message id of the delivery with this response. */
    @Override
    public Optional<String> getMessageId() {
        return Optional.of(messageId);
    }

    @Override
    String description() {
        return "stopped, since its receiver is gone for good";
    }
}
