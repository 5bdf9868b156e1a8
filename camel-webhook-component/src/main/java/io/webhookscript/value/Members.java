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
package io.webhookscript.value;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The immutable members of an object in their order. A usual number of members is stored in one array with a linear
 * search: the names are mostly the same objects as the requested ones, and a hash map needs five times the memory.
 * Thread-safe.
 */
public final class Members extends AbstractMap<String, @Nullable Object> implements Serializable {

    private static final long serialVersionUID = 1L;

    /** More members are hashed, so that a hostile text cannot cause long searches. */
    private static final int FEW = 32;

    /** Name, value, name, value. */
    private final @Nullable Object[] pairs;

    private Members(@Nullable Object[] pairs) {
        this.pairs = pairs;
    }

    /**
     * @param pairs a name and its value, the next name and its value; not copied. The last value of a duplicate name
     *              counts
     */
    public static Map<String, @Nullable Object> of(@Nullable Object... pairs) {
        return areFew(pairs) ? new Members(pairs) : hashed(pairs);
    }

    /** Creates an immutable copy; returns the map itself when it is of this class. */
    public static Map<String, @Nullable Object> copyOf(Map<String, ? extends @Nullable Object> map) {
        if (map instanceof Members members) {
            return members;
        }
        @Nullable
        Object[] pairs = new @Nullable Object[2 * map.size()];
        int end = 0;
        for (Map.Entry<String, ? extends @Nullable Object> member : map.entrySet()) {
            pairs[end++] = member.getKey();
            pairs[end++] = member.getValue();
        }
        return of(pairs);
    }

    private static Map<String, @Nullable Object> hashed(@Nullable Object[] pairs) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>(pairs.length);
        for (int i = 0; i < pairs.length; i += 2) {
            members.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return Collections.unmodifiableMap(members);
    }

    /** Whether the number of members is small and no name is duplicate. */
    private static boolean areFew(@Nullable Object[] pairs) {
        if (pairs.length > 2 * FEW) {
            return false;
        }
        long seen = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            String name = String.valueOf(pairs[i]);
            long bit = 1L << name.hashCode();
            if ((seen & bit) != 0 && find(pairs, i, name) >= 0) {
                return false;
            }
            seen |= bit;
        }
        return true;
    }

    /** @return the index of the name before an end, or -1 */
    @SuppressWarnings("ReferenceEquality") // a fast first comparison
    private static int find(@Nullable Object[] pairs, int end, @Nullable Object name) {
        for (int i = 0; i < end; i += 2) {
            if (pairs[i] == name) {
                return i;
            }
        }
        for (int i = 0; i < end; i += 2) {
            if (Objects.equals(name, pairs[i])) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        int at = find(pairs, pairs.length, name);
        return at < 0 ? null : pairs[at + 1];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return find(pairs, pairs.length, name) >= 0;
    }

    @Override
    public int size() {
        return pairs.length / 2;
    }

    /** For those who go through all of them, and need no entries. */
    public String name(int index) {
        return String.valueOf(pairs[2 * index]);
    }

    public @Nullable Object value(int index) {
        return pairs[2 * index + 1];
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Entry<String, @Nullable Object>> {

        @Override
        public int size() {
            return pairs.length / 2;
        }

        @Override
        public Iterator<Entry<String, @Nullable Object>> iterator() {
            return new Iterator<>() {

                private int next;

                @Override
                public boolean hasNext() {
                    return next < pairs.length;
                }

                @Override
                public Entry<String, @Nullable Object> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    next += 2;
                    return new SimpleImmutableEntry<>(String.valueOf(pairs[next - 2]), pairs[next - 1]);
                }
            };
        }
    }
}
