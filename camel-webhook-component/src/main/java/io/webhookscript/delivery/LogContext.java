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
package io.webhookscript.delivery;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Adds script and message id to every line that this thread logs, by the MDC keys {@code webhookscript} and {@code
 * messageId}. The previous values are restored afterwards, so that none of these values stays on a caller's or a
 * worker's thread.
 */
public final class LogContext {

    static final String SCRIPT = "webhookscript";
    static final String MESSAGE_ID = "messageId";

    private final @Nullable String scriptBefore;
    private final @Nullable String messageIdBefore;

    private LogContext(@Nullable String scriptBefore, @Nullable String messageIdBefore) {
        this.scriptBefore = scriptBefore;
        this.messageIdBefore = messageIdBefore;
    }

    public static LogContext of(Delivery delivery) {
        LogContext before = new LogContext(MDC.get(SCRIPT), MDC.get(MESSAGE_ID));
        put(SCRIPT, delivery.script().name());
        put(MESSAGE_ID, delivery.data().message().id());
        return before;
    }

    private static void put(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }

    public void end() {
        put(SCRIPT, scriptBefore);
        put(MESSAGE_ID, messageIdBefore);
    }
}
