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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Decodes bytes to text: by the byte order mark, else the declared charset, else UTF-8; malformed bytes are never
 * replaced.
 */
final class TextDecoder {

    private static final Pattern XML_ENCODING
            = Pattern.compile("^<\\?xml\\s[^>]{0,80}?encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,39})[\"']");

    /** An XML declaration is ASCII and short (XML 1.0 appendix F). */
    private static final int DECLARATION = 200;

    private static final String REPLACED = "\uFFFD";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private TextDecoder() {
    }

    static String text(byte[] bytes, @Nullable Charset declared) throws UnreadableBodyException {
        return decode(bytes, byteOrderMark(bytes).or(() -> Optional.ofNullable(declared)).orElse(UTF_8));
    }

    /** Decodes XML; if no header names the charset, the XML declaration does (RFC 7303 §3). */
    static String xml(byte[] bytes, @Nullable Charset declared) throws UnreadableBodyException {
        if (declared != null || byteOrderMark(bytes).isPresent()) {
            return text(bytes, declared);
        }
        if (bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0)) {
            return decode(bytes, bytes[0] == 0 ? UTF_16BE : UTF_16LE);
        }
        String start = new String(bytes, 0, Math.min(bytes.length, DECLARATION), StandardCharsets.ISO_8859_1);
        Matcher encoding = XML_ENCODING.matcher(start);
        return decode(bytes, (encoding.find() ? charset(encoding.group(1)) : Optional.<Charset> empty()).orElse(UTF_8));
    }

    private static Optional<Charset> byteOrderMark(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(UTF_8);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return Optional.of(UTF_16BE);
        }
        return startsWith(bytes, 0xFF, 0xFE) ? Optional.of(UTF_16LE) : Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** The charset of a name; empty for an unknown name, which is ignored. */
    static Optional<Charset> charset(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static String decode(byte[] bytes, Charset charset) throws UnreadableBodyException {
        try {
            String lenient = charset.equals(UTF_8) ? new String(bytes, UTF_8) : REPLACED;
            // when the text contains a replacement character, only the decoder knows whether the bytes contained it
            String text = lenient.indexOf(REPLACED) < 0
                    ? lenient : charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnreadableBodyException("contains bytes that are not " + charset.name(), e);
        }
    }
}
