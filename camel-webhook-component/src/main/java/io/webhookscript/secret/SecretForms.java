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
package io.webhookscript.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/** Creates the forms in which a text can contain a secret. The search ignores letter case. */
final class SecretForms {

    /**
     * The number of base64 characters that also depend on preceding bytes, by the number of these bytes in a group of
     * three.
     */
    private static final int[] MIXED = { 0, 2, 3 };

    private SecretForms() {
    }

    static Set<String> of(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(secret);
        forms.add(secret.strip());
        addEncoded(forms, secret);
        addEscaped(forms, secret);
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(HexFormat.of().formatHex(bytes));
        for (int before = 0; before < MIXED.length; before++) {
            addBase64(forms, bytes, before);
        }
        forms.removeIf(form -> form.length() < Masker.MIN_LENGTH);
        return forms;
    }

    /**
     * Adds the percent-encoded forms: by the rules of a form, by the rules of a URI (all but unreserved characters),
     * and with the slashes of a path kept.
     */
    private static void addEncoded(Set<String> forms, String secret) {
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String uri = form.replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
        forms.add(form);
        forms.add(uri);
        forms.add(uri.replace("%2F", "/"));
    }

    private static void addEscaped(Set<String> forms, String secret) {
        String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        forms.add(json);
        forms.add(json.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t"));
        String xml = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        forms.add(xml);
        forms.add(xml.replace("\"", "&quot;").replace("'", "&#39;"));
        forms.add(xml.replace("\"", "&quot;").replace("'", "&apos;"));
    }

    /**
     * Adds the base64 characters that depend only on the secret when {@code before} bytes precede it in its group of
     * three. The remaining bits at either end reveal less than a byte.
     */
    private static void addBase64(Set<String> forms, byte[] secret, int before) {
        byte[] shifted = new byte[before + secret.length];
        System.arraycopy(secret, 0, shifted, before, secret.length);
        int end = shifted.length * 8 / 6;
        if (end > MIXED[before]) {
            String encoded = Base64.getEncoder().encodeToString(shifted).substring(MIXED[before], end);
            forms.add(encoded);
            forms.add(encoded.replace('+', '-').replace('/', '_'));
        }
    }
}
