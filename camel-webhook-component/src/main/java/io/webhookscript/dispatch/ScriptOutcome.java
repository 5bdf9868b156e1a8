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
package io.webhookscript.dispatch;

import io.webhookscript.delivery.Delivery;
import io.webhookscript.delivery.caller.CallerResult;
import io.webhookscript.delivery.report.EventOutcome;
import io.webhookscript.delivery.report.WebhookScriptException;
import io.webhookscript.script.Outcome;
import io.webhookscript.script.Script;
import io.webhookscript.value.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one script.
 *
 * @param failure      what the caller has to know by an exception; null when the script succeeded, or its failure is in
 *                     a dead letter
 * @param eventAtFault whether the failure is the event's fault
 */
record ScriptOutcome(EventOutcome outcome, @Nullable Throwable failure, boolean eventAtFault) {

    static ScriptOutcome accepted(Delivery delivery) {
        return new ScriptOutcome(
                new EventOutcome(
                        delivery.script().name(), EventOutcome.ACCEPTED, null, delivery.data().message().id(), null, null),
                null, false);
    }

    static ScriptOutcome of(Delivery delivery) {
        Integer status = delivery.result().status();
        boolean failed = delivery.failed();
        WebhookScriptException failure = failed ? CallerResult.exception(delivery) : null;
        return new ScriptOutcome(
                new EventOutcome(
                        delivery.script().name(), delivery.result().outcome().code(),
                        status, delivery.data().message().id(),
                        failure == null ? null : failure.getReason(), null),
                delivery.isDeadLettered() ? null : failure, delivery.isEventAtFault());
    }

    /** @param failure of our own side, before there was a delivery */
    static ScriptOutcome of(Script script, Throwable failure) {
        return new ScriptOutcome(
                new EventOutcome(script.name(), Outcome.NOT_SENT.code(), null, null, OneLine.of(failure.toString()), null),
                failure, false);
    }

    /** An event that could not be given to any script. */
    static ScriptOutcome rejected(Exception failure) {
        return new ScriptOutcome(
                new EventOutcome(null, Outcome.NOT_SENT.code(), null, null, failure.getMessage(), null), failure,
                true);
    }

    ScriptOutcome inBatch(int place) {
        return new ScriptOutcome(outcome.inBatch(place), failure, eventAtFault);
    }
}
