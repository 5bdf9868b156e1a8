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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes message ids: the same for the same call of the same event of a source that names its events, else random. An id
 * holds no dot, as Standard Webhooks demands. Thread-safe when the generator is.
 */
public final class MessageIds {

    private static final String PREFIX = "msg_";

    /** 192 bits: beyond any birthday, and base64 without padding. */
    private static final int RANDOM_BYTES = 24;

    private final RandomGenerator random;

    public MessageIds(RandomGenerator random) {
        this.random = random;
    }

    /**
     * What makes two calls different.
     *
     * @param sourceId    the source's id of the event; empty or blank: random
     * @param splitPath   index in each split, multicast and loop around the call, outermost first, each with its kind
     *                    ({@code split:3}, {@code multicast:0}, {@code loop:1})
     * @param callingNode id of the route's node that makes the call, where Camel knows it
     */
    public record Inputs(Optional<String> sourceId, List<String> splitPath, String script, Optional<String> callingNode) {

        public Inputs {
            splitPath = List.copyOf(splitPath);
        }
    }

    public String idOf(Inputs inputs) {
        return inputs.sourceId().filter(id -> !id.isBlank()).map(id -> PREFIX + digest(id, inputs)).orElseGet(this::randomId);
    }

    private String randomId() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String digest(String sourceId, Inputs inputs) {
        MessageDigest sha256 = sha256();
        update(sha256, sourceId);
        update(sha256, String.valueOf(inputs.splitPath().size()));
        inputs.splitPath().forEach(index -> update(sha256, index));
        update(sha256, inputs.script());
        update(sha256, inputs.callingNode().orElse(""));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest());
    }

    /** Each part goes in with its length before it, so that no two lists of parts read the same. */
    private static void update(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
