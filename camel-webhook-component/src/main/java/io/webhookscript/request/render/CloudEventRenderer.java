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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.webhookscript.http.message.RequestBody;
import io.webhookscript.request.event.Evaluation;
import io.webhookscript.request.event.Json;
import io.webhookscript.request.event.NotSentException;
import io.webhookscript.request.event.TemplateInputs;
import io.webhookscript.request.render.BodyRenderer.RenderedBody;
import io.webhookscript.script.RequestDefinition.Body;
import io.webhookscript.script.RequestDefinition.CloudEvent;
import io.webhookscript.value.MediaType;
import io.webhookscript.value.PercentEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Puts the attributes of a CloudEvent into headers, or around its data, as the HTTP binding of CloudEvents 1.0 says.
 * For one rendering.
 *
 * @param attributes the values by name
 */
record CloudEventRenderer(boolean structured, Map<String, String> attributes, Evaluation evaluation) {

    /** Printable ASCII that stays in a header (§3.1.3.2): all but the space, the double quote and the percent sign. */
    private static final String KEPT = "!#$&'()*+,/:;<=>?@[\\]^`{|}";

    static CloudEventRenderer of(CloudEvent definition, TemplateInputs data, Evaluation evaluation) throws NotSentException {
        return new CloudEventRenderer(
                definition.structured(), new CloudEventAttributes(definition, data, evaluation).render(), evaluation);
    }

    /** Adds the headers of binary mode. The Content-Type is that of the data. */
    void addTo(HttpHeaders lines) throws NotSentException {
        if (structured) {
            return;
        }
        Optional<String> type = lines.first("Content-Type").filter(CloudEvent::isEvent);
        if (type.isPresent()) {
            throw evaluation.problem("request.headers.Content-Type",
                    "found " + type.get() + ", expected the type of the data, since `cloudEvent` has binary mode");
        }
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            String name = "ce-" + attribute.getKey();
            try {
                String value = PercentEncoding.encode(attribute.getValue(), KEPT);
                RequestHead.checkLine(name, value);
                lines.add(name, value);
            } catch (IllegalArgumentException tooLong) {
                throw evaluation.problem(CloudEventAttributes.field(attribute.getKey()), String.valueOf(tooLong.getMessage()));
            }
        }
    }

    /**
     * Returns the body of the request: in structured mode a JSON object around the data, else the data itself.
     *
     * @param body the definition of the data
     */
    @Nullable
    RenderedBody around(@Nullable Body body, @Nullable RenderedBody data) throws NotSentException {
        return structured ? envelope(body, data) : data;
    }

    private RenderedBody envelope(@Nullable Body body, @Nullable RenderedBody data) throws NotSentException {
        byte[] head = Json.writeBytes(attributes);
        if (body == null || data == null) {
            return new RenderedBody(RequestBody.of(head), CloudEvent.MEDIA_TYPE);
        }
        byte[] type = Json.writeBytes(data.contentType());
        RequestBody whole = body instanceof Body.Binary
                ? joined(head, type, ",\"data_base64\":\"", new Base64Body(data.bytes()), "\"}")
                : joined(head, type, ",\"data\":", body instanceof Body.Text || body instanceof Body.Xml
                        ? RequestBody.of(Json.writeBytes(valueOf(data))) : data.bytes(), "}");
        return new RenderedBody(whole, CloudEvent.MEDIA_TYPE);
    }

    private static RequestBody joined(byte[] head, byte[] type, String before, RequestBody data, String after) {
        return new JoinedBody(
                List.of(RequestBody.of(Arrays.copyOf(head, head.length - 1)), ascii(",\"datacontenttype\":"),
                        RequestBody.of(type), ascii(before), data, ascii(after)));
    }

    private static RequestBody ascii(String text) {
        return RequestBody.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The value of a text: JSON is read, because lines of JSON may have a type of JSON, too. */
    private @Nullable Object valueOf(RenderedBody data) throws NotSentException {
        MediaType type = MediaType.of(data.contentType());
        String text = new String(bytes(data.bytes()), type.charset().orElse(StandardCharsets.UTF_8));
        return type.isJson() ? Json.read(text.getBytes(StandardCharsets.UTF_8)) : text;
    }

    private byte[] bytes(RequestBody body) throws NotSentException {
        try (InputStream in = body.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw evaluation.problem("request.body", "the data of the CloudEvent cannot be read: " + e.getMessage(), e);
        }
    }
}
