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

import io.webhookscript.deliverylog.DeliveryLog;
import io.webhookscript.spi.SessionStore;
import org.apache.camel.Service;

/**
 * The durable store of one component. The component starts it before its first delivery and stops it after its last
 * one. All parts use the same database, so that an entry of the outbox and its dead letter do not contradict each other
 * after a crash.
 */
public interface WebhookStore extends Service {

    Outbox outbox();

    DeadLetterStore deadLetters();

    DeliveryLog deliveryLog();

    SessionStore sessions();

    ScriptStates scriptStates();

    /** Removes personal data on request. */
    ErasedEntries erase(Erasure request);
}
