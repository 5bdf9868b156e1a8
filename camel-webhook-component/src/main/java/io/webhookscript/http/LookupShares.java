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
package io.webhookscript.http;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Computes whether another look-up may run. Few run at a time, since a resolver takes milliseconds. A hanging look-up
 * does not count, or else eight names that do not resolve would block all others. One owner, such as a script with host
 * names from its data, has only a share, whether its names resolve or not.
 */
final class LookupShares {

    static final int MAX = 256;
    static final int MAX_OF_ONE = 32;
    static final int MAX_NEW = 8;
    static final int MAX_NEW_OF_ONE = 2;

    private final Map<String, Integer> ofOwner = new HashMap<>();
    private final Map<String, Integer> newOfOwner = new HashMap<>();
    private int all;
    private int allNew;

    LookupShares(Collection<Lookup> running, long now) {
        running.forEach(lookup -> add(lookup, !lookup.hangs(now)));
    }

    boolean haveRoom() {
        return all < MAX && allNew < MAX_NEW;
    }

    boolean haveRoomFor(String owner) {
        return ofOwner.getOrDefault(owner, 0) < MAX_OF_ONE && newOfOwner.getOrDefault(owner, 0) < MAX_NEW_OF_ONE;
    }

    /** Counts a look-up that begins. */
    void add(Lookup lookup) {
        add(lookup, true);
    }

    private void add(Lookup lookup, boolean isNew) {
        all++;
        ofOwner.merge(lookup.owner(), 1, Integer::sum);
        if (isNew) {
            allNew++;
            newOfOwner.merge(lookup.owner(), 1, Integer::sum);
        }
    }
}
