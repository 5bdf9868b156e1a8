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
package io.webhookscript.management;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;

import io.webhookscript.WebhookScriptComponent;
import io.webhookscript.deadletter.DeadLetterCommands;
import io.webhookscript.deadletter.DeadLetterCommands.Action;
import io.webhookscript.deadletter.DeadLetters;
import io.webhookscript.request.event.EventSnapshot;
import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters in the store of a component in JMX. Filters are JSON objects, such as {@code {"script": "crm"}}.
 * Events are not shown.
 */
@ManagedResource(description = "Dead letters in the store of the component webhookscript")
public final class ManagedDeadLetters {

    private final WebhookScriptComponent component;

    ManagedDeadLetters(WebhookScriptComponent component) {
        this.component = component;
    }

    @ManagedAttribute(description = "Open dead letters: never sent again, or failed since")
    public long getOpen() {
        return letters().open().values().stream().mapToLong(Long::longValue).sum();
    }

    @ManagedAttribute(description = "Open dead letters by script, such as crm=7")
    public String[] getOpenByScript() {
        return letters().open().entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).sorted()
                .toArray(String[]::new);
    }

    @ManagedOperation(description = "Dead letters without their events as JSON, the newest first. The filter is a JSON object"
                                    + " with script, messageId, outcome, status, from, until, text, replayed, limit or"
                                    + " before; empty selects all")
    public String list(String filter) {
        return run(Action.LIST, members(filter));
    }

    @ManagedOperation(description = "Number of dead letters that a filter selects, as JSON")
    public String count(String filter) {
        return run(Action.COUNT, members(filter));
    }

    @ManagedOperation(description = "Begins to send the dead letters that a filter selects again, and returns the progress as"
                                    + " JSON")
    public String replay(String filter) {
        return run(Action.REPLAY, members(filter));
    }

    @ManagedOperation(description = "Sends one dead letter again")
    public String replayMessage(String messageId) {
        return run(Action.REPLAY, Map.of("messageId", messageId));
    }

    @ManagedOperation(description = "Progress of the running replays and of the last ones that have ended, as JSON")
    public String replays() {
        return run(Action.REPLAYS, Map.of());
    }

    @ManagedOperation(description = "Stops a replay: it sends no further dead letters")
    public String stop(String id) {
        return run(Action.STOP, Map.of("id", id));
    }

    @ManagedOperation(description = "Deletes the dead letters that a filter selects, and returns their number as JSON")
    public String discard(String filter) {
        return run(Action.DISCARD, members(filter));
    }

    @ManagedOperation(description = "Deletes one dead letter")
    public String discardMessage(String messageId) {
        return run(Action.DISCARD, Map.of("messageId", messageId));
    }

    private DeadLetters letters() {
        return component.deadLetters().orElseThrow(() -> new IllegalStateException("the component has no store"));
    }

    private static Map<String, @Nullable Object> members(String filter) {
        Map<String, @Nullable Object> members = new HashMap<>();
        if (filter.isBlank()) {
            return members;
        }
        try {
            EventSnapshot read = EventSnapshot.of(filter, "application/json");
            if (!(read.data() instanceof Map<?, ?> object)) {
                throw new IllegalArgumentException("expected a JSON object such as {\"script\": \"crm\"}");
            }
            object.forEach((name, value) -> members.put(String.valueOf(name), value));
            return members;
        } catch (NotSentException notJson) {
            throw new IllegalArgumentException(
                    "expected a JSON object such as {\"script\": \"crm\"}: " + notJson.getMessage());
        }
    }

    /** Wraps a failure in an exception of the JDK, since a remote console does not have our classes. */
    private String run(Action action, Map<String, ? extends @Nullable Object> values) {
        try {
            return Json.write(new DeadLetterCommands(letters()).run(action, values));
        } catch (IllegalArgumentException | NoSuchElementException wrong) {
            throw new IllegalArgumentException(wrong.getMessage());
        } catch (RuntimeException | NotSentException failure) {
            throw new IllegalStateException(failure.getMessage());
        }
    }
}
