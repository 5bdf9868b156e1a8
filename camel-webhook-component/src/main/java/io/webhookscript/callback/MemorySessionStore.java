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
package io.webhookscript.callback;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.spi.CallbackSession;
import io.webhookscript.spi.SessionStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions in memory. When there is no room, the session of which nothing was received or sent for the longest
 * time ends: one of the script with the most sessions, so that a script that opens too many ends its own.
 */
final class MemorySessionStore implements SessionStore {

    private final int max;
    /** By script and id; those of one script in the order of their last use. */
    private final Map<String, LinkedHashMap<String, CallbackSession>> open = new HashMap<>();
    private int size;

    /** @param max sessions of all scripts together */
    MemorySessionStore(int max) {
        this.max = max;
    }

    @Override
    public synchronized boolean open(CallbackSession session, Instant now) {
        LinkedHashMap<String, CallbackSession> own = open.computeIfAbsent(session.script(), script -> new LinkedHashMap<>());
        removeExpired(own, now);
        CallbackSession before = own.remove(session.id());
        if (before == null && size >= max) {
            makeRoom(now);
        }
        size += before == null ? 1 : 0;
        open.computeIfAbsent(session.script(), script -> own).put(session.id(), session);
        return before == null || !isOpen(before, now);
    }

    @Override
    public synchronized Optional<CallbackSession> find(String script, String id, Instant now) {
        return Optional.ofNullable(sessions(script).get(id)).filter(session -> isOpen(session, now));
    }

    @Override
    public synchronized void prolong(String script, String id, Instant expiresAt, Instant now) {
        Map<String, CallbackSession> own = sessions(script);
        CallbackSession session = own.get(id);
        if (session != null && isOpen(session, now)) {
            own.remove(id); // so that it becomes the last one
            own.put(id, session.until(expiresAt));
        }
    }

    @Override
    public synchronized boolean close(String script, String id, Instant now) {
        CallbackSession closed = sessions(script).remove(id);
        size -= closed == null ? 0 : 1;
        dropIfEmpty(script);
        return closed != null && isOpen(closed, now);
    }

    @Override
    public synchronized void closeAll(String script) {
        Map<String, CallbackSession> closed = open.remove(script);
        size -= closed == null ? 0 : closed.size();
    }

    @Override
    public synchronized long count(String script, Instant now) {
        LinkedHashMap<String, CallbackSession> own = open.get(script);
        if (own == null) {
            return 0;
        }
        removeExpired(own, now);
        dropIfEmpty(script);
        return own.size();
    }

    private Map<String, CallbackSession> sessions(String script) {
        @Nullable
        LinkedHashMap<String, CallbackSession> own = open.get(script);
        return own == null ? new HashMap<>() : own;
    }

    private void dropIfEmpty(String script) {
        if (sessions(script).isEmpty()) {
            open.remove(script);
        }
    }

    private void makeRoom(Instant now) {
        open.values().forEach(own -> removeExpired(own, now));
        if (size >= max) {
            open.values().stream().max(Comparator.comparingInt(Map::size)).ifPresent(this::removeOldest);
        }
        open.values().removeIf(Map::isEmpty);
    }

    private void removeOldest(Map<String, CallbackSession> own) {
        Iterator<CallbackSession> oldest = own.values().iterator();
        oldest.next();
        oldest.remove();
        size--;
    }

    /** They stand in front, since the sessions of a script have the same time to live. */
    private void removeExpired(Map<String, CallbackSession> own, Instant now) {
        for (Iterator<CallbackSession> all = own.values().iterator(); all.hasNext() && !isOpen(all.next(), now);) {
            all.remove();
            size--;
        }
    }

    private static boolean isOpen(CallbackSession session, Instant now) {
        return session.expiresAt().isAfter(now);
    }
}
