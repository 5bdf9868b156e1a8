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

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The changes that are repeated until they are stored: the last one of each claim, so that a database that is away for
 * long does not fill the memory. Used by one thread.
 */
final class KeptChanges {

    private final Map<Object, Change> changes = new LinkedHashMap<>();

    void add(Change change) {
        if (change instanceof Change.OfClaim ofClaim) {
            // the end of a claim comes last, and makes its progress needless
            changes.put(ofClaim.claim(), change);
        } else {
            changes.put(change, change);
        }
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    List<Change> first(int limit) {
        List<Change> first = new ArrayList<>();
        Iterator<Change> all = changes.values().iterator();
        while (first.size() < limit && all.hasNext()) {
            first.add(all.next());
        }
        return first;
    }

    void remove(List<Change> stored) {
        changes.values().removeAll(Set.copyOf(stored));
    }
}
