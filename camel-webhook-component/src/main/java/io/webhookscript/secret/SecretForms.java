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

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The forms in which a secret can stand in a text, beside those that {@link Unescaping} makes plain again. Letter case
 * does not matter: the search ignores it, as it does the difference between base64's two alphabets.
 */
final class SecretForms {

    /**
     * The number of base64 characters that also depend on preceding bytes, by the number of these bytes in a group of
     * three.
     */
    private static final int[] MIXED = { 0, 2, 3 };

    /** Longer ones are no credentials, and no header holds their base64. */
    private static final int MAX_ENCODED = 32 * 1024;

    private SecretForms() {
    }

    static Set<String> of(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(secret);
        forms.add(secret.strip());
        addUnescaped(forms, secret);
        if (secret.length() <= MAX_ENCODED) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            forms.add(HexFormat.of().formatHex(bytes));
            for (int before = 0; before < MIXED.length; before++) {
                addBase64(forms, bytes, before);
            }
        }
        forms.removeIf(form -> form.length() < Masker.MIN_LENGTH);
        return forms;
    }

    /** What looks like an escape in it is undone together with those around it. */
    private static void addUnescaped(Set<String> forms, String secret) {
        Optional<TextView> undone = Unescaping.of(TextView.of(secret));
        for (int layer = 0; layer < Unescaping.MAX_LAYERS && undone.isPresent(); layer++) {
            forms.add(undone.get().toString());
            undone = Unescaping.of(undone.get());
        }
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
            forms.add(Base64.getEncoder().encodeToString(shifted).substring(MIXED[before], end));
        }
    }
}
