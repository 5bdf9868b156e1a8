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

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown to the caller of an event when a script failed to deliver it and the failure is in no dead letter, or when the
 * event could not be given to scripts at all. The other scripts were called as well. Its cause is the first script's
 * {@link WebhookScriptException}; those of further scripts are suppressed exceptions.
 */
public final class WebhookScriptDispatchException extends RuntimeCamelException {

    private static final long serialVersionUID = 1L;

    private final ArrayList<EventOutcome> outcomes;
    private final boolean eventAtFault;

    /**
     * @param failures     of scripts, in the order of their names
     * @param eventAtFault whether the event could not be given to scripts
     */
    public WebhookScriptDispatchException(String message, List<EventOutcome> outcomes, List<? extends Throwable> failures,
                                          boolean eventAtFault) {
        super(message, first(failures));
        this.outcomes = new ArrayList<>(outcomes);
        this.eventAtFault = eventAtFault;
        failures.stream().skip(1).forEach(this::addSuppressed);
    }

    private static @Nullable Throwable first(List<? extends Throwable> failures) {
        return failures.isEmpty() ? null : failures.get(0);
    }

    /** The outcomes of all scripts, those that succeeded among them. */
    public List<EventOutcome> getOutcomes() {
        return List.copyOf(outcomes);
    }

    /** Whether each failure is the event's fault, so that the same event will fail again. */
    public boolean isEventAtFault() {
        return eventAtFault;
    }
}
