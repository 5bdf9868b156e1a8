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
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.RequestBody;
import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.LazyMap;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.HttpHeaders;
import io.webhookscript.request.render.RequestUrl;
import io.webhookscript.script.RequestDefinition.Signature.Encoding;
import io.webhookscript.script.RequestDefinition.Signature.Hmac;
import io.webhookscript.script.RequestDefinition.Signature.Place;
import io.webhookscript.template.Template;
import io.webhookscript.template.Undefined;
import io.webhookscript.value.PercentEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Adds the signature that a script defines. Its content reads {@code message}, {@code timestamp} (the attempt's time in
 * the unit that the script names), {@code body}, and {@code url}, {@code method} and {@code headers} of the prepared
 * {@code request}, which then has the timestamp but not yet the signature. Bytes that it prints are signed as bytes.
 */
record HmacSigner(TemplateInputs data, Instant now, MessageMacs macs) {

    private static final String FIELD = "request.signature.hmac";

    /**
     * Two texts that are never a body: the results of a template for both show whether it prints the body unchanged.
     */
    private static final String ONE = "\uE000body\uE001";
    private static final String OTHER = "\uE000corpus\uE001";

    HttpCall sign(Hmac definition, HttpCall unsigned) throws NotSentException {
        HttpCall call = definition.timestampPlace() == null
                ? unsigned
                : put(definition.timestampPlace(), definition.timestampUnit().of(now).toString(), unsigned);
        return put(definition.place(), signature(definition, call), call);
    }

    /** The signature with its prefix, of a call that has its timestamp. */
    String signature(Hmac definition, HttpCall call) throws NotSentException {
        MessageMac mac = macs.of("Hmac" + definition.algorithm().name(), key(definition));
        Object timestamp = definition.timestampUnit().of(now);
        update(mac, definition, call, roots(timestamp, call));
        byte[] signature = mac.signature();
        String text = definition.encoding() == Encoding.HEX
                ? HexFormat.of().formatHex(signature) : Base64.getEncoder().encodeToString(signature);
        return evaluation(Map.of("timestamp", timestamp)).text(definition.prefix()) + text;
    }

    private HttpCall put(Place place, String value, HttpCall call) throws NotSentException {
        try {
            if (place.inQuery()) {
                String pair = PercentEncoding.encode(place.name()) + "=" + PercentEncoding.encode(value);
                return call.to(RequestUrl.withParams(call.pathAndQuery(), pair));
            }
            HttpHeaders lines = new HttpHeaders(call.headers());
            lines.set(place.name(), value);
            return call.with(lines.lines());
        } catch (IllegalArgumentException e) {
            throw evaluation(Map.of()).problem("request.signature", String.valueOf(e.getMessage()));
        }
    }

    private byte[] key(Hmac definition) throws NotSentException {
        Evaluation evaluation = evaluation(Map.of());
        byte[] key = evaluation.bytes(definition.secret());
        if (key.length == 0) {
            throw evaluation.problem(FIELD + ".secret", definition.secret(), "the secret is empty; expected a key");
        }
        boolean inBytes = evaluation.pieces(definition.secret()).stream().anyMatch(piece -> piece instanceof byte[]);
        if (!inBytes && (contains(key, '\n') || contains(key, '\r'))) {
            throw evaluation.problem(FIELD + ".secret", definition.secret(),
                    "the secret contains a line break; expected one line");
        }
        return key;
    }

    private static boolean contains(byte[] bytes, char c) {
        for (byte b : bytes) {
            if (b == c) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, @Nullable Object> roots(Object timestamp, HttpCall call) {
        HttpHeaders lines = new HttpHeaders(call.headers());
        Map<String, @Nullable Object> roots = new HashMap<>();
        roots.put("timestamp", timestamp);
        roots.put("request", Map.of("url", call.url(), "method", call.method(), "headers",
                new LazyMap(name -> lines.first(name).<Object> map(value -> value).orElse(Undefined.UNDEFINED))));
        return roots;
    }

    /** Signs the bytes of the body without decoding them, if the content only repeats them. */
    private void update(MessageMac mac, Hmac definition, HttpCall call, Map<String, @Nullable Object> roots)
            throws NotSentException {
        Template content = definition.content();
        List<Object> pieces = pieces(content, roots, ONE);
        if (!same(pieces, pieces(content, roots, OTHER))) {
            for (Object piece : pieces(content, roots, textOf(call.body().orElse(null)))) {
                if (piece instanceof byte[] bytes) {
                    mac.write(bytes);
                } else {
                    mac.write((String) piece);
                }
            }
            return;
        }
        for (Object piece : pieces) {
            if (piece instanceof byte[] bytes) {
                mac.write(bytes);
            } else {
                update(mac, (String) piece, call.body().orElse(null));
            }
        }
    }

    private static void update(MessageMac mac, String text, @Nullable RequestBody body) throws NotSentException {
        int start = 0;
        for (int at = text.indexOf(ONE); at >= 0; at = text.indexOf(ONE, start)) {
            mac.write(text.substring(start, at));
            mac.write(body);
            start = at + ONE.length();
        }
        mac.write(text.substring(start));
    }

    private List<Object> pieces(Template content, Map<String, @Nullable Object> roots, String body) throws NotSentException {
        Map<String, @Nullable Object> all = new HashMap<>(roots);
        all.put("body", body);
        return evaluation(all).pieces(content);
    }

    /** Whether both differ only in the body. */
    private static boolean same(List<Object> one, List<Object> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            boolean same = one.get(i) instanceof byte[] bytes
                    ? other.get(i) instanceof byte[] others && Arrays.equals(bytes, others)
                    : one.get(i) instanceof String text && text.replace(ONE, OTHER).equals(other.get(i));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private Evaluation evaluation(Map<String, @Nullable Object> further) {
        return new Evaluation(data.roots(further), data);
    }

    private String textOf(@Nullable RequestBody body) throws NotSentException {
        if (body == null) {
            return "";
        }
        try (InputStream in = body.open()) {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readAllBytes())).toString();
        } catch (CharacterCodingException e) {
            throw evaluation(Map.of()).problem(
                    FIELD + ".content", "the body is not UTF-8 text; expected `{{ body }}` without filters", e);
        } catch (IOException e) {
            throw new NotSentException("the body cannot be read to be signed: " + e.getMessage(), e);
        }
    }
}
