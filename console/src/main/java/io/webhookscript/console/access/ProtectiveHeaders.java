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
package io.webhookscript.console.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The HTTP headers of every response, with which the browser blocks everything that the page does not need. */
public final class ProtectiveHeaders {

    private ProtectiveHeaders() {
    }

    /** @param inline the hashes of the inline texts that the page has, such as {@code sha256-…}: its import map */
    public static Map<String, String> of(List<String> inline) {
        StringBuilder scripts = new StringBuilder("'self'");
        inline.forEach(hash -> scripts.append(" '").append(hash).append('\''));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Security-Policy", "default-src 'none'; script-src " + scripts
                                               + "; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self';"
                                               + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                                               + " require-trusted-types-for 'script'; trusted-types lit-html");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        return Map.copyOf(headers);
    }
}
