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
package io.webhookscript.request;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The members of a usual JSON object in their order, which nobody can change. They are looked through: names are mostly
 * the same objects as those that are asked for, and a hash map of them takes five times the memory. Thread-safe.
 */
final class FewMembers extends AbstractMap<String, @Nullable Object> implements Serializable {

    private static final long serialVersionUID = 1L;

    /** With more of them hashing is faster, and what a hostile text may ask for stays bounded. */
    private static final int MOST = 32;

    /** Name, value, name, value. */
    private final @Nullable Object[] pairs;

    /** @param pairs few ones; not copied */
    FewMembers(@Nullable Object[] pairs) {
        this.pairs = pairs;
    }

    /** Whether there are not too many of them, and no name stands twice. */
    static boolean isFew(@Nullable Object[] pairs) {
        if (pairs.length > 2 * MOST) {
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

    /** @return the index of the name before an end, -1 when it is not there */
    @SuppressWarnings("ReferenceEquality") // as a first guess
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
