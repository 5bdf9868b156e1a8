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
package io.webhookscript.spi;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A session that a delivered call of a script has opened, and in which its receiver may send response events.
 *
 * @param script    the script that opened it; the sessions of two scripts are different even if their ids are equal
 * @param id        1 to 256 characters, none of which is a control character
 * @param messageId the message id of the last delivered call of the session
 * @param context   the values of {@code context} that this call set by endpoint options or the exchange variable {@code
 *                  CamelWebhookScriptContext}; their names and values have at most 4,096 characters together
 * @param expiresAt the time at which the session ends without a further call or response event
 * @param subject   a digest that identifies the person whose data that call sent; null when that is not known
 */
public record CallbackSession(
        String script, String id, String messageId, Map<String, String> context, Instant expiresAt,
        @Nullable String subject) {

    public CallbackSession {
        context = Map.copyOf(context);
    }

    /** A session of nobody in particular. */
    public CallbackSession(String script, String id, String messageId, Map<String, String> context, Instant expiresAt) {
        this(script, id, messageId, context, expiresAt, null);
    }

    public CallbackSession until(Instant end) {
        return new CallbackSession(script, id, messageId, context, end, subject);
    }
}
