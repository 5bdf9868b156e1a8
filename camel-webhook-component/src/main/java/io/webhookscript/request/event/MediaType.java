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

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Content-Type says about how bytes are read.
 *
 * @param type type and subtype in lower case; empty when nothing was said
 */
public record MediaType(String type, Optional<Charset> charset) {

    public static final String JSON = "application/json";
    public static final String FORM = "application/x-www-form-urlencoded";

    /** Types that senders use for any content, so that they are ignored. */
    private static final Set<String> MEANINGLESS = Set.of("", "text/plain", "application/octet-stream");

    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    public static MediaType of(Optional<String> contentType) {
        String whole = contentType.orElse("");
        int end = whole.indexOf(';');
        String type = (end < 0 ? whole : whole.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return new MediaType(type, end < 0 ? Optional.empty() : charset(whole));
    }

    /** An unknown charset is as good as none: the bytes then have to be UTF-8. */
    private static Optional<Charset> charset(String contentType) {
        Matcher matcher = CHARSET.matcher(contentType);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(matcher.group(1)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    public boolean isJson() {
        return type.equals(JSON) || type.equals("text/json") || type.endsWith("+json");
    }

    boolean isForm() {
        return type.equals(FORM);
    }

    boolean isXml() {
        return type.equals("application/xml") || type.equals("text/xml") || type.endsWith("+xml");
    }

    boolean isText() {
        return type.startsWith("text/") || isXml() || charset.isPresent();
    }

    boolean saysNothing() {
        return MEANINGLESS.contains(type);
    }
}
