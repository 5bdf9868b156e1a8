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

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;

import io.webhookscript.http.message.RequestBody;
import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.EventSnapshot;
import io.webhookscript.request.event.JsonBytes;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.script.RequestDefinition.Body;
import io.webhookscript.value.MediaType;
import org.jspecify.annotations.Nullable;

/** Renders each kind of body from the script's definition to bytes. For one rendering. */
final class BodyRenderer {

    /** @param contentType the content type that is sent unless the script sets this HTTP header */
    record RenderedBody(RequestBody bytes, String contentType) {
    }

    private static final String FIELD = "request.body";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String XML = "application/xml";

    private final Evaluation evaluation;
    private final EventSnapshot event;
    private final RandomGenerator random;
    private final int usualLength;

    /**
     * @param random      creates the boundary of a multipart body
     * @param usualLength the expected number of bytes of the body
     */
    BodyRenderer(Evaluation evaluation, EventSnapshot event, RandomGenerator random, int usualLength) {
        this.event = event;
        this.evaluation = evaluation;
        this.random = random;
        this.usualLength = usualLength;
    }

    RenderedBody render(Body body) throws NotSentException {
        if (body instanceof Body.Json json) {
            return json(json);
        }
        if (body instanceof Body.JsonText json) {
            return text(evaluation.text(json.text()), MediaType.JSON);
        }
        if (body instanceof Body.Text text) {
            return text(evaluation.text(text.text()), text.contentType());
        }
        if (body instanceof Body.Form form) {
            String encoded
                    = RenderedParameters.encoded(new RenderedParameters(evaluation, false).of(form.fields()), "[]", evaluation);
            return text(encoded, FORM);
        }
        if (body instanceof Body.Xml xml) {
            return xml(evaluation.text(xml.text()));
        }
        if (body instanceof Body.Multipart multipart) {
            return new MultipartRenderer(evaluation, random).render(multipart.parts());
        }
        Body.Binary binary = (Body.Binary) body;
        return new RenderedBody(
                BinaryContent.of(bytesOf(evaluation.value(binary.value())), FIELD + ".binary", evaluation),
                binary.contentType());
    }

    /** Renders the whole event unchanged, byte for byte. */
    @SuppressWarnings("ReferenceEquality") // compares the identity of the event
    private @Nullable Object bytesOf(@Nullable Object value) {
        return event.raw() != null && value == event.data() ? event.raw().content() : value;
    }

    private RenderedBody json(Body.Json json) throws NotSentException {
        JsonBytes out = new JsonBytes(usualLength);
        new TreeWriter(evaluation, json.absent(), out).write(json.tree());
        return new RenderedBody(out.toBody(), MediaType.JSON);
    }

    private RenderedBody text(String text, String contentType) throws NotSentException {
        Charset charset = MediaType.of(contentType).charset().orElse(StandardCharsets.UTF_8);
        try {
            ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return new RenderedBody(RequestBody.of(bytes), contentType);
        } catch (CharacterCodingException e) {
            throw evaluation.problem(FIELD, "the text contains a character that " + charset + " cannot encode");
        }
    }

    private RenderedBody xml(String text) throws NotSentException {
        Optional<String> problem = XmlCheck.problemOf(text);
        if (problem.isPresent()) {
            throw evaluation.problem(FIELD + ".xml", problem.get());
        }
        return text(text, XML);
    }
}
