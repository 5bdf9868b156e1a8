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
package io.webhookscript.tryout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.http.message.HttpCall;
import io.webhookscript.http.message.HttpHeader;
import io.webhookscript.http.message.RequestBody;
import io.webhookscript.secret.Masker;
import org.jspecify.annotations.Nullable;

/** Shows requests and responses as plain values for people and tools, with secrets masked. */
final class MaskedView {

    private final Masker masker;

    MaskedView(Masker masker) {
        this.masker = masker;
    }

    /** {@code method}, {@code url}, {@code headers}, {@code body}, and {@code bodyEncoding} when the body is base64. */
    Map<String, @Nullable Object> request(HttpCall call) {
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        request.put("method", call.method());
        request.put("url", text(call.url()));
        request.put("headers", headers(call.headers()));
        body(request, call.body().map(MaskedView::bytes).orElse(null));
        return request;
    }

    /** Groups the headers by name as first written, each with all its values. */
    Map<String, List<String>> headers(List<HttpHeader> lines) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HttpHeader line : lines) {
            String written = text(line.name());
            String name = headers.keySet().stream().filter(written::equalsIgnoreCase).findFirst().orElse(written);
            headers.computeIfAbsent(name, n -> new ArrayList<>()).add(text(line.value()));
        }
        headers.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(headers);
    }

    /** Adds a text body as text, and other bytes as base64. */
    void body(Map<String, @Nullable Object> shown, byte @Nullable [] bytes) {
        if (bytes == null) {
            shown.put("body", null);
            return;
        }
        Optional<String> text = utf8(bytes);
        shown.put("body", text(text.orElseGet(() -> Base64.getEncoder().encodeToString(bytes))));
        if (text.isEmpty()) {
            shown.put("bodyEncoding", "base64");
        }
    }

    String text(String text) {
        return masker.mask(text);
    }

    /** Masks all texts in a value. */
    @Nullable
    Object value(@Nullable Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            map.forEach((key, member) -> shown.put(String.valueOf(key), value(member)));
            return Collections.unmodifiableMap(shown);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> shown = new ArrayList<>();
            list.forEach(element -> shown.add(value(element)));
            return Collections.unmodifiableList(shown);
        }
        return value;
    }

    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            // the body is not text, so it is shown as bytes
            return Optional.empty();
        }
    }

    static byte[] bytes(RequestBody body) {
        try (InputStream in = body.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the request's body cannot be read back", e);
        }
    }
}
