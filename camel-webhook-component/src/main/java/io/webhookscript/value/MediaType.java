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
package io.webhookscript.value;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A Content-Type (RFC 9110 §8.3), as far as it says how bytes are read.
 *
 * @param type        type and subtype in lower case; empty when there is none
 * @param charsetName as it is written, known or not; null when there is none
 */
public record MediaType(String type, @Nullable String charsetName) {

    public static final String JSON = "application/json";
    public static final String FORM = "application/x-www-form-urlencoded";

    /** Types that senders use for any content, so that they are ignored. */
    private static final Set<String> MEANINGLESS = Set.of("", "text/plain", "application/octet-stream");

    private static final Pattern CHARSET
            = Pattern.compile(";\\s*charset\\s*=\\s*(\"[^\"]*\"|'[^']*'|[^\\s;]+)", Pattern.CASE_INSENSITIVE);

    /** @param contentType the value of the header field */
    public static MediaType of(@Nullable String contentType) {
        String whole = Objects.requireNonNullElse(contentType, "");
        int end = whole.indexOf(';');
        String type = (end < 0 ? whole : whole.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return new MediaType(type, end < 0 ? null : charsetName(whole));
    }

    private static @Nullable String charsetName(String contentType) {
        Matcher matcher = CHARSET.matcher(contentType);
        if (!matcher.find()) {
            return null;
        }
        String name = matcher.group(1);
        char quote = name.charAt(0);
        boolean quoted = name.length() > 1 && (quote == '"' || quote == '\'') && name.charAt(name.length() - 1) == quote;
        return quoted ? name.substring(1, name.length() - 1) : name;
    }

    /** Empty when none is named, or one that is not known here. */
    public Optional<Charset> charset() {
        if (charsetName == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(charsetName));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    public boolean isJson() {
        return type.equals(JSON) || type.equals("text/json") || type.endsWith("+json");
    }

    public boolean isForm() {
        return type.equals(FORM);
    }

    public boolean isXml() {
        return type.equals("application/xml") || type.equals("text/xml") || type.endsWith("+xml");
    }

    public boolean isText() {
        return type.startsWith("text/");
    }

    public boolean saysNothing() {
        return MEANINGLESS.contains(type);
    }
}
