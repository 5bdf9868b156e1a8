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
package io.webhookscript.callback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.webhookscript.delivery.report.CallbackResult;
import io.webhookscript.request.attempt.ExpectedSignature;
import io.webhookscript.request.attempt.StandardWebhooksHeaders;
import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.EventSnapshot;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.CallbackDefinition;
import io.webhookscript.script.RequestDefinition.Signature;
import io.webhookscript.script.Script;
import io.webhookscript.secret.MaskPatterns;
import io.webhookscript.spi.CallbackSession;
import io.webhookscript.value.MediaType;
import io.webhookscript.value.json.JsonReader;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request becomes an event for the route. It reads nothing of the body before the sender is known,
 * and what an unknown sender gets does not depend on the session or the body. Thread-safe.
 */
final class CallbackGate {

    private final Callbacks.Services services;
    private final Sessions sessions;
    private final long maxSize;
    private final ExpectedSignature expected = new ExpectedSignature();
    private final Map<String, ReplayMemory> replays = new ConcurrentHashMap<>();

    CallbackGate(Callbacks.Services services, Sessions sessions, long maxSize) {
        this.services = services;
        this.sessions = sessions;
        this.maxSize = maxSize;
    }

    /** @throws NotSentException when the secrets of the script cannot be used */
    ResponseEvent admit(Script script, CallbackRequest request)
            throws RefusedEventException, NotSentException, IOException {
        CallbackDefinition callback = Objects.requireNonNull(script.definition().delivery().callback());
        if (!request.method().equals("POST")) {
            throw new RefusedEventException(CallbackResult.METHOD);
        }
        TemplateInputs data = withoutEvent(script, services.clock().instant());
        if (callback.auth() != null
                && !new CredentialCheck(new Evaluation(data.roots(), data)).areRight(callback.auth(), request)) {
            throw new RefusedEventException(CallbackResult.CREDENTIALS);
        }
        byte[] body = request.body(maxSize);
        Optional<ReplayMemory.Digest> signed = signed(callback.signatures(), script, request, body, data);
        try {
            return event(data, callback, request, body, signed.orElse(null));
        } catch (RefusedEventException | NotSentException | RuntimeException failure) {
            signed.ifPresent(digest -> forget(script, digest));
            throw failure;
        }
    }

    private Optional<ReplayMemory.Digest> signed(
            List<Signature> signatures, Script script, CallbackRequest request, byte[] body, TemplateInputs data)
            throws RefusedEventException, NotSentException {
        if (signatures.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = new SignatureCheck(expected, request, request.signed(body), data).check(signatures);
        ReplayMemory.Digest digest = ReplayMemory.Digest.of(bytes);
        return switch (replays(script).add(digest, data.now())) {
            case ADDED -> Optional.of(digest);
            case KNOWN -> throw new RefusedEventException(CallbackResult.REPLAYED);
            case FULL -> throw new RefusedEventException(CallbackResult.UNAVAILABLE);
        };
    }

    private ResponseEvent event(
            TemplateInputs inputs, CallbackDefinition callback, CallbackRequest request, byte[] body,
            ReplayMemory.@Nullable Digest signed)
            throws RefusedEventException, NotSentException {
        Script script = inputs.script();
        if (!services.state().apply(script).takesEvents()) {
            throw new RefusedEventException(CallbackResult.UNAVAILABLE);
        }
        Object event = json(request.contentType(), body);
        TemplateInputs data = inputs.withEvent(new EventSnapshot(event == null ? Map.of() : event));
        CallbackSession session = session(callback, data)
                .flatMap(id -> sessions.use(script, id, callback.sessionTtl()))
                .orElseThrow(() -> new RefusedEventException(CallbackResult.SESSION));
        boolean hasId = callback.signatures().stream().anyMatch(Signature.StandardWebhooks.class::isInstance);
        return new ResponseEvent(
                script, session, event, hasId ? request.only(StandardWebhooksHeaders.ID).orElse(null) : null, signed);
    }

    /** JSON between systems is UTF-8 (RFC 8259 §8.1). */
    private static @Nullable Object json(MediaType type, byte[] body) throws RefusedEventException {
        if (!type.isJson() || type.charsetName() != null
                && !type.charset().filter(StandardCharsets.UTF_8::equals).isPresent()) {
            throw new RefusedEventException(CallbackResult.MEDIA_TYPE);
        }
        try {
            return JsonReader.read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException | JsonProcessingException notJson) {
            throw new RefusedEventException(CallbackResult.NOT_JSON);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Optional<String> session(CallbackDefinition callback, TemplateInputs data) throws NotSentException {
        Evaluation evaluation = new Evaluation(data.roots(), data);
        Object id = evaluation.value(callback.from());
        return id instanceof Map || id instanceof List
                ? Optional.empty()
                : Optional.of(evaluation.textOf(id, "callback.from", callback.from())).filter(Sessions::isId);
    }

    private TemplateInputs withoutEvent(Script script, Instant now) {
        Function<String, @Nullable Object> nothing = name -> null;
        return new TemplateInputs(
                script, new EventSnapshot(Map.of()), nothing, nothing, services.context().apply(script), Set.of(),
                new TemplateInputs.MessageIdentity("", now, null), now, 1, services.secrets().apply(script),
                new MaskPatterns().masker());
    }

    private ReplayMemory replays(Script script) {
        return replays.computeIfAbsent(
                script.name(), name -> new ReplayMemory(SignatureCheck.TOLERANCE, ReplayMemory.MAX));
    }

    /** Forgets the signatures of a script that was removed. */
    void forget(String script) {
        replays.remove(script);
    }

    /** The sender of an event that was not accepted may send it again as it is. */
    void forget(Script script, ReplayMemory.Digest signed) {
        replays(script).forget(signed);
    }
}
