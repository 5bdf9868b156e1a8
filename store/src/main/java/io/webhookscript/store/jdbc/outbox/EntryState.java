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
package io.webhookscript.store.jdbc.outbox;

/** The values of the column {@code state}. */
final class EntryState {

    static final int WAITING = 0;
    static final int CLAIMED = 1;

    /** Behind an earlier entry with the same order key. */
    static final int PARKED = 2;

    /** Failed; the later entries with the same order key wait. */
    static final int BLOCKING = 3;

    /** Only the id is kept. */
    static final int ENDED = 4;

    private EntryState() {
    }
}
