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
package io.webhookscript;

import org.apache.camel.spi.Metadata;

/** Names of the message headers that the component writes and reads. */
public final class WebhookScriptConstants {

    /** The URI scheme. */
    public static final String SCHEME = "webhookscript";

    @Metadata(description = "The status of the receiver's response.", javaType = "int")
    public static final String HTTP_RESPONSE_CODE = "CamelHttpResponseCode";

    @Metadata(description = "Name of the script that was called.", javaType = "String")
    public static final String SCRIPT_NAME = "CamelWebhookScriptName";

    @Metadata(description = "Version of the script: the first 12 hex digits of SHA-256 over its file.", javaType = "String")
    public static final String SCRIPT_VERSION = "CamelWebhookScriptVersion";

    @Metadata(description = "The message id that was sent to the receiver; in a response event, that of the last"
                            + " call of its session. The component writes it and never reads it.",
              javaType = "String")
    public static final String MESSAGE_ID = "CamelWebhookScriptMessageId";

    @Metadata(description = "The id of the session to which a response event belongs.", javaType = "String")
    public static final String SESSION = "CamelWebhookScriptSession";

    @Metadata(description = "The sender's id of a response event that is signed with Standard Webhooks.",
              javaType = "String")
    public static final String CALLBACK_ID = "CamelWebhookScriptCallbackId";

    @Metadata(description = "The number of HTTP calls that were made.", javaType = "int")
    public static final String ATTEMPTS = "CamelWebhookScriptAttempts";

    @Metadata(description = "How the delivery ended: delivered, unusable, temporary, refused, gone or notSent.",
              javaType = "String")
    public static final String OUTCOME = "CamelWebhookScriptOutcome";

    @Metadata(description = "Type of the event, which templates read as message.type. It selects the scripts of"
                            + " webhookscript:event without a type in its path.",
              javaType = "String")
    public static final String EVENT_TYPE = "CamelWebhookScriptEventType";

    @Metadata(description = "The id of the event in its source, from which the message id is computed: a route sets it"
                            + " for a source whose id the component does not know.",
              javaType = "String")
    public static final String SOURCE_ID = "CamelWebhookScriptSourceId";

    @Metadata(description = "Channel of the event for the triggers of webhookscript:event. If it is not set, the use"
                            + " case of each script names the path of the channel.",
              javaType = "String")
    public static final String CHANNEL = "CamelWebhookScriptChannel";

    @Metadata(description = "The number of outcomes in the body that webhookscript:event has set; 0 when no script has a"
                            + " matching trigger.",
              javaType = "int")
    public static final String MATCHED = "CamelWebhookScriptMatched";

    /**
     * The name of the exchange variable with values of {@code context} for one call, a {@code Map}. It is meant for
     * data of the event, which must not be part of an endpoint's URI.
     */
    public static final String CONTEXT_VARIABLE = "CamelWebhookScriptContext";

    private WebhookScriptConstants() {
    }
}
