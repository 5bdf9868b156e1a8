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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Replaces secrets in outgoing texts by {@code ***name***}, in every form in which they may be rendered: unchanged, in
 * any letter case, URL-encoded, escaped for JSON or XML, as hex, and inside base64 at any of its three alignments. Each
 * delivery has one masker. Thread-safe.
 *
 * <p>
 * A text shorter than {@value #MIN_LENGTH} characters (a secret, or a value that a template made from one, such as a
 * slice) is not masked: masking it would damage unrelated text and would hide nothing that could not be guessed. Mask a
 * text before you cap it, since half a secret is not recognised.
 */
public final class Masker {

    /** The minimum length of a masked text. */
    public static final int MIN_LENGTH = 4;

    /** The maximum number of texts made from secrets in one delivery; a loop over an event's items can create many. */
    private static final int MAX_REVEALED = 1_000;

    /** The name for a text that was made from several secrets, or from an unknown one. */
    private static final String UNNAMED = "secret";

    private final MaskPatterns patterns;
    private final Map<String, String> names = new LinkedHashMap<>();
    private @Nullable MaskPattern pattern;

    public Masker() {
        this(new MaskPatterns());
    }

    Masker(MaskPatterns patterns) {
        this.patterns = patterns;
    }

    /** Adds a secret's value under its name. */
    public synchronized void secret(String name, String value) {
        if (isMaskable(value) && !name.equals(names.put(value, name))) {
            pattern = null;
        }
    }

    /** Adds a rendered text that was made from secrets. */
    public synchronized void revealed(String text) {
        if (isMaskable(text) && names.size() < MAX_REVEALED && !names.containsKey(text)) {
            names.put(text, nameFor(text));
            pattern = null;
        }
    }

    /** The text with all that was named replaced; null stays null. */
    public @Nullable String mask(@Nullable String text) {
        return text == null || text.length() < MIN_LENGTH ? text : pattern().mask(text);
    }

    private synchronized MaskPattern pattern() {
        MaskPattern current = pattern;
        if (current == null) {
            current = patterns.of(names);
            pattern = current;
        }
        return current;
    }

    /** Whether a text must be masked. The result of a test of a secret is not a secret. */
    private static boolean isMaskable(String text) {
        return text.length() >= MIN_LENGTH && !text.isBlank() && !text.equals("true") && !text.equals("false");
    }

    /**
     * The name of the secret that contains the text, or that the text contains; the only secret if there is just one.
     */
    private String nameFor(String text) {
        for (Map.Entry<String, String> known : names.entrySet()) {
            if (MaskPattern.contains(known.getKey(), text) || MaskPattern.contains(text, known.getKey())) {
                return known.getValue();
            }
        }
        long different = names.values().stream().distinct().count();
        return different == 1 ? names.values().iterator().next() : UNNAMED;
    }
}
