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
package io.webhookscript.request.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

import io.webhookscript.value.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Creates message ids: the same id for the same call with the same event of a source that identifies its events, else a
 * random id. An id contains no dot, as Standard Webhooks requires. Thread-safe if the generator is.
 */
public final class MessageIds {

    private static final String PREFIX = "msg_";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** 192 bits make collisions negligible, and need no padding in base64. */
    private static final int RANDOM_BYTES = 24;

    /** The number of ids per call of the generator, which serves one thread at a time. */
    private static final int IDS_OF_BLOCK = 256;

    private final RandomGenerator random;
    private volatile Block block = new Block(new byte[0], new AtomicInteger());

    public MessageIds(RandomGenerator random) {
        this.random = random;
    }

    /** Random bytes, each of which is used once. */
    private record Block(byte[] bytes, AtomicInteger next) {
    }

    /**
     * The inputs that distinguish two calls.
     *
     * @param sourceId    the source's id of the event; an empty or blank one gives a random message id
     * @param path        the nodes of routes that led to the call, outermost first, each with the index of the child if
     *                    it has several
     * @param callingNode the node that makes the call, if it is known and not the end of the path
     */
    public record Inputs(@Nullable String sourceId, List<String> path, String script, @Nullable String callingNode) {

        public Inputs {
            path = List.copyOf(path);
        }
    }

    public String idOf(Inputs inputs) {
        String id = inputs.sourceId();
        return id == null || id.isBlank() ? randomId() : PREFIX + digest(id, inputs);
    }

    private String randomId() {
        Block now = block;
        int from = now.next().getAndAdd(RANDOM_BYTES);
        while (from + RANDOM_BYTES > now.bytes().length) {
            now = renewed(now);
            from = now.next().getAndAdd(RANDOM_BYTES);
        }
        byte[] mine = Arrays.copyOfRange(now.bytes(), from, from + RANDOM_BYTES);
        return PREFIX + BASE64.encodeToString(mine);
    }

    @SuppressWarnings("ReferenceEquality") // compares the identity of the block
    private synchronized Block renewed(Block used) {
        if (block == used) {
            byte[] bytes = new byte[IDS_OF_BLOCK * RANDOM_BYTES];
            random.nextBytes(bytes);
            block = new Block(bytes, new AtomicInteger());
        }
        return block;
    }

    private static String digest(String sourceId, Inputs inputs) {
        MessageDigest sha256 = Sha256.begin();
        update(sha256, sourceId);
        update(sha256, String.valueOf(inputs.path().size()));
        inputs.path().forEach(index -> update(sha256, index));
        update(sha256, inputs.script());
        update(sha256, Objects.requireNonNullElse(inputs.callingNode(), ""));
        return BASE64.encodeToString(sha256.digest());
    }

    /** Adds each part after its length, so that two different lists of parts never give the same input. */
    private static void update(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
