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

/** Takes the entries of an outbox that are due. */
public interface OutboxConsumer {

    /**
     * The number of further entries of a script that this node would take now; 0 when it takes none, for example
     * because the script is not loaded here or is stopped. It is called often, and must not block.
     */
    int room(String script);

    /** Takes an entry. Returns at once, and never throws. */
    void claimed(Claim claim);
}
