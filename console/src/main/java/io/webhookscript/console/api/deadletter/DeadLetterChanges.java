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
package io.webhookscript.console.api.deadletter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

import io.webhookscript.console.access.ApiCall;
import io.webhookscript.console.application.Application;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.JsonBody;
import io.webhookscript.console.web.JsonResponse;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.deadletter.ReplayStatus;
import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters again and discards them: some by their message ids, or all that match a filter, whose number the
 * user has seen. Each change is recorded.
 */
public final class DeadLetterChanges {

    /** Each is a commit of its own. More are selected by a filter. */
    public static final int MAX_IDS = 100;

    private final Application application;
    private final StoredLetters stored;

    /** What was done with single letters, and why not with the others. */
    private record Result(List<String> changed, List<Map<String, String>> unchanged) {

        void isUnchanged(String messageId, @Nullable String reason) {
            unchanged.add(Map.of("messageId", messageId, "reason", String.valueOf(reason)));
        }
    }

    public DeadLetterChanges(Application application) {
        this.application = application;
        this.stored = new StoredLetters(application);
    }

    public ConsoleResponse change(LetterChange change, ApiCall call) throws RefusedRequestException {
        JsonBody body = call.body().only("messageIds", "filter", "count");
        if (!body.has("messageIds")) {
            return selection(change, call, body);
        }
        if (body.has("filter") || body.has("count")) {
            throw RefusedRequestException.badRequest("expected either messageIds, or filter and count");
        }
        return each(change, call, body.set("messageIds", MAX_IDS));
    }

    private ConsoleResponse each(LetterChange change, ApiCall call, Set<String> messageIds) throws RefusedRequestException {
        stored.check();
        for (String messageId : messageIds) {
            StoredLetters.checkLength(messageId);
        }
        Result result = new Result(new ArrayList<>(), new ArrayList<>());
        @Nullable
        RefusedRequestException unavailable = null;
        for (String messageId : messageIds) {
            try {
                if (unavailable != null) {
                    throw unavailable;
                }
                one(change, call, messageId, result);
            } catch (RefusedRequestException refused) {
                result.isUnchanged(messageId, refused.getMessage());
                // a store that cannot be used is not asked for each of the others
                unavailable = refused.status() == 503 ? refused : unavailable;
            }
        }
        if (unavailable != null && result.changed().isEmpty()) {
            throw unavailable;
        }
        return JsonResponse.of(200, Map.of("changed", result.changed(), "unchanged", result.unchanged()));
    }

    private void one(LetterChange change, ApiCall call, String messageId, Result result) throws RefusedRequestException {
        List<DeadLetter> found = stored.use(letters -> letters.find(
                DeadLetterFilter.ALL.ofMessage(messageId), DeadLetterStore.Range.newest(1)).letters());
        if (found.isEmpty()) {
            result.isUnchanged(messageId, "there is no such dead letter");
        } else if (stored.use(letters -> change.one(letters, messageId))) {
            result.changed().add(messageId);
            record(call, change.code(), found.get(0).script(), "message " + messageId);
        } else {
            result.isUnchanged(messageId, change.nothingDone());
        }
    }

    /** A selection that has become larger than what the user has confirmed is not changed. */
    private ConsoleResponse selection(LetterChange change, ApiCall call, JsonBody body) throws RefusedRequestException {
        Map<String, String> values = body.texts("filter");
        if (values.values().stream().allMatch(String::isEmpty)) {
            throw RefusedRequestException
                    .badRequest("filter must have at least one value; replayed=false selects all open ones");
        }
        DeadLetterFilter filter = change.selected(StoredLetters.filter(values));
        OptionalLong confirmed = body.number("count");
        if (confirmed.isEmpty()) {
            throw new RefusedRequestException(
                    400, "not-confirmed", "count is missing: the number of dead letters must be confirmed");
        }
        Map<String, Long> counts = stored.use(letters -> letters.count(filter));
        long count = StoredLetters.total(counts);
        if (count > confirmed.getAsLong()) {
            throw new RefusedRequestException(
                    409, "changed", count + " dead letters match now, and only " + confirmed.getAsLong() + " were confirmed",
                    Map.of("count", count));
        }
        Map<String, @Nullable Object> done = stored.use(letters -> change.all(letters, filter));
        String script = counts.size() == 1 ? counts.keySet().iterator().next() : "";
        record(call, change.code(), script, count + " dead letters: " + described(filter)
                                            + (done.get("id") instanceof String id ? ", " + id : ""));
        return JsonResponse.of(200, done);
    }

    /** The text is left out: it may be business data. */
    private static String described(DeadLetterFilter filter) {
        Map<String, Object> values = new LinkedHashMap<>(filter.values());
        values.computeIfPresent("text", (name, value) -> "…");
        return values.entrySet().stream().map(value -> value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining(", "));
    }

    public ConsoleResponse stop(ApiCall call) throws RefusedRequestException {
        String id = call.body().only("id").text("id");
        StoredLetters.checkLength(id);
        ReplayStatus status = stored.use(letters -> letters.stop(id));
        record(call, "stop-replay", "", status.id());
        return JsonResponse.of(200, DeadLetterSearch.progress(status));
    }

    private void record(ApiCall call, String action, String script, String detail) {
        application.audit().record(call.caller().name(), action, script, detail);
    }
}
