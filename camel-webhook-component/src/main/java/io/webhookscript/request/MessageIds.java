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
     * @param path        the nodes of routes through which it was come to the call, outermost first, each with the
     *                    index of the child where it has several
     * @param callingNode what makes the call, where it is known and not the end of the path
     */
    public record Inputs(Optional<String> sourceId, List<String> path, String script, Optional<String> callingNode) {

        public Inputs {
            path = List.copyOf(path);
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
        update(sha256, String.valueOf(inputs.path().size()));
        inputs.path().forEach(index -> update(sha256, index));
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
