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
package io.webhookscript.store;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * The dead letters of a component. There is at most one for each message id; if the same event fails again after a
 * replay, its letter is replaced. Thread-safe. Only {@link #add} may be called where blocking is a problem; the other
 * methods block, and throw a {@link StoreException} when the database cannot be used now.
 */
public interface DeadLetterStore {

    /** Stores a letter; complete after the commit, exceptional with a {@link StoreException} when it was not stored. */
    CompletionStage<Void> add(DeadLetter letter);

    /** Finds letters, the newest first. Their documents are not read. */
    Page find(DeadLetterQuery query);

    long count(DeadLetterQuery query);

    /** One letter with its documents. */
    Optional<DeadLetter> get(String messageId);

    /** Marks a letter as sent again; false when it does not exist, or is already marked. */
    boolean replayed(String messageId);

    /** Deletes letters, and lets an order continue that they have blocked. Returns their number. */
    long discard(DeadLetterQuery query);

    /** @param next the position for {@link DeadLetterQuery#before} of the next page; empty after the last one */
    record Page(List<DeadLetter> letters, OptionalLong next) {

        public Page {
            letters = List.copyOf(letters);
        }
    }
}
