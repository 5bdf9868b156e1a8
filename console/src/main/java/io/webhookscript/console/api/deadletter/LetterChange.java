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

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

import io.webhookscript.console.web.RefusedRequestException;
import io.webhookscript.deadletter.DeadLetters;
import io.webhookscript.store.DeadLetterFilter;
import org.jspecify.annotations.Nullable;

/** What a user does with dead letters. */
public enum LetterChange {

    /** A selection that does not say whether its letters were sent again means the open ones. */
    REPLAY("it is already being sent again") {
        @Override
        DeadLetterFilter selected(DeadLetterFilter filter) {
            return filter.replayed() == null ? filter.withReplayed(false) : filter;
        }

        @Override
        boolean one(DeadLetters letters, String messageId) {
            return letters.replay(messageId);
        }

        @Override
        Map<String, @Nullable Object> all(DeadLetters letters, DeadLetterFilter filter) {
            return DeadLetterSearch.progress(letters.replay(filter));
        }
    },

    DISCARD("there is no such dead letter") {
        @Override
        DeadLetterFilter selected(DeadLetterFilter filter) {
            return filter;
        }

        @Override
        boolean one(DeadLetters letters, String messageId) {
            return letters.discard(messageId);
        }

        @Override
        Map<String, @Nullable Object> all(DeadLetters letters, DeadLetterFilter filter) {
            return Map.of("discarded", letters.discard(filter));
        }
    };

    private final String nothingDone;

    LetterChange(String nothingDone) {
        this.nothingDone = nothingDone;
    }

    static LetterChange of(String code) throws RefusedRequestException {
        return Arrays.stream(values()).filter(change -> change.code().equals(code)).findFirst()
                .orElseThrow(() -> RefusedRequestException.badRequest("action must be replay or discard"));
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Why {@link #one} was false. */
    String nothingDone() {
        return nothingDone;
    }

    /** The letters to which a change of all that match a filter applies. */
    abstract DeadLetterFilter selected(DeadLetterFilter filter);

    /** @return whether something was changed */
    abstract boolean one(DeadLetters letters, String messageId);

    abstract Map<String, @Nullable Object> all(DeadLetters letters, DeadLetterFilter filter);
}
