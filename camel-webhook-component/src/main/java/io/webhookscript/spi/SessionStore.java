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
package io.webhookscript.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * Stores the open sessions of the callbacks of all scripts. A bean of this type in the registry replaces the built-in
 * store, which keeps them in memory and loses them when the component stops. An exception while a session is opened or
 * closed does not change the outcome of the delivery; while a response event is received, the event is refused with
 * status 500.
 */
public interface SessionStore {

    /**
     * Opens a session. A session with the same script and id is replaced.
     *
     * @return whether no such session was open before
     */
    boolean open(CallbackSession session, Instant now);

    /** Finds an open session; empty when it was closed, or has expired. */
    Optional<CallbackSession> find(String script, String id, Instant now);

    /** Keeps an open session open until a later time. Does nothing when it is not open any more. */
    void prolong(String script, String id, Instant expiresAt, Instant now);

    /** @return whether it was open */
    boolean close(String script, String id, Instant now);

    /** Closes all sessions of a script that was removed. */
    void closeAll(String script);

    /** The number of open sessions of a script. It is read for each view of a console or meter, so it must be cheap. */
    long count(String script, Instant now);
}
