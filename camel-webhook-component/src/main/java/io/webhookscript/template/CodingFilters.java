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
package io.webhookscript.template;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import static io.webhookscript.template.BuiltIn.Parameter.optional;
import static io.webhookscript.template.BuiltIn.Parameter.required;

/** Filters that write a value in another notation. */
final class CodingFilters {

    static final List<BuiltIn> ALL = List.of(
            BuiltIn.of("tojson", (value, call) -> Texts.json(value, call.run(), call.spot())),
            BuiltIn.of("urlencode", CodingFilters::urlEncode),
            BuiltIn.of("path", (value, call) -> percentEncode(call.text(value), "/", call)),
            BuiltIn.of("b64encode", (value, call) -> Base64.getEncoder().encodeToString(bytes(value, call))),
            BuiltIn.of("b64decode", CodingFilters::decodeBase64),
            BuiltIn.of("hexdecode", CodingFilters::decodeHex),
            BuiltIn.of("hash", CodingFilters::hash, optional("algorithm", "sha256").checkedBy(CodingFilters::algorithm),
                    optional("encoding", "hex").checkedBy(CodingFilters::encoding)),
            BuiltIn.of("hmac", CodingFilters::hmac, required("key"),
                    optional("algorithm", "sha256").checkedBy(CodingFilters::algorithm),
                    optional("encoding", "hex").checkedBy(CodingFilters::encoding)),
            BuiltIn.of("date", DateFilter::format, required("pattern").checkedBy(DateFilter::checkPattern),
                    optional("zone", "UTC").checkedBy(DateFilter::zone), optional("unit").checkedBy(DateFilter::checkUnit)));

    private static final Map<String, String> ALGORITHMS = Map.of("sha256", "SHA-256", "sha512", "SHA-512", "sha1", "SHA-1",
            "md5", "MD5");

    /** A secret in a test or a dry run of a script: its value is not there, so it has no other notation. */
    private static final Pattern SECRET_WITHOUT_VALUE = Pattern.compile("\\*{3}[^*]+\\*{3}");

    private CodingFilters() {
    }

    /** A text keeps its slashes; a map or a list of pairs becomes a query, as in Jinja2. */
    private static String urlEncode(@Nullable Object value, Arguments call) {
        if (!(value instanceof Map) && !(value instanceof List)) {
            return percentEncode(call.text(value), "/", call);
        }
        Output out = call.run().newOutput(call.spot());
        List<?> pairs = value instanceof List<?> list ? list : pairs((Map<?, ?>) value);
        for (Object pair : pairs) {
            if (!(pair instanceof List<?> parts) || parts.size() != 2) {
                throw call.spot().error("a list that is not made of pairs", "a map, or a list of names and values");
            }
            out.append(out.length() == 0 ? "" : "&");
            out.append(queryPart(parts.get(0), call));
            out.append('=');
            out.append(queryPart(parts.get(1), call));
        }
        return out.toString();
    }

    private static List<?> pairs(Map<?, ?> map) {
        return map.entrySet().stream().map(entry -> java.util.Arrays.asList(entry.getKey(), entry.getValue())).toList();
    }

    private static String queryPart(@Nullable Object value, Arguments call) {
        return percentEncode(call.text(value), "", call).replace("%20", "+");
    }

    private static String percentEncode(String text, String kept, Arguments call) {
        Output out = call.run().newOutput(call.spot());
        out.appendEncoded(text, kept, call.spot());
        call.run().spendOnText(out.length(), call.spot());
        return out.toString();
    }

    private static byte[] bytes(@Nullable Object value, Arguments call) {
        return value instanceof byte[] bytes ? bytes : call.text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns text where the bytes are UTF-8, else the bytes. */
    private static Object decodeBase64(@Nullable Object value, Arguments call) {
        String text = call.text(value);
        if (SECRET_WITHOUT_VALUE.matcher(text).matches()) {
            return text;
        }
        byte[] bytes;
        try {
            boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
            bytes = (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
        } catch (IllegalArgumentException e) {
            throw call.spot().error("a text that is not base64", "base64");
        }
        return textOrBytes(bytes);
    }

    /** As {@code b64decode}, of hexadecimal digits in any letter case. */
    private static Object decodeHex(@Nullable Object value, Arguments call) {
        String text = call.text(value);
        if (SECRET_WITHOUT_VALUE.matcher(text).matches()) {
            return text;
        }
        try {
            return textOrBytes(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            throw call.spot().error("a text that is not hexadecimal", "pairs of hexadecimal digits");
        }
    }

    private static Object textOrBytes(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return bytes;
        }
    }

    private static String hash(@Nullable Object value, Arguments call) {
        byte[] bytes = bytes(value, call);
        call.run().spendOnText(bytes.length, call.spot());
        try {
            return encode(MessageDigest.getInstance(algorithm(call.text(0), call.spot())).digest(bytes), call, 1);
        } catch (GeneralSecurityException e) {
            throw call.spot().error("a hash that this Java does not have", "sha256");
        }
    }

    private static String hmac(@Nullable Object value, Arguments call) {
        byte[] bytes = bytes(value, call);
        byte[] key = bytes(call.value(0), call);
        if (key.length == 0) {
            throw call.spot().error("an empty key", "a key");
        }
        String algorithm = "Hmac" + algorithm(call.text(1), call.spot()).replace("-", "");
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return encode(mac.doFinal(bytes), call, 2);
        } catch (GeneralSecurityException e) {
            throw call.spot().error("a hash that this Java does not have", "sha256");
        }
    }

    private static String algorithm(String text, SourcePosition spot) {
        String name = ALGORITHMS.get(text);
        if (name == null) {
            throw spot.error("an unknown hash", "`sha256`, `sha512`, `sha1` or `md5`");
        }
        return name;
    }

    private static String encode(byte[] bytes, Arguments call, int argument) {
        return encoding(call.text(argument), call.spot()).apply(bytes);
    }

    private static Function<byte[], String> encoding(String text, SourcePosition spot) {
        return switch (text) {
            case "hex" -> HexFormat.of()::formatHex;
            case "base64" -> Base64.getEncoder()::encodeToString;
            default -> throw spot.error("an unknown encoding", "`hex` or `base64`");
        };
    }
}
