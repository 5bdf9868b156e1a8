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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** Finds all forms of a masker's texts in one pass over a text; at each position the longest form wins. Immutable. */
final class MaskPattern {

    private record Form(String text, String replacement) {
    }

    /** The forms by their first character in lower case, longest first. */
    private final Map<Character, List<Form>> forms;
    private final Map<String, String> names;

    private MaskPattern(Map<Character, List<Form>> forms, Map<String, String> names) {
        this.forms = forms;
        this.names = Map.copyOf(names);
    }

    /** @param names secret texts and the names that replace them */
    static MaskPattern of(Map<String, String> names) {
        Map<String, String> replacements = new TreeMap<>();
        names.forEach(
                (text, name) -> SecretForms.of(text).forEach(form -> replacements.putIfAbsent(form, "***" + name + "***")));
        Map<Character, List<Form>> forms = new HashMap<>();
        replacements.forEach((text, replacement) -> forms.computeIfAbsent(fold(text.charAt(0)), c -> new ArrayList<>())
                .add(new Form(text, replacement)));
        Comparator<Form> longestFirst = Comparator.comparingInt(form -> -form.text().length());
        forms.values().forEach(list -> list.sort(longestFirst));
        return new MaskPattern(forms, names);
    }

    boolean isOf(Map<String, String> others) {
        return names.equals(others);
    }

    String mask(String text) {
        StringBuilder masked = null;
        int copied = 0;
        for (int i = 0; i < text.length();) {
            Form form = formAt(text, i);
            if (form == null) {
                i++;
                continue;
            }
            masked = masked == null ? new StringBuilder(text.length()) : masked;
            masked.append(text, copied, i).append(form.replacement());
            i += form.text().length();
            copied = i;
        }
        return masked == null ? text : masked.append(text, copied, text.length()).toString();
    }

    private @Nullable Form formAt(String text, int place) {
        List<Form> beginning = forms.get(fold(text.charAt(place)));
        if (beginning == null) {
            return null; // the usual case at most positions
        }
        for (Form form : beginning) {
            if (text.regionMatches(true, place, form.text(), 0, form.text().length())) {
                return form;
            }
        }
        return null;
    }

    static boolean contains(String text, String part) {
        for (int i = 0; i + part.length() <= text.length(); i++) {
            if (text.regionMatches(true, i, part, 0, part.length())) {
                return true;
            }
        }
        return false;
    }

    /** Folds a character like {@link String#regionMatches}. */
    private static char fold(char c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
