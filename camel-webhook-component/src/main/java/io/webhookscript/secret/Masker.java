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
 * any letter case, with the escapes of JSON, HTML and URLs, also one upon another, as hex, and inside base64 at any of
 * its three alignments, wrapped or not. One per delivery; thread-safe.
 *
 * <p>
 * Whatever is shorter than {@value #MIN_LENGTH} characters (a secret, or what a template made of one, such as a slice)
 * is not masked: it would tear holes into innocent text and hides nothing that could not be guessed. Mask first and cap
 * then, since half a secret is not recognised; or by {@link #mask(String, int)} in one, which looks at no more than it
 * must.
 */
public final class Masker {

    /** The minimum length of a masked text. */
    public static final int MIN_LENGTH = 4;

    /** The maximum number of texts made from secrets in one delivery; a loop over an event's items can create many. */
    private static final int MAX_REVEALED = 1_000;

    /** Characters of them together: beyond, what is searched for would need more memory than the delivery itself. */
    private static final int MAX_REVEALED_CHARACTERS = 2_000_000;

    /** The name for a text that was made from several secrets, or from an unknown one. */
    private static final String UNNAMED = "secret";

    /** At most as many secrets are in most deliveries. */
    private static final int FEW = 2;

    private final MaskPatterns patterns;
    private final Map<String, String> names = new LinkedHashMap<>(FEW);
    private long characters;
    private @Nullable MaskPattern pattern;

    public Masker() {
        this(new MaskPatterns(), Map.of());
    }

    /** @param always texts that are masked from the beginning, and their names */
    Masker(MaskPatterns patterns, Map<String, String> always) {
        this.patterns = patterns;
        always.forEach((text, name) -> secret(name, text));
    }

    /** Adds a secret's value under its name. */
    public synchronized void secret(String name, String value) {
        if (isMaskable(value) && !name.equals(names.put(value, name))) {
            pattern = null;
        }
    }

    /** Adds a rendered text that was made from secrets. */
    public synchronized void revealed(String text) {
        if (isMaskable(text) && names.size() < MAX_REVEALED && characters + text.length() <= MAX_REVEALED_CHARACTERS
                && !names.containsKey(text)) {
            names.put(text, nameFor(text));
            characters += text.length();
            pattern = null;
        }
    }

    /** The text with all that was named replaced. */
    public String mask(String text) {
        return mask(text, Integer.MAX_VALUE);
    }

    /**
     * The beginning of a text with all that was named replaced, also where the cut goes through it: masked and cut in
     * one, so that a large text costs no more than its beginning.
     *
     * @param kept characters of the text; what is given back is at most as long
     */
    public String mask(String text, int kept) {
        MaskPattern current = pattern();
        long reach = current.reach(kept);
        String looked = reach < text.length() ? text.substring(0, (int) reach) : text;
        String masked = looked.length() < MIN_LENGTH ? looked : current.mask(looked, kept);
        return masked.length() < kept ? masked : masked.substring(0, cut(masked, kept));
    }

    /** Never in the middle of a character. */
    private static int cut(String text, int length) {
        return length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    }

    /** As much of a text as must be there for {@link #mask(String, int)} to give the same as for the whole. */
    public long reach(int kept) {
        return pattern().reach(kept);
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
            if (contains(known.getKey(), text) || contains(text, known.getKey())) {
                return known.getValue();
            }
        }
        long different = names.values().stream().distinct().count();
        return different == 1 ? names.values().iterator().next() : UNNAMED;
    }

    /** In any letter case. */
    private static boolean contains(String text, String part) {
        int[] borders = new int[part.length()];
        for (int i = 1; i < part.length(); i++) {
            borders[i] = matched(part, borders, borders[i - 1], part.charAt(i));
        }
        int matched = 0;
        for (int i = 0; i < text.length() && matched < part.length(); i++) {
            matched = matched(part, borders, matched, text.charAt(i));
        }
        return matched == part.length();
    }

    /** How much of the part is matched with one character more (Knuth, Morris and Pratt, 1977). */
    private static int matched(String part, int[] borders, int before, char next) {
        char c = PatternAutomaton.fold(next);
        int matched = before;
        while (matched > 0 && PatternAutomaton.fold(part.charAt(matched)) != c) {
            matched = borders[matched - 1];
        }
        return PatternAutomaton.fold(part.charAt(matched)) == c ? matched + 1 : matched;
    }
}
