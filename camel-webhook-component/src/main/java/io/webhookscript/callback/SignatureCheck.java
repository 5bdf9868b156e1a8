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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import io.webhookscript.delivery.report.CallbackResult;
import io.webhookscript.http.message.HttpCall;
import io.webhookscript.request.attempt.ExpectedSignature;
import io.webhookscript.request.attempt.SignaturePrefix;
import io.webhookscript.request.attempt.StandardWebhooksHeaders;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.RequestDefinition.Signature;
import io.webhookscript.script.RequestDefinition.Signature.Place;
import io.webhookscript.script.RequestDefinition.Signature.TimestampUnit;

/**
 * Verifies the signatures of a request over the bytes that were received: it signs them again, and compares. For one
 * request.
 */
final class SignatureCheck {

    /** Standard Webhooks' own tolerance, which other senders use, too. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final int MAX_ID = 256;
    private final ExpectedSignature expected;
    private final CallbackRequest request;
    private final HttpCall received;
    private final TemplateInputs data;
    private final Instant now;
    private final ByteArrayOutputStream accepted = new ByteArrayOutputStream();

    /** @param data has the secrets, and the time at which the request was received */
    SignatureCheck(ExpectedSignature expected, CallbackRequest request, HttpCall received, TemplateInputs data) {
        this.expected = expected;
        this.request = request;
        this.received = received;
        this.data = data;
        this.now = data.now();
    }

    /**
     * Checks all signatures of the script.
     *
     * @return                       what the sender has signed, by which a repetition is recognised
     * @throws RefusedEventException when one of them is missing, wrong, or too old
     * @throws NotSentException      when a secret of the script cannot be used
     */
    byte[] check(List<Signature> signatures) throws RefusedEventException, NotSentException {
        boolean inTime = true;
        for (Signature signature : signatures) {
            Instant signedAt = signature instanceof Signature.StandardWebhooks standard
                    ? checked(standard) : checked((Signature.Hmac) signature);
            inTime &= Duration.between(signedAt, now).abs().compareTo(TOLERANCE) <= 0;
        }
        if (!inTime) {
            throw new RefusedEventException(CallbackResult.TIMESTAMP);
        }
        return accepted.toByteArray();
    }

    private Instant checked(Signature.StandardWebhooks signature) throws RefusedEventException, NotSentException {
        String id = one(new Place(false, StandardWebhooksHeaders.ID));
        if (id.isEmpty() || id.length() > MAX_ID) {
            throw refused();
        }
        Instant signedAt = time(one(new Place(false, StandardWebhooksHeaders.TIMESTAMP)), TimestampUnit.SECONDS);
        String signatures = expected.of(signature, new ExpectedSignature.Received(received, id, signedAt), data);
        compare(signatures.split(" ", -1), one(new Place(false, StandardWebhooksHeaders.SIGNATURE)).split(" ", -1));
        return signedAt;
    }

    private Instant checked(Signature.Hmac signature) throws RefusedEventException, NotSentException {
        SignaturePrefix prefix = ExpectedSignature.prefix(signature, data);
        String given = one(signature.place());
        Instant signedAt = timeOf(signature, prefix, given);
        String wanted = expected.of(signature, new ExpectedSignature.Received(received, "", signedAt), data);
        boolean anyCase = signature.encoding() == Signature.Encoding.HEX;
        compare(new String[] { folded(wanted, anyCase) },
                prefix.signatures(given).stream().map(one -> folded(one, anyCase)).toArray(String[]::new));
        return signedAt;
    }

    /** The time that is signed; now when the sender signs none. */
    private Instant timeOf(Signature.Hmac signature, SignaturePrefix prefix, String given) throws RefusedEventException {
        if (signature.timestampPlace() != null) {
            return time(one(signature.timestampPlace()), signature.timestampUnit());
        }
        return prefix.hasTime()
                ? time(prefix.time(given).orElseThrow(SignatureCheck::refused), signature.timestampUnit()) : now;
    }

    private static Instant time(String text, TimestampUnit unit) throws RefusedEventException {
        return SignedTime.read(text, unit).orElseThrow(SignatureCheck::refused);
    }

    /** Each of the sender's signatures is compared with each expected one, whichever is equal. */
    private void compare(String[] wanted, String[] given) throws RefusedEventException {
        boolean equal = false;
        for (String one : wanted) {
            for (String other : given) {
                equal |= Digests.areEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
            }
        }
        if (!equal) {
            throw refused();
        }
        accepted.writeBytes(String.join(" ", wanted).getBytes(StandardCharsets.UTF_8));
    }

    private static String folded(String text, boolean anyCase) {
        return anyCase ? text.toLowerCase(Locale.ROOT) : text;
    }

    private String one(Place place) throws RefusedEventException {
        return (place.inQuery() ? request.onlyParameter(place.name()) : request.only(place.name()))
                .orElseThrow(SignatureCheck::refused);
    }

    private static RefusedEventException refused() {
        return new RefusedEventException(CallbackResult.SIGNATURE);
    }
}
