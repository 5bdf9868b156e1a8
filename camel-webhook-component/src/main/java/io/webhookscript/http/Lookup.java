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

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One look-up of one name for all calls that wait for it. All but its result is guarded by {@link NameLookups}. */
final class Lookup {

    /** A look-up that runs longer counts as hanging: a working resolver takes milliseconds. */
    private static final long LONG = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();
    private final Map<String, Integer> waiting = new HashMap<>();
    private String owner = "";
    private long startedAt;

    Lookup(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    CompletableFuture<List<InetAddress>> result() {
        return result;
    }

    void join(String asking) {
        waiting.merge(asking, 1, Integer::sum);
    }

    /** Removes a waiting call of an owner; returns whether no call waits any more. */
    boolean leave(String asking) {
        waiting.computeIfPresent(asking, (key, count) -> count == 1 ? null : count - 1);
        return waiting.isEmpty();
    }

    /** Returns the owners whose share the look-up may use. */
    Stream<String> owners() {
        return waiting.keySet().stream();
    }

    void begin(String ofShare, long now) {
        owner = ofShare;
        startedAt = now;
    }

    /** Returns the owner whose share the look-up uses. */
    String owner() {
        return owner;
    }

    boolean hangs(long now) {
        return now - startedAt >= LONG;
    }
}
