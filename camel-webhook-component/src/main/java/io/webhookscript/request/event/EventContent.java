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
package io.webhookscript.request.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.webhookscript.value.MediaType;
import io.webhookscript.value.json.JsonReader;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads the text or bytes of an event; {@link EventSnapshot} describes the rules.
 *
 * @param otherwise the charset of bytes that are not UTF-8, when the Content-Type names none
 */
record EventContent(MediaType type, @Nullable Charset otherwise) {

    /** The number of bytes in which the first character of a JSON text is searched. */
    private static final int PEEK = 64;

    @Nullable
    Object read(String text) throws NotSentException {
        if (type.isForm()) {
            return FormContent.read(text, type.charset().orElse(UTF_8)).<Object> map(members -> members).orElse(text);
        }
        if (!type.isJson() && !(type.saysNothing() && looksLikeJson(text))) {
            return text;
        }
        try {
            return JsonReader.read(text);
        } catch (JsonParseException e) {
            return asItIs(text, e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** @param bytes a {@code byte[]} or {@link SpooledBytes} */
    @Nullable
    Object read(Object bytes) throws NotSentException {
        try {
            if (type.isForm()) {
                Optional<String> text = decoded(wholeOf(bytes), UTF_8);
                return text.isPresent() ? read(text.get()) : bytes;
            }
            if (!type.isJson() && !(type.saysNothing() && looksLikeJson(beginning(bytes)))) {
                return isText() ? text(bytes) : bytes;
            }
            byte[] whole = wholeOf(bytes);
            return JsonReader.read(whole, charsetOf(whole));
        } catch (JsonParseException e) {
            return asItIs(bytes, e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Bytes that have a charset are text, whatever their type. */
    private boolean isText() {
        return type.isText() || type.isXml() || type.charset().isPresent();
    }

    /** Null for UTF-8, and where the bytes themselves show which it is. */
    private @Nullable Charset charsetOf(byte[] json) {
        Optional<Charset> declared = type.charset();
        if (declared.isPresent() || otherwise == null) {
            return declared.orElse(null);
        }
        return UTF_8.equals(otherwise) || isUtf8(json) ? null : otherwise;
    }

    private static boolean looksLikeJson(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '[') {
                return true;
            }
            if (!Character.isWhitespace(c) && c != '\uFEFF' && c != '\0') {
                return false;
            }
        }
        return false;
    }

    /** The first characters, without a byte order mark, whose bytes read like this in ISO 8859-1. */
    private static String beginning(Object bytes) throws IOException {
        byte[] start = bytes instanceof SpooledBytes spooled ? spooled.beginning(PEEK) : (byte[]) bytes;
        String text = new String(start, 0, Math.min(PEEK, start.length), StandardCharsets.ISO_8859_1);
        return text.replaceFirst("^(\u00EF\u00BB\u00BF|\u00FE\u00FF|\u00FF\u00FE)", "");
    }

    private static boolean isUtf8(byte[] bytes) {
        return decoded(bytes, UTF_8).isPresent();
    }

    /** Decodes the bytes; empty when they are not valid in the charset. */
    private static Optional<String> decoded(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static byte[] wholeOf(Object bytes) throws IOException {
        return bytes instanceof SpooledBytes spooled ? spooled.toByteArray() : (byte[]) bytes;
    }

    private Object asItIs(Object content, JsonProcessingException e) throws NotSentException {
        if (type.isJson()) {
            throw unreadable(e);
        }
        return content instanceof String || !isText() ? content : text(content);
    }

    /** Decodes text. Bytes that are not valid in its charset stay bytes, so that nothing is lost. */
    private Object text(Object bytes) throws NotSentException {
        try {
            byte[] whole = wholeOf(bytes);
            Optional<String> text = decoded(whole, type.charset().orElse(UTF_8));
            return text
                    .or(() -> Optional.ofNullable(otherwise).filter(charset -> type.charset().isEmpty())
                            .flatMap(charset -> decoded(whole, charset)))
                    .map(Object.class::cast).orElse(bytes);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private NotSentException unreadable(IOException e) {
        String place = e instanceof JsonProcessingException json && json.getLocation() != null
                ? " (line " + json.getLocation().getLineNr() + ", column " + json.getLocation().getColumnNr() + ")" : "";
        String problem = e instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
        String claim = type.isJson() ? " as JSON, which its Content-Type declares" : "";
        return new NotSentException("the event cannot be read" + claim + place + ": " + problem, e);
    }
}
