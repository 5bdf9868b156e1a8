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

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webhookscript.script.ResponseDefinition.Type;

/**
 * A field {@code Content-Type} (RFC 9110 §8.3), as far as reading needs it.
 *
 * @param essence type and subtype, in lower case; empty when there is none
 * @param charset empty where none is named, or one that nobody knows
 */
record ContentType(String essence, Optional<Charset> charset) {

    private static final Pattern CHARSET
            = Pattern.compile(";\\s*charset\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s;]+))", Pattern.CASE_INSENSITIVE);

    static ContentType of(Optional<String> header) {
        String value = header.orElse("");
        int semicolon = value.indexOf(';');
        String essence = (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        if (semicolon < 0) {
            return new ContentType(essence, Optional.empty());
        }
        Matcher charset = CHARSET.matcher(value);
        return new ContentType(essence, charset.find() ? TextDecoder.charset(firstGroup(charset)) : Optional.empty());
    }

    private static String firstGroup(Matcher matcher) {
        for (int group = 1; group < matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
                return matcher.group(group);
            }
        }
        return matcher.group(matcher.groupCount());
    }

    /** What {@code auto} takes it for; {@code AUTO} itself where only the bytes can tell text from binary. */
    Type type() {
        if (essence.equals("application/json") || essence.equals("text/json") || essence.endsWith("+json")) {
            return Type.JSON;
        }
        if (essence.equals("application/xml") || essence.equals("text/xml") || essence.endsWith("+xml")) {
            return Type.XML;
        }
        return essence.startsWith("text/") ? Type.TEXT : Type.AUTO;
    }
}
