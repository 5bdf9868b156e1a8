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

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.console.access.ApiCall;
import io.webhookscript.console.application.Application;
import io.webhookscript.console.web.ConsoleResponse;
import io.webhookscript.console.web.JsonResponse;
import io.webhookscript.console.web.Query;
import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.deadletter.ReplayStatus;
import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore;
import io.webhookscript.store.DeadLetterStore.Resent;
import org.jspecify.annotations.Nullable;

/** Searches the dead letters in the store, counts what a change would apply to, and shows the replays. */
public final class DeadLetterSearch {

    private static final int MAX_PAGE = 200;
    private static final int USUAL_PAGE = 50;

    private final Application application;
    private final StoredLetters stored;

    public DeadLetterSearch(Application application) {
        this.application = application;
        this.stored = new StoredLetters(application);
    }

    public ConsoleResponse find(ApiCall call) throws RefusedRequestException {
        Query query = call.query();
        Map<String, String> values = query.texts();
        values.keySet().removeAll(List.of("limit", "before"));
        DeadLetterFilter filter = StoredLetters.filter(values);
        DeadLetterStore.Range range = DeadLetterStore.Range.newest((int) query.number("limit", 1, MAX_PAGE, USUAL_PAGE))
                .goingOnAt(query.number("before", 0, Long.MAX_VALUE, Long.MAX_VALUE));
        DeadLetterStore.Page page = stored.use(letters -> letters.find(filter, range));
        Map<String, Resent> states = states(page.letters().stream().map(DeadLetter::messageId).toList());
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("letters", page.letters().stream().map(letter -> summary(letter, states)).toList());
        view.put("next", page.next() != null ? String.valueOf(page.next()) : null);
        return JsonResponse.of(200, view);
    }

    private Map<String, Resent> states(List<String> messageIds) throws RefusedRequestException {
        return stored.use(letters -> letters.resent(messageIds));
    }

    private static Map<String, @Nullable Object> summary(DeadLetter letter, Map<String, Resent> states) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("messageId", letter.messageId());
        view.put("script", letter.script());
        view.put("failedAt", letter.failedAt().toString());
        view.put("outcome", letter.outcome());
        view.put("status", letter.status());
        view.put("reason", letter.reason());
        view.put("replayedAt", letter.replays().last() == null ? null : letter.replays().last().toString());
        view.put("replays", letter.replays().count());
        // a letter that was discarded meanwhile is shown as it was found
        view.put("state", code(states.getOrDefault(
                letter.messageId(), letter.replays().last() == null ? Resent.OPEN : Resent.DELIVERED)));
        return view;
    }

    public static String code(Resent state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    public ConsoleResponse one(ApiCall call) throws RefusedRequestException {
        Map<String, String> values = call.query().texts();
        String messageId = values.remove("messageId");
        if (messageId == null || !values.isEmpty()) {
            throw RefusedRequestException.badRequest("expected the parameter messageId and no other");
        }
        StoredLetters.checkLength(messageId);
        Optional<DeadLetter> letter;
        try {
            letter = stored.use(letters -> letters.get(messageId));
        } catch (IllegalStateException encrypted) {
            throw new RefusedRequestException(409, "unreadable", String.valueOf(encrypted.getMessage()));
        }
        DeadLetter found = letter.orElseThrow(
                () -> new RefusedRequestException(404, "no-letter", "there is no dead letter for this message"));
        Map<String, @Nullable Object> view = summary(found, states(List.of(messageId)));
        if (found.contents() != null) {
            view.putAll(LetterDocument.view(found.contents().document()));
        }
        return JsonResponse.of(200, view);
    }

    /** A letter that fails after the count is not part of what is counted, and so not of what is confirmed. */
    public ConsoleResponse count(ApiCall call) throws RefusedRequestException {
        Map<String, String> values = call.query().texts();
        LetterChange change = LetterChange.of(String.valueOf(values.remove("action")));
        DeadLetterFilter asked = StoredLetters.filter(values);
        // in whole milliseconds, as a store has them: until is exclusive
        Instant now = application.clock().instant().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
        Instant until = asked.until() == null || asked.until().isAfter(now) ? now : asked.until();
        DeadLetterFilter filter = change.selected(asked.failedBefore(until));
        Map<String, Long> counts = stored.use(letters -> letters.count(filter));
        return JsonResponse.of(200, Map.of(
                "count", StoredLetters.total(counts), "scripts", counts, "until",
                until.toString()));
    }

    public ConsoleResponse replays(ApiCall call) throws RefusedRequestException {
        List<ReplayStatus> replays = stored.use(letters -> letters.replays());
        return JsonResponse.of(200, Map.of("replays", replays.stream().map(DeadLetterSearch::progress).toList()));
    }

    /** The values of a replay, and those of its filter by name, so that the page can show them. */
    static Map<String, @Nullable Object> progress(ReplayStatus replay) {
        Map<String, @Nullable Object> view = replay.values();
        Map<String, Object> selection = new LinkedHashMap<>(replay.filter().values());
        selection.replaceAll((name, value) -> value instanceof Instant time ? time.toString() : value);
        view.put("selection", selection);
        return view;
    }
}
