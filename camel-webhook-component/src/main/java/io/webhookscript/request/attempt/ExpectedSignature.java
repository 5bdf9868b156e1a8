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
 * Signs a request that was received, as its sender must have signed it: who verifies a signature compares both. For one
 * request.
 *
 * @param data has the secrets
 */
public record ExpectedSignature(TemplateInputs data) {

    /** A time of no sender, in place of which the real one stands in a header. */
    private static final long PLACEHOLDER = 7_305_061_917_273_941L;

    /**
     * The headers of the signature; that of Standard Webhooks has one signature for each secret, separated by blanks.
     *
     * @param  received         the bytes that were received
     * @param  messageId        the sender's id of the message
     * @param  signedAt         the time that the sender gives
     * @throws NotSentException when the script's secret cannot be used
     */
    public List<HttpHeader> of(Signature signature, HttpCall received, String messageId, Instant signedAt)
            throws NotSentException {
        if (signature instanceof Signature.StandardWebhooks standard) {
            return new StandardWebhooksSigner(evaluation(Map.of())).sign(standard, received, messageId, signedAt);
        }
        return new HmacSigner(data, signedAt).sign((Signature.Hmac) signature, received);
    }

    /**
     * Matches a header whose text before the signature contains the time of the sender, which is group 1; empty when
     * the text contains no time.
     */
    public Optional<Pattern> timestampBefore(Signature.Hmac signature) throws NotSentException {
        String placeholder = String.valueOf(PLACEHOLDER);
        String text = evaluation(Map.of("timestamp", PLACEHOLDER)).text(signature.prefix());
        int at = text.indexOf(placeholder);
        if (at < 0) {
            return Optional.empty();
        }
        String before = Pattern.quote(text.substring(0, at));
        return Optional.of(Pattern.compile(
                before + "([0-9]{1,15})" + Pattern.quote(text.substring(at + placeholder.length())) + ".*"));
    }

    private Evaluation evaluation(Map<String, Object> further) {
        return new Evaluation(data.roots(Map.copyOf(further)), data);
    }
}
