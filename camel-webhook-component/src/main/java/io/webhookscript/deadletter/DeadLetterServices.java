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

import io.webhookscript.delivery.DeliveryThreads;
import io.webhookscript.lifecycle.Scripts;
import io.webhookscript.store.DeadLetterFilter;
import io.webhookscript.store.WebhookStore;

/** Creates, starts and closes what a component needs for the dead letters in its store. */
public final class DeadLetterServices implements AutoCloseable {

    private final Replays replays;
    private final OpenLetters open;
    private final DeadLetters letters;

    public DeadLetterServices(WebhookStore store, Scripts scripts, DeliveryThreads threads) {
        this.replays = new Replays(
                store.deadLetters(), new LetterSender(store.outbox(), threads.clock()),
                new ReplayingScripts(scripts), threads);
        this.open = new OpenLetters(() -> store.deadLetters().counts(DeadLetterFilter.OPEN), threads);
        this.letters = new DeadLetters(store.deadLetters(), replays, open);
    }

    public DeadLetters letters() {
        return letters;
    }

    public void start() {
        open.start();
    }

    /** Replays send nothing more: letters that were not sent again stay as they are. */
    @Override
    public void close() {
        replays.close();
        open.close();
    }
}
