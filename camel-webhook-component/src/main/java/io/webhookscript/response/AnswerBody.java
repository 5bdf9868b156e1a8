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

import java.util.Optional;
import java.util.Set;

import javax.xml.stream.XMLStreamException;

import io.webhookscript.http.HttpAnswer;
import io.webhookscript.language.XmlDocument;
import io.webhookscript.script.ResponseDefinition.Type;
import io.webhookscript.template.Undefined;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, read as its type.
 *
 * @param value what templates see: JSON's values, the tree of XML, text, bytes; undefined when there is no body
 * @param plain what the caller gets when the script maps nothing: text, bytes, or null when there is no body
 * @param xml   the document that {@code value} is the tree of
 */
record AnswerBody(@Nullable Object value, @Nullable Object plain, Optional<XmlDocument> xml) {

    static final AnswerBody NONE = new AnswerBody(Undefined.UNDEFINED, null, Optional.empty());

    /** Statuses whose answers have no content, whatever follows (RFC 9110 §15.3.5, §15.3.6, §15.4.5). */
    private static final Set<Integer> WITHOUT_CONTENT = Set.of(204, 205, 304);

    /** @throws UnreadableAnswerException when the body is not what its type says, or is longer than the cap */
    static AnswerBody read(Type declared, String method, HttpAnswer answer) throws UnreadableAnswerException {
        if (hasNoContent(method, answer)) {
            return NONE;
        }
        if (answer.overCap()) {
            throw new UnreadableAnswerException("is longer than limits.maxResponseSize allows", null);
        }
        ContentType contentType = ContentType.of(answer.header("Content-Type"));
        return switch (declared == Type.AUTO ? contentType.type() : declared) {
            case JSON -> json(TextReading.text(answer.body(), contentType.charset()));
            case XML -> xml(TextReading.xml(answer.body(), contentType.charset()));
            case TEXT -> text(TextReading.text(answer.body(), contentType.charset()));
            case BINARY -> bytes(answer.body());
            case AUTO -> textOrBytes(answer.body(), contentType);
        };
    }

    /** As it came, for a script that does not look into it: never a failure. What is over the cap is thrown away. */
    static AnswerBody unread(String method, HttpAnswer answer) {
        return hasNoContent(method, answer) || answer.overCap()
                ? NONE : textOrBytes(answer.body(), ContentType.of(answer.header("Content-Type")));
    }

    private static boolean hasNoContent(String method, HttpAnswer answer) {
        return method.equals("HEAD") || WITHOUT_CONTENT.contains(answer.status()) || answer.body().length == 0;
    }

    private static AnswerBody json(String text) throws UnreadableAnswerException {
        return text.isBlank() ? NONE : new AnswerBody(JsonReading.read(text), text, Optional.empty());
    }

    private static AnswerBody xml(String text) throws UnreadableAnswerException {
        if (text.isBlank()) {
            return NONE;
        }
        try {
            XmlDocument document = XmlDocument.parse(text);
            return new AnswerBody(document.tree(), text, Optional.of(document));
        } catch (XMLStreamException e) {
            throw new UnreadableAnswerException("is not well-formed XML without entities" + place(e), e);
        }
    }

    private static String place(XMLStreamException e) {
        return e.getLocation() == null
                ? "" : " (line " + e.getLocation().getLineNumber() + ", column " + e.getLocation().getColumnNumber() + ")";
    }

    /** Bytes that are not text in their charset are bytes: nothing is lost. */
    private static AnswerBody textOrBytes(byte[] body, ContentType contentType) {
        try {
            return text(contentType.type() == Type.XML
                    ? TextReading.xml(body, contentType.charset()) : TextReading.text(body, contentType.charset()));
        } catch (UnreadableAnswerException e) {
            return bytes(body);
        }
    }

    /** White space alone is an empty body. */
    private static AnswerBody text(String text) {
        return text.isBlank() ? NONE : new AnswerBody(text, text, Optional.empty());
    }

    private static AnswerBody bytes(byte[] body) {
        return new AnswerBody(body, body, Optional.empty());
    }
}
