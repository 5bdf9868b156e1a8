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
package io.webhookscript.request.attempt;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.RequestDefinition.Signature;

/**
 * Signs requests that were received, as their senders must have signed them: who verifies a signature compares both.
 * Thread-safe.
 */
public final class ExpectedSignature {

    private final MessageMacs macs = new MessageMacs();

    /**
     * A request that was received.
     *
     * @param messageId the sender's id of the message
     * @param signedAt  the time that the sender gives
     */
    public record Received(HttpCall call, String messageId, Instant signedAt) {
    }

    /**
     * The signature as the sender sends it; that of Standard Webhooks is one for each secret, separated by blanks.
     *
     * @param  data             has the secrets
     * @throws NotSentException when the script's secret cannot be used
     */
    public String of(Signature signature, Received received, TemplateInputs data) throws NotSentException {
        if (signature instanceof Signature.StandardWebhooks standard) {
            List<HttpHeader> headers = new StandardWebhooksSigner(new Evaluation(data.roots(), data), macs)
                    .sign(standard, received.call(), received.messageId(), received.signedAt());
            return headers.get(headers.size() - 1).value();
        }
        return new HmacSigner(data, received.signedAt(), macs).signature((Signature.Hmac) signature, received.call());
    }

    /** What the script defines before a signature. */
    public static SignaturePrefix prefix(Signature.Hmac signature, TemplateInputs data) throws NotSentException {
        return new SignaturePrefix(
                new Evaluation(data.roots(Map.of("timestamp", SignaturePrefix.TIME)), data).text(signature.prefix()));
    }
}
