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

/**
 * What was deleted.
 *
 * @param waiting     events that had not ended, and are not sent any more
 * @param deadLetters dead letters
 * @param deliveries  entries of the delivery log
 * @param sessions    open callback sessions
 */
public record ErasedEntries(long waiting, long deadLetters, long deliveries, long sessions) {

    public static final ErasedEntries NONE = new ErasedEntries(0, 0, 0, 0);

    /** The same with further entries of a delivery log. */
    public ErasedEntries andDeliveries(long further) {
        return new ErasedEntries(waiting, deadLetters, deliveries + further, sessions);
    }
}
