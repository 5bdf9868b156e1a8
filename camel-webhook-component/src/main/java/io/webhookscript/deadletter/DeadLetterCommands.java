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
package io.webhookscript.deadletter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

import io.webhookscript.store.DeadLetter;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.DeadLetterStore;
import org.jspecify.annotations.Nullable;

/**
 * Commands for dead letters as routes, JMX and the dev console give them: names and values instead of types. Results
 * are maps, lists and texts, as JSON contains them. Lists contain no event, which may be personal data.
 */
public final class DeadLetterCommands {

    private final DeadLetters letters;

    /** The commands. */
    public enum Action {

        /** The letters of a page, the newest first; values: those of a filter, {@code limit}, {@code before}. */
        LIST,

        /** The number of letters that a filter selects. */
        COUNT,

        /** The document of the letter with a {@code messageId}. */
        GET,

        /** Sends the letter with a {@code messageId} again, or begins to send all that a filter selects. */
        REPLAY,

        /** The running replays and the last ones that have ended. */
        REPLAYS,

        /** Stops the replay with an {@code id}. */
        STOP,

        /** Deletes the letters that a filter selects. */
        DISCARD;

        /** @throws IllegalArgumentException when there is no such command; the message lists all */
        public static Action of(String code) {
            return Arrays.stream(values()).filter(action -> action.code().equals(code)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "action=" + code + ": expected one of "
                                                                    + Arrays.stream(values()).map(Action::code)
                                                                            .collect(Collectors.joining(", "))));
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DeadLetterCommands(DeadLetters letters) {
        this.letters = letters;
    }

    /**
     * The filter of some values, as consoles have them.
     *
     * @throws IllegalArgumentException when a value is unknown or has a wrong form
     */
    public static DeadLetterFilter filter(Map<String, ? extends @Nullable Object> values) {
        return new LetterValues(values).filter();
    }

    /**
     * @throws IllegalArgumentException when a value is unknown, missing or has a wrong form; nothing is then changed
     * @throws NoSuchElementException   when there is no such letter or replay
     * @throws ReplayRefusedException   see {@link DeadLetters#replay(DeadLetterFilter)}
     */
    public Object run(Action action, Map<String, ? extends @Nullable Object> values) {
        return switch (action) {
            case LIST -> list(new LetterValues(values, "limit", "before"));
            case COUNT -> count(new LetterValues(values).filter());
            case GET -> document(new LetterValues(values).required("messageId"));
            case REPLAY -> replay(new LetterValues(values).someFilter());
            case REPLAYS -> replays();
            case STOP -> letters.stop(new LetterValues(values, "id").required("id")).values();
            case DISCARD -> Map.of("discarded", letters.discard(new LetterValues(values).someFilter()));
        };
    }

    private Map<String, @Nullable Object> list(LetterValues values) {
        DeadLetterStore.Page page = letters.find(values.filter(), values.range());
        Map<String, @Nullable Object> list = new LinkedHashMap<>();
        list.put("letters", page.letters().stream().map(DeadLetterCommands::summary).toList());
        list.put("next", page.next());
        return list;
    }

    private static Map<String, @Nullable Object> summary(DeadLetter letter) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("messageId", letter.messageId());
        summary.put("script", letter.script());
        summary.put("failedAt", letter.failedAt().toString());
        summary.put("outcome", letter.outcome());
        summary.put("status", letter.status());
        summary.put("reason", letter.reason());
        summary.put("replayedAt", letter.replays().last() == null ? null : letter.replays().last().toString());
        summary.put("replays", letter.replays().count());
        return summary;
    }

    private Map<String, Object> count(DeadLetterFilter filter) {
        Map<String, Long> counts = letters.count(filter);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("count", counts.values().stream().mapToLong(Long::longValue).sum());
        result.put("scripts", counts);
        return result;
    }

    private String document(String messageId) {
        return letters.get(messageId).map(DeadLetter::contents).map(DeadLetter.Contents::document)
                .orElseThrow(() -> new NoSuchElementException("there is no dead letter '" + messageId + "'"));
    }

    /** A filter that is only a message id means this letter, whether it was sent again before or not. */
    private Map<String, @Nullable Object> replay(DeadLetterFilter filter) {
        String messageId = filter.messageId();
        if (messageId == null || !filter.equals(DeadLetterFilter.ALL.ofMessage(messageId))) {
            return letters.replay(filter).values();
        }
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("messageId", messageId);
        result.put("accepted", letters.replay(messageId));
        return result;
    }

    private List<Map<String, @Nullable Object>> replays() {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        letters.replays().forEach(replay -> list.add(replay.values()));
        return list;
    }
}
