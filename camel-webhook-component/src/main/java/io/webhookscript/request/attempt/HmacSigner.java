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

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.RequestBody;
import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.script.RequestDefinition.Signature.Encoding;
import io.webhookscript.script.RequestDefinition.Signature.Hmac;
import io.webhookscript.template.Template;
import org.jspecify.annotations.Nullable;

/**
 * Creates the signature that a script defines. Its templates read {@code message}, {@code timestamp} (the attempt's
 * time in seconds since 1970) and {@code body}.
 */
record HmacSigner(TemplateInputs data, Instant now) {

    private static final String FIELD = "request.signature.hmac";

    /**
     * Two texts that are never a body: the results of a template for both show whether it prints the body unchanged.
     */
    private static final String ONE = "\uE000body\uE001";
    private static final String OTHER = "\uE000corpus\uE001";

    List<HttpHeader> sign(Hmac definition, HttpCall call) throws NotSentException {
        byte[] key = evaluation(Map.of()).text(definition.secret()).getBytes(StandardCharsets.UTF_8);
        if (key.length == 0) {
            throw evaluation(Map.of()).problem(FIELD + ".secret", definition.secret(), "the secret is empty; expected a key");
        }
        MessageMac mac = new MessageMac("Hmac" + definition.algorithm().name(), key);
        update(mac, definition.content(), call.body());
        byte[] signature = mac.signature();
        String text = definition.encoding() == Encoding.HEX
                ? HexFormat.of().formatHex(signature) : Base64.getEncoder().encodeToString(signature);
        String prefix = evaluation(Map.of()).text(definition.prefix());
        List<HttpHeader> headers = new ArrayList<>();
        definition.timestampHeader().ifPresent(name -> headers.add(new HttpHeader(name, Long.toString(now.getEpochSecond()))));
        headers.add(new HttpHeader(definition.header(), prefix + text));
        return headers;
    }

    /** Signs the bytes of the body without decoding them, if the content only repeats them. */
    private void update(MessageMac mac, Template content, Optional<RequestBody> body) throws NotSentException {
        String text = evaluation(Map.of("body", ONE)).text(content);
        boolean verbatim = text.replace(ONE, OTHER).equals(evaluation(Map.of("body", OTHER)).text(content));
        if (!verbatim) {
            mac.update(evaluation(Map.of("body", textOf(body))).text(content).getBytes(StandardCharsets.UTF_8));
            return;
        }
        int start = 0;
        for (int at = text.indexOf(ONE); at >= 0; at = text.indexOf(ONE, start)) {
            mac.update(text.substring(start, at).getBytes(StandardCharsets.UTF_8));
            mac.update(body);
            start = at + ONE.length();
        }
        mac.update(text.substring(start).getBytes(StandardCharsets.UTF_8));
    }

    private Evaluation evaluation(Map<String, String> further) {
        Map<String, @Nullable Object> roots = new HashMap<>(further);
        roots.put("timestamp", now.getEpochSecond());
        return new Evaluation(data.roots(roots), data);
    }

    private String textOf(Optional<RequestBody> body) throws NotSentException {
        if (body.isEmpty()) {
            return "";
        }
        try (InputStream in = body.get().open()) {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readAllBytes())).toString();
        } catch (CharacterCodingException e) {
            throw evaluation(Map.of()).problem(
                    FIELD + ".content", "the body is not UTF-8 text; expected `{{ body }}` without filters", e);
        } catch (IOException e) {
            throw new NotSentException("the body cannot be read to be signed: " + e.getMessage(), e);
        }
    }
}
