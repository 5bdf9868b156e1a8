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
package io.webhookscript.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import io.webhookscript.value.Sha256;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Holds the dead-letter endpoints that an event has already passed, as an exchange property of the dead letter. A
 * script that delivers dead letters and fails must not receive its own dead letters without end.
 */
public final class DeadLetterPath {

    private static final String PROPERTY = "CamelWebhookScriptDeadLetterPath";

    /** The maximum number of nested dead letters, which a route that replays them at once may cause. */
    private static final int MAX_NESTED = 8;

    /** The beginning of an endpoint of a stored event, which is no URI. */
    private static final String DIGEST = "sha256=";

    private final String endpoint;
    private final @Nullable DeadLetterPath before;
    private volatile boolean beingStored = true;

    private DeadLetterPath(String endpoint, @Nullable DeadLetterPath before) {
        this.endpoint = endpoint;
        this.before = before;
    }

    public static Optional<DeadLetterPath> of(Exchange caller) {
        return Optional.ofNullable(caller.getProperty(PROPERTY, DeadLetterPath.class));
    }

    /** @param endpoints of an event that was stored meanwhile */
    public static Optional<DeadLetterPath> ofStored(List<String> endpoints) {
        DeadLetterPath path = null;
        for (String endpoint : endpoints) {
            DeadLetterPath next = new DeadLetterPath(endpoint, path);
            next.stored();
            path = next;
        }
        return Optional.ofNullable(path);
    }

    /** Digests of the endpoints, the first one first: a URI may contain a password, which must not be stored. */
    List<String> digests() {
        List<String> digests = new ArrayList<>(before != null ? before.digests() : List.of());
        digests.add(endpoint.startsWith(DIGEST) ? endpoint : digest(endpoint));
        return digests;
    }

    private static String digest(String endpoint) {
        return DIGEST + Base64.getEncoder().encodeToString(Sha256.of(endpoint.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The path of a dead letter that is about to be sent to an endpoint.
     *
     * @param before the path of the event in the dead letter
     * @param replay whether the event was replayed: a dead letter that a queue has stored then begins a new path
     */
    public static DeadLetterPath to(String endpoint, Exchange letter, @Nullable DeadLetterPath before, boolean replay) {
        DeadLetterPath path = new DeadLetterPath(endpoint, before != null && (!replay || before.beingStored) ? before : null);
        letter.setProperty(PROPERTY, path);
        return path;
    }

    /** Marks that the endpoint has returned: a letter that it sends later was stored by it. */
    public void stored() {
        beingStored = false;
    }

    /**
     * Whether a dead letter for this endpoint would go in a circle. A route that replays dead letters may store them
     * again.
     */
    public boolean leadsBackTo(String next, boolean replay) {
        return passes(next) && (!replay || nested() >= MAX_NESTED);
    }

    private boolean passes(String next) {
        return endpoint.equals(endpoint.startsWith(DIGEST) ? digest(next) : next)
                || before != null && before.passes(next);
    }

    private int nested() {
        return (beingStored ? 1 : 0) + (before != null ? before.nested() : 0);
    }

    @Override
    public String toString() {
        return (before != null ? before + ", " : "") + endpoint;
    }
}
