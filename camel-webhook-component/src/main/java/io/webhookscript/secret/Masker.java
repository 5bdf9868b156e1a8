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
 * Replaces secrets in text that leaves us by {@code ***name***}, in whatever form they were rendered: as they stand, in
 * any letter case, URL-encoded, escaped for JSON or XML, as hex, and inside base64 at any of its three alignments. One
 * per delivery; thread-safe.
 *
 * <p>
 * Whatever is shorter than {@value #MIN_LENGTH} characters (a secret, or what a template made of one, such as a slice)
 * is not masked: it would tear holes into innocent text and hides nothing that could not be guessed. Mask first and cap
 * then, since half a secret is not recognised.
 */
public final class Masker {

    /** The least length of what is masked. */
    public static final int MIN_LENGTH = 4;

    /**
     * Texts made of secrets that one delivery may name; a loop over an event's items can make as many as it has steps.
     */
    private static final int MAX_REVEALED = 1_000;

    /** Name of what was made from several secrets, or from one that cannot be told any more. */
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

    /** A secret's value as it was read, under its name. */
    public synchronized void secret(String name, String value) {
        if (isMaskable(value) && !name.equals(names.put(value, name))) {
            pattern = null;
        }
    }

    /** Text that was made from secrets, as it was put out. */
    public synchronized void revealed(String text) {
        if (isMaskable(text) && names.size() < MAX_REVEALED && !names.containsKey(text)) {
            names.put(text, nameFor(text));
            pattern = null;
        }
    }

    /** The text with all that was named replaced. */
    public String mask(String text) {
        return text.length() < MIN_LENGTH ? text : pattern().mask(text);
    }

    private synchronized MaskPattern pattern() {
        MaskPattern current = pattern;
        if (current == null) {
            current = patterns.of(names);
            pattern = current;
        }
        return current;
    }

    /** What a test of a secret gives is no secret. */
    private static boolean isMaskable(String text) {
        return text.length() >= MIN_LENGTH && !text.isBlank() && !text.equals("true") && !text.equals("false");
    }

    /** The secret that the text is a part of, or that is a part of the text; the only one when there is but one. */
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
