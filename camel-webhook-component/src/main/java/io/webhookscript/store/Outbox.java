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

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * The events that a component has accepted and not yet delivered. Several nodes may share an outbox: a claim belongs to
 * one of them, until it ends or its lease expires. Thread-safe; no method blocks for the database.
 */
public interface Outbox {

    /**
     * Stores an event. The result is complete after the commit, on a thread that must not be blocked; it is
     * exceptional, with a {@link StoreException}, when the event was not stored, as far as this node can know.
     *
     * @param entry an entry whose id is known already is not stored again: {@link Acceptance#isNew} is then false
     * @param claim whether the entry shall be claimed for the caller at once if nothing is ahead of it
     */
    CompletionStage<Acceptance> accept(OutboxEntry entry, boolean claim);

    /**
     * Stores an event again that has failed before, under the same id. It waits like any other entry, and an order that
     * its failure had blocked continues with it. The same commit marks its dead letter, if there is one, as sent again.
     *
     * @return {@link Acceptance#isNew} is false when the same entry is still waiting, or is claimed; nothing is then
     *         changed
     */
    CompletionStage<Acceptance> acceptAgain(OutboxEntry entry);

    /**
     * Begins to claim entries that are due, for as long as the store is started. Entries that an earlier process of
     * this node has claimed are due at once.
     */
    void open(OutboxConsumer consumer);

    /** Stops claiming. Claims that were given remain valid; those that nobody ends expire with their lease. */
    void close();

    /** Says that {@link OutboxConsumer#room} may have grown. */
    void wake();

    /** Numbers for monitoring, at most a few seconds old. */
    OutboxStatus status();

    /**
     * The result of {@link #accept}.
     *
     * @param isNew whether the event was stored now; else the outbox knows its id already
     * @param claim null when another node, or this one later, will claim the entry
     */
    record Acceptance(boolean isNew, @Nullable Claim claim) {
    }
}
