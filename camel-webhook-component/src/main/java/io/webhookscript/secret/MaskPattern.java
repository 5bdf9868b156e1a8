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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All forms of a masker's texts, found in a text as it stands, and in what remains of it when its escapes are undone,
 * layer by layer. Work grows with the text's length alone. Immutable.
 */
final class MaskPattern {

    /** Shorter ones, without what may stand between their characters, would be found in innocent text. */
    private static final int LEAST_SQUEEZED = 12;

    /** Characters that one of a secret may take in the text: {@code %25u00E9} and the like, one layer upon another. */
    private static final int WIDEST = 24;

    private final Map<String, String> names;
    /** Of the forms, then of the squeezed ones. */
    private final List<String> replacements = new ArrayList<>();
    private final PatternAutomaton forms;
    private final PatternAutomaton squeezedForms;
    private final int longest;

    private MaskPattern(Map<String, String> names, Map<String, String> byForm) {
        this.names = Map.copyOf(names);
        List<String> texts = new ArrayList<>();
        List<String> squeezed = new ArrayList<>();
        int most = 0;
        for (Map.Entry<String, String> form : byForm.entrySet()) {
            texts.add(form.getKey());
            replacements.add(form.getValue());
            most = Math.max(most, form.getKey().length());
        }
        for (Map.Entry<String, String> form : byForm.entrySet()) {
            String dense = squeezed(TextView.of(form.getKey())).toString();
            if (dense.length() >= LEAST_SQUEEZED) {
                squeezed.add(dense);
                replacements.add(form.getValue());
            }
        }
        this.forms = new PatternAutomaton(texts);
        this.squeezedForms = new PatternAutomaton(squeezed);
        this.longest = most;
    }

    /** @param names secret texts and the names that replace them */
    static MaskPattern of(Map<String, String> names) {
        Map<String, String> byForm = new TreeMap<>();
        names.forEach(
                (text, name) -> SecretForms.of(text).forEach(form -> byForm.putIfAbsent(form, "***" + name + "***")));
        return new MaskPattern(names, byForm);
    }

    boolean isOf(Map<String, String> others) {
        return names.equals(others);
    }

    /** How many characters of a text must be looked at for a find that begins before the last of those kept. */
    long reach(int kept) {
        return kept + (long) longest * WIDEST;
    }

    /** The text up to a place, with the finds that begin before it replaced. */
    String mask(String text, int kept) {
        int length = Math.min(kept, text.length());
        if (replacements.isEmpty() || !isIn(text)) {
            return text.substring(0, length);
        }
        Finds finds = new Finds(text);
        search(TextView.withPlaces(text), finds);
        return finds.replaced(length);
    }

    /** Nearly all texts contain no secret, and need no places of finds. */
    private boolean isIn(String text) {
        List<TextView> layers = layers(TextView.of(text));
        for (TextView view : layers) {
            if (forms.isIn(view, false)) {
                return true;
            }
        }
        return squeezedForms.isIn(layers.get(layers.size() - 1), true);
    }

    private void search(TextView text, Found found) {
        List<TextView> layers = layers(text);
        layers.forEach(view -> search(forms, view, 0, found));
        search(squeezedForms, squeezed(layers.get(layers.size() - 1)), replacements.size() - squeezedForms.patterns(), found);
    }

    /** A text, and what a reader sees who undoes its escapes. */
    private static List<TextView> layers(TextView text) {
        List<TextView> layers = new ArrayList<>(2);
        Optional<TextView> next = Optional.of(text);
        while (next.isPresent() && layers.size() <= Unescaping.MAX_LAYERS) {
            layers.add(next.get());
            next = Unescaping.of(next.get());
        }
        return layers;
    }

    private static void search(PatternAutomaton patterns, TextView view, int first, Found found) {
        long unused = patterns.search(view, (begin, end, pattern) -> found.in(view, begin, end, first + pattern));
    }

    @FunctionalInterface
    private interface Found {

        void in(TextView view, int begin, int end, int replacement);
    }

    /** What was found in one text, by the place where it begins; of several the longest. */
    private final class Finds implements Found {

        private final String text;
        private final int[] ends;
        private final int[] numbers;

        private Finds(String text) {
            this.text = text;
            this.ends = new int[text.length()];
            this.numbers = new int[text.length()];
        }

        @Override
        public void in(TextView view, int begin, int end, int replacement) {
            int from = view.begin(begin);
            int to = view.end(end - 1);
            if (to > ends[from]) {
                ends[from] = to;
                numbers[from] = replacement;
            }
        }

        /** Finds that overlap are one, called as the first of them. */
        private String replaced(int kept) {
            StringBuilder masked = new StringBuilder(kept);
            int copied = 0;
            for (int i = 0; i < kept; i++) {
                if (ends[i] > 0) {
                    masked.append(text, copied, i).append(replacements.get(numbers[i]));
                    copied = endOfAll(i);
                    i = copied - 1;
                }
            }
            return copied < kept ? masked.append(text, copied, kept).toString() : masked.toString();
        }

        private int endOfAll(int first) {
            int end = ends[first];
            for (int within = first + 1; within < end; within++) {
                end = Math.max(end, ends[within]);
            }
            return end;
        }
    }

    private static TextView squeezed(TextView text) {
        TextView.Builder dense = new TextView.Builder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.at(i);
            if (!PatternAutomaton.isBetweenParts(c)) {
                dense.add(c, i, i + 1);
            }
        }
        return dense.view();
    }
}
