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
package io.webhookscript.request.render;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

import io.webhookscript.http.message.RequestBody;
import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.render.BodyRenderer.RenderedBody;
import io.webhookscript.script.RequestDefinition.Part;
import io.webhookscript.template.Expression;
import io.webhookscript.value.MediaType;
import org.jspecify.annotations.Nullable;

/** Renders a multipart/form-data body (RFC 7578), with names and file names as browsers write them. */
final class MultipartRenderer {

    private static final String FIELD = "request.body.multipart";
    private static final String NO_TYPE = "application/octet-stream";

    /** 144 random bits: no content contains the boundary by chance, and an attacker cannot guess it. */
    private static final int BOUNDARY_BYTES = 18;

    private final Evaluation evaluation;
    private final String boundary;
    private final List<RequestBody> pieces = new ArrayList<>();
    private String field = FIELD;

    MultipartRenderer(Evaluation evaluation, RandomGenerator random) {
        this.evaluation = evaluation;
        byte[] bytes = new byte[BOUNDARY_BYTES];
        random.nextBytes(bytes);
        this.boundary = "webhookscript-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    RenderedBody render(List<Part> parts) throws NotSentException {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            field = FIELD + "[" + i + "]";
            if (part instanceof Part.Value value) {
                value(value);
            } else {
                file((Part.File) part);
            }
        }
        text("--" + boundary + "--\r\n");
        return new RenderedBody(new JoinedBody(pieces), "multipart/form-data; boundary=" + boundary);
    }

    private void value(Part.Value part) throws NotSentException {
        String name = evaluation.text(part.name());
        Object value = evaluation.value(part.value());
        String type = part.contentType() != null ? evaluation.text(part.contentType()) : null;
        if (value instanceof List<?> list && !isJson(type)) {
            for (Object item : list) {
                value(name, type, part.value(), item);
            }
        } else {
            value(name, type, part.value(), value);
        }
    }

    private static boolean isJson(@Nullable String type) {
        return type != null && MediaType.of(type).isJson();
    }

    private void value(String name, @Nullable String type, Expression expression, @Nullable Object value)
            throws NotSentException {
        if (Evaluation.isAbsent(value)) {
            return;
        }
        boolean bytes = value instanceof byte[] || value instanceof RequestBody;
        head("name=\"" + quoted(name) + "\"", type);
        pieces.add(bytes
                ? BinaryContent.of(value, field, evaluation)
                : RequestBody.of(utf8(evaluation.textOf(value, field + ".value", expression))));
        text("\r\n");
    }

    private void file(Part.File part) throws NotSentException {
        String name = evaluation.text(part.name());
        RequestBody content = content(evaluation.value(part.content()));
        String filename = part.filename() != null ? evaluation.text(part.filename()) : name;
        String type = part.contentType() != null ? evaluation.text(part.contentType()) : NO_TYPE;
        head("name=\"" + quoted(name) + "\"; filename=\"" + quoted(filename) + "\"", type);
        pieces.add(content);
        text("\r\n");
    }

    /** Reads a file's content. A text is base64, in either alphabet; plain text content is a value, not a file. */
    private RequestBody content(@Nullable Object value) throws NotSentException {
        if (!(value instanceof String text)) {
            return BinaryContent.of(value, field + ".file", evaluation);
        }
        try {
            return RequestBody.of(Base64.getMimeDecoder().decode(base64(text)));
        } catch (IllegalArgumentException e) {
            throw evaluation.problem(field + ".file", "the text is not base64: " + e.getMessage());
        }
    }

    /**
     * Checks the characters of base64, since the decoder for line breaks skips all other characters and would accept
     * invalid base64.
     */
    private static String base64(String text) {
        String standard = text.replace('-', '+').replace('_', '/');
        for (int i = 0; i < standard.length(); i++) {
            char c = standard.charAt(i);
            boolean known = c < 0x7F && (Character.isLetterOrDigit(c) || Character.isWhitespace(c) || "+/=".indexOf(c) >= 0);
            if (!known) {
                throw new IllegalArgumentException("character " + (i + 1) + " is not in its alphabet");
            }
        }
        return standard;
    }

    private void head(String disposition, @Nullable String contentType) throws NotSentException {
        if (contentType != null && contentType.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw evaluation.problem(field + ".contentType", "it contains a control character or a non-ASCII character");
        }
        String type = contentType == null ? "" : "Content-Type: " + contentType + "\r\n";
        text("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n" + type + "\r\n");
    }

    /**
     * RFC 7578 §5.1.1 and the WHATWG's form encoding: UTF-8 unchanged, these three characters percent-encoded; NUL is
     * rejected.
     */
    private String quoted(String name) throws NotSentException {
        if (name.indexOf('\0') >= 0) {
            throw evaluation.problem(field, "a name contains the control character U+0000");
        }
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private void text(String text) throws NotSentException {
        pieces.add(RequestBody.of(utf8(text)));
    }

    private byte[] utf8(String text) throws NotSentException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw evaluation.problem(field, "a text contains half of a surrogate pair, which UTF-8 cannot encode");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
