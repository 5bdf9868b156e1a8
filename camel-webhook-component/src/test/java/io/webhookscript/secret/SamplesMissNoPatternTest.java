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

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The samples decide whether a text is searched at all, so a pattern that they missed would not be masked. */
class SamplesMissNoPatternTest {

    /**
     * Few characters, so that the parts of patterns are often in a text; among them separators, and some that are
     * folded.
     */
    private static final String CHARACTERS = "abAB+-/_ :\n\u00e9\u212a";

    @Provide
    Arbitrary<List<String>> patterns() {
        return Arbitraries.strings().withChars(CHARACTERS).ofMinLength(5).ofMaxLength(24).list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars(CHARACTERS).ofMaxLength(60);
    }

    @Property(tries = 5_000, shrinking = ShrinkingMode.OFF)
    void everyPatternInATextIsFound(
            @ForAll("patterns") List<String> patterns, @ForAll("texts") String before, @ForAll("texts") String after,
            @ForAll @IntRange(max = 4) int which) {
        String middle = which < patterns.size() ? patterns.get(which).toUpperCase(Locale.ROOT) : "";
        TextView text = TextView.of(before + middle + after);
        PatternAutomaton automaton = new PatternAutomaton(patterns);

        assertThat(automaton.isIn(text, false)).isEqualTo(finds(automaton, text) > 0);
    }

    @Property(tries = 5_000, shrinking = ShrinkingMode.OFF)
    void everyPatternIsFoundBetweenWhatSeparatesItsParts(
            @ForAll("patterns") List<String> patterns, @ForAll("texts") String before, @ForAll("texts") String after,
            @ForAll @IntRange(max = 4) int which, @ForAll long seed) {
        List<String> dense = patterns.stream().map(SamplesMissNoPatternTest::squeezed).filter(p -> !p.isEmpty()).toList();
        String middle = which < dense.size() ? spread(dense.get(which), new Random(seed)) : "";
        String text = before + middle + after;
        PatternAutomaton automaton = new PatternAutomaton(dense);

        assertThat(automaton.isIn(TextView.of(text), true))
                .isEqualTo(finds(automaton, TextView.of(squeezed(text))) > 0);
    }

    private static int finds(PatternAutomaton automaton, TextView text) {
        AtomicInteger finds = new AtomicInteger();
        long unused = automaton.search(text, (begin, end, pattern) -> finds.incrementAndGet());
        return finds.get();
    }

    private static String squeezed(String text) {
        StringBuilder dense = new StringBuilder();
        text.chars().filter(c -> !PatternAutomaton.isBetweenParts((char) c)).forEach(c -> dense.append((char) c));
        return dense.toString();
    }

    private static String spread(String text, Random random) {
        StringBuilder spread = new StringBuilder();
        text.chars().forEach(c -> spread.append((char) c).append("\n: ".repeat(random.nextInt(2))));
        return spread.toString();
    }

    /** Otherwise they would be another search for nothing. */
    @Test
    void mostTextsNeedNoSearch() {
        PatternSamples samples = new PatternSamples(List.copyOf(SecretForms.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));
        Random random = new Random(1);
        int searched = 0;
        for (int i = 0; i < 1_000; i++) {
            TextView text = TextView.of(
                    "https://example.org/contacts/" + random.nextInt() + "?email=" + random.nextLong() + "@example.org");
            searched += samples.mayBeIn(text) || samples.mayBeInSqueezed(text) ? 1 : 0;
        }

        assertThat(searched).isLessThan(100);
    }
}
