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

import java.util.List;
import java.util.stream.Stream;

import io.webhookscript.delivery.report.EventOutcome;
import io.webhookscript.delivery.report.WebhookScriptDispatchException;
import io.webhookscript.value.MediaType;
import org.apache.camel.Exchange;

/** Gives the caller of an event the outcomes as one list, or an exception when a failure is in no dead letter. */
final class EventResult {

    static final String MATCHED = "CamelWebhookScriptMatched";

    private EventResult() {
    }

    /** @param events how many events the message had */
    static void give(List<ScriptOutcome> all, int events, Exchange caller) {
        List<EventOutcome> outcomes = all.stream().map(ScriptOutcome::outcome).toList();
        List<ScriptOutcome> failures = all.stream().filter(outcome -> outcome.failure() != null).toList();
        if (!failures.isEmpty()) {
            caller.setException(exception(outcomes, failures, events));
            return;
        }
        caller.getMessage().setBody(new OutcomeList(outcomes));
        caller.getMessage().setHeader(Exchange.CONTENT_TYPE, MediaType.JSON);
        caller.getMessage().setHeader(MATCHED, outcomes.size());
    }

    private static WebhookScriptDispatchException exception(
            List<EventOutcome> outcomes, List<ScriptOutcome> failures, int events) {
        List<Throwable> causes = failures.stream().flatMap(outcome -> Stream.ofNullable(outcome.failure())).toList();
        String what = events == 1 ? "the event has " : "the " + events + " events have ";
        String count = failures.size() == 1 ? "1 failure that is" : failures.size() + " failures that are";
        return new WebhookScriptDispatchException(
                what + count + " in no dead letter, of " + outcomes.size()
                                                  + (outcomes.size() == 1 ? " outcome: " : " outcomes: ")
                                                  + causes.get(0).getMessage(),
                outcomes, causes, failures.stream().allMatch(ScriptOutcome::eventAtFault));
    }
}
