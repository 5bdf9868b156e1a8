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
import java.util.Base64;
import java.util.List;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.RequestDefinition.Signature.StandardWebhooks;
import io.webhookscript.template.Template;

/** Signs id, timestamp and body with each secret, as in Standard Webhooks 1.0, so that secrets can be rotated. */
record StandardWebhooksSigner(Evaluation evaluation, MessageMacs macs) {

    private static final String FIELD = "request.signature.standardWebhooks.secrets";
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";

    /** The specification's limits of a key, in bytes. */
    private static final int MIN_KEY = 24;
    private static final int MAX_KEY = 64;

    List<HttpHeader> sign(StandardWebhooks definition, HttpCall call, String messageId, Instant now) throws NotSentException {
        String timestamp = String.valueOf(now.getEpochSecond());
        String signatures = "";
        for (Template secret : definition.secrets()) {
            MessageMac mac = macs.of("HmacSHA256", key(secret));
            mac.write(messageId);
            mac.write('.');
            mac.write(timestamp);
            mac.write('.');
            mac.write(call.body().orElse(null));
            String signature = VERSION + Base64.getEncoder().encodeToString(mac.signature());
            signatures = signatures.isEmpty() ? signature : signatures + " " + signature;
        }
        return List.of(new HttpHeader(StandardWebhooksHeaders.ID, messageId),
                new HttpHeader(StandardWebhooksHeaders.TIMESTAMP, timestamp),
                new HttpHeader(StandardWebhooksHeaders.SIGNATURE, signatures));
    }

    private byte[] key(Template secret) throws NotSentException {
        String text = evaluation.text(secret).strip();
        byte[] key = decode(secret, text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
        if (key.length < MIN_KEY || key.length > MAX_KEY) {
            throw evaluation.problem(FIELD, secret,
                    "the key has " + key.length + " bytes; expected " + MIN_KEY + " to " + MAX_KEY);
        }
        return key;
    }

    private byte[] decode(Template secret, String base64) throws NotSentException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // the decoder's message quotes a character of the secret
            throw evaluation.problem(FIELD, secret, "the secret is not base64; expected `whsec_` and base64");
        }
    }
}
