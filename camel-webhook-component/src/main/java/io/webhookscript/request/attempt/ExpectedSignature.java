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
import java.util.Optional;
import java.util.regex.Pattern;

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

    /** A time of no sender, in place of which the real one stands in a header. */
    private static final long PLACEHOLDER = 7_305_061_917_273_941L;

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

    /**
     * Matches a signature after a text with the time of the sender, which is group 1; empty when the text has no time.
     */
    public static Optional<Pattern> afterItsTime(Signature.Hmac signature, TemplateInputs data) throws NotSentException {
        String placeholder = String.valueOf(PLACEHOLDER);
        String text = new Evaluation(data.roots(Map.of("timestamp", PLACEHOLDER)), data).text(signature.prefix());
        int at = text.indexOf(placeholder);
        if (at < 0) {
            return Optional.empty();
        }
        String before = Pattern.quote(text.substring(0, at));
        return Optional.of(Pattern.compile(
                before + "([0-9]{1,15}|[0-9T:Z-]{20})" + Pattern.quote(text.substring(at + placeholder.length())) + ".*"));
    }
}
