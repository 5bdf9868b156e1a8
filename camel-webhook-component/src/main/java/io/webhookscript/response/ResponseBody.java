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
package io.webhookscript.response;

import java.util.Set;

import javax.xml.stream.XMLStreamException;

import io.webhookscript.http.message.HttpResponse;
import io.webhookscript.language.XmlDocument;
import io.webhookscript.script.ResponseDefinition.Type;
import io.webhookscript.template.Undefined;
import io.webhookscript.value.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, read according to its type.
 *
 * @param value the value for templates: JSON's values, the tree of XML, text, bytes; undefined when there is no body
 * @param plain the caller's value when the script maps nothing: text, bytes, or null when there is no body
 * @param xml   the document whose tree is {@code value}
 */
record ResponseBody(@Nullable Object value, @Nullable Object plain, @Nullable XmlDocument xml) {

    static final ResponseBody NONE = new ResponseBody(Undefined.UNDEFINED, null, null);

    /** Statuses whose responses have no content (RFC 9110 §15.3.5, §15.3.6, §15.4.5). */
    private static final Set<Integer> WITHOUT_CONTENT = Set.of(204, 205, 304);

    /** @throws UnreadableBodyException when the body is not what its type says, or is longer than the cap */
    static ResponseBody read(Type declared, String method, HttpResponse response) throws UnreadableBodyException {
        if (hasNoContent(method, response)) {
            return NONE;
        }
        if (response.overCap()) {
            throw new UnreadableBodyException("is longer than limits.maxResponseSize allows", null);
        }
        MediaType contentType = MediaType.of(response.header("Content-Type").orElse(null));
        return switch (declared == Type.AUTO ? typeOf(contentType) : declared) {
            case JSON -> json(TextDecoder.text(response.body(), contentType.charset().orElse(null)));
            case XML -> xml(TextDecoder.xml(response.body(), contentType.charset().orElse(null)));
            case TEXT -> text(TextDecoder.text(response.body(), contentType.charset().orElse(null)));
            case BINARY -> bytes(response.body());
            case AUTO -> textOrBytes(response.body(), contentType);
        };
    }

    /**
     * Returns the unchanged body, for a script that does not read it. It never fails. A body above the cap is dropped.
     */
    static ResponseBody unread(String method, HttpResponse response) {
        return hasNoContent(method, response) || response.overCap()
                ? NONE : textOrBytes(response.body(), MediaType.of(response.header("Content-Type").orElse(null)));
    }

    private static boolean hasNoContent(String method, HttpResponse response) {
        return method.equals("HEAD") || WITHOUT_CONTENT.contains(response.status()) || response.body().length == 0;
    }

    /** {@code AUTO} itself where only the bytes can tell text from binary. */
    private static Type typeOf(MediaType contentType) {
        if (contentType.isJson()) {
            return Type.JSON;
        }
        if (contentType.isXml()) {
            return Type.XML;
        }
        return contentType.isText() ? Type.TEXT : Type.AUTO;
    }

    private static ResponseBody json(String text) throws UnreadableBodyException {
        return text.isBlank() ? NONE : new ResponseBody(JsonBodyReader.read(text), text, null);
    }

    private static ResponseBody xml(String text) throws UnreadableBodyException {
        if (text.isBlank()) {
            return NONE;
        }
        try {
            XmlDocument document = XmlDocument.parse(text);
            return new ResponseBody(document.tree(), text, document);
        } catch (XMLStreamException e) {
            throw new UnreadableBodyException("is not well-formed XML without entities" + place(e), e);
        }
    }

    private static String place(XMLStreamException e) {
        return e.getLocation() == null
                ? "" : " (line " + e.getLocation().getLineNumber() + ", column " + e.getLocation().getColumnNumber() + ")";
    }

    /** Bytes that are not valid in their charset stay bytes, so that nothing is lost. */
    private static ResponseBody textOrBytes(byte[] body, MediaType contentType) {
        try {
            return text(contentType.isXml()
                    ? TextDecoder.xml(body, contentType.charset().orElse(null))
                    : TextDecoder.text(body, contentType.charset().orElse(null)));
        } catch (UnreadableBodyException e) {
            return bytes(body);
        }
    }

    /** A body with only white space is empty. */
    private static ResponseBody text(String text) {
        return text.isBlank() ? NONE : new ResponseBody(text, text, null);
    }

    private static ResponseBody bytes(byte[] body) {
        return new ResponseBody(body, body, null);
    }
}
