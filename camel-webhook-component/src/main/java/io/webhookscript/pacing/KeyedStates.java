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
package io.webhookscript.pacing;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps a state for each of a limited number of keys. A state that is in use is never dropped, and neither is an unused
 * one while it {@link Kind#mustBeKept must be kept}; when the places are used up, the state at rest that was not used
 * for the longest time is dropped first. Keys for which no place is left share a few states. Half of the places are
 * reserved for keys that have been used before, so that a flood of new keys takes none of these. Thread-safe.
 *
 * @param <S> the state
 */
public final class KeyedStates<S> {

    /** The maximum number of states that all further new keys share, and likewise the keys that were used before. */
    static final int SHARED = 64;

    private final Kind<S> kind;
    private final KnownKeys known;
    private final Pool newKeys;
    private final Pool knownKeys;
    /** In the order in which their uses began. */
    private final Set<Entry> inUse = new LinkedHashSet<>();

    /** Creates states and decides which of them may be dropped. It is called with a lock held. */
    public interface Kind<S> {

        /** Creates the state that several keys share. */
        S shared();

        /** Whether the state is hardly different from a new one. */
        boolean isAtRest(S state);

        /** Whether the state still decides about the calls of its key, so that it must not be dropped. */
        boolean mustBeKept(S state);
    }

    /** @param most the maximum number of keys with a state of their own, at least 2 */
    public KeyedStates(int most, Kind<S> kind) {
        this.kind = kind;
        this.known = new KnownKeys(most);
        this.knownKeys = new Pool(most / 2);
        this.newKeys = new Pool(most - most / 2);
    }

    /** One use of a state, which lasts until {@link #end}. Used by one thread at a time. */
    public final class Use {

        private final Entry entry;
        private boolean ended;

        private Use(Entry entry) {
            this.entry = entry;
        }

        public S state() {
            return entry.state;
        }

        /** Ends the use; has no effect if it has ended already. */
        public void end() {
            if (!ended) {
                ended = true;
                KeyedStates.this.end(entry);
            }
        }
    }

    private final class Entry {

        private final String name;
        private final S state;
        private Pool pool;
        private int uses;

        private Entry(String name, S state, Pool pool) {
            this.name = name;
            this.state = state;
            this.pool = pool;
        }
    }

    /** Keys with states of their own, and a few states for further keys. */
    private final class Pool {

        private final int most;
        private final Map<String, Entry> entries = new LinkedHashMap<>();
        /** The unused entries at rest; the entry that was not used for the longest time comes first. */
        private final Map<String, Entry> atRest = new LinkedHashMap<>();
        /** The other unused entries, in the same order. */
        private final Map<String, Entry> others = new LinkedHashMap<>();
        private final Map<Integer, Entry> shared = new HashMap<>();

        private Pool(int most) {
            this.most = most;
        }

        private boolean hasRoom() {
            return entries.size() < most;
        }

        private void add(Entry entry) {
            entry.pool = this;
            entries.put(entry.name, entry);
        }

        private Entry shared(String name) {
            return shared.computeIfAbsent(
                    Math.floorMod(name.hashCode(), Math.min(SHARED, most)), number -> new Entry("", kind.shared(), this));
        }

        private boolean dropOne() {
            while (!atRest.isEmpty()) {
                Entry entry = removeFirst(atRest);
                if (kind.isAtRest(entry.state)) {
                    entries.remove(entry.name);
                    return true;
                }
                others.put(entry.name, entry); // it has changed while it was not used
            }
            if (others.isEmpty() || kind.mustBeKept(others.values().iterator().next().state)) {
                return false;
            }
            entries.remove(removeFirst(others).name);
            return true;
        }

        private Entry removeFirst(Map<String, Entry> queue) {
            Iterator<Entry> all = queue.values().iterator();
            Entry first = all.next();
            all.remove();
            return first;
        }

        private void useBegins(Entry entry) {
            if (entry.uses++ > 0) {
                return;
            }
            inUse.add(entry);
            if (isOwn(entry)) {
                atRest.remove(entry.name);
                others.remove(entry.name);
            }
        }

        private void useEnds(Entry entry) {
            if (--entry.uses > 0) {
                return;
            }
            inUse.remove(entry);
            if (isOwn(entry)) {
                (kind.isAtRest(entry.state) ? atRest : others).put(entry.name, entry);
            }
        }

        private boolean isOwn(Entry entry) {
            return entries.get(entry.name) == entry;
        }
    }

    /** @param maker creates the state if the key has none */
    public synchronized Use use(String key, Supplier<S> maker) {
        String name = KeyDigest.of(key);
        Entry entry = knownKeys.entries.get(name);
        if (entry == null) {
            entry = newKeys.entries.get(name);
            entry = entry == null ? create(name, maker) : usedAgain(entry);
        }
        entry.pool.useBegins(entry);
        return new Use(entry);
    }

    private Entry create(String name, Supplier<S> maker) {
        Pool pool = known.contains(name) ? knownKeys : newKeys;
        if (!pool.hasRoom() && !pool.dropOne()) {
            return pool.shared(name);
        }
        known.came(name);
        Entry entry = new Entry(name, maker.get(), pool);
        pool.add(entry);
        return entry;
    }

    /** A key that is used again after a use has ended is not a new key any more. */
    private Entry usedAgain(Entry entry) {
        if (entry.uses == 0) {
            known.came(entry.name);
            if (knownKeys.hasRoom()) {
                newKeys.atRest.remove(entry.name);
                newKeys.others.remove(entry.name);
                newKeys.entries.remove(entry.name);
                knownKeys.add(entry);
            }
        }
        return entry;
    }

    private synchronized void end(Entry entry) {
        entry.pool.useEnds(entry);
    }

    /** Returns the number of keys that have a state of their own. */
    public synchronized int keys() {
        return knownKeys.entries.size() + newKeys.entries.size();
    }

    /** Returns the states that are not at rest, and are in use or must be kept. */
    public synchronized List<S> active() {
        Stream<S> unused = Stream.of(knownKeys, newKeys).flatMap(pool -> pool.others.values().stream())
                .map(entry -> entry.state).filter(kind::mustBeKept);
        Stream<S> used = inUse.stream().map(entry -> entry.state).filter(state -> !kind.isAtRest(state));
        return Stream.concat(unused, used).toList();
    }
}
