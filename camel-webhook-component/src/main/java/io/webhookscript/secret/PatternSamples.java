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

/**
 * Tells of most texts that no pattern is in them, by a few samples of {@value #LENGTH} characters. Their distance is
 * such that one of them lies in each part of the text that is as long as the shortest pattern, and so in each pattern.
 * Compares as {@link PatternAutomaton} does. Immutable.
 */
final class PatternSamples {

    private static final int LENGTH = 4;

    /** Of the set for each sample in it, so that one or two in a hundred others seem to be in it. */
    private static final int BITS = 128;

    private static final int MAX_BITS = 1 << 20;

    /** With a shorter one, the samples cost more than a search. */
    private static final int LEAST_STEP = 4;

    /** Characters from the beginning of a sample to that of the next one; 0 when the patterns are too short for it. */
    private final int step;
    private final long[] set;

    PatternSamples(List<String> patterns) {
        int longestStep = patterns.stream().mapToInt(String::length).min().orElse(0) - LENGTH + 1;
        step = longestStep < LEAST_STEP ? 0 : longestStep;
        int bits = (int) Math.min(MAX_BITS, (long) BITS * step * patterns.size());
        set = new long[Math.max(1, Integer.highestOneBit(bits) / Long.SIZE)];
        for (String pattern : patterns) {
            for (int i = 0; i < step; i++) {
                int bit = bit(pattern.charAt(i), pattern.charAt(i + 1), pattern.charAt(i + 2), pattern.charAt(i + 3));
                set[bit / Long.SIZE] |= 1L << bit;
            }
        }
    }

    /** Whether a pattern may be in the text; false if certainly none is. */
    boolean mayBeIn(TextView text) {
        if (step == 0) {
            return true;
        }
        for (int i = step - 1; i + LENGTH <= text.length(); i += step) {
            if (isInSet(text.at(i), text.at(i + 1), text.at(i + 2), text.at(i + 3))) {
                return true;
            }
        }
        return false;
    }

    /** Likewise, where the text is read without what may stand between the parts of a long text. */
    boolean mayBeInSqueezed(TextView text) {
        if (step == 0) {
            return true;
        }
        char first = 0;
        char second = 0;
        char third = 0;
        int left = step - 1 + LENGTH;
        for (int i = 0; i < text.length(); i++) {
            char c = text.at(i);
            if (!PatternAutomaton.isBetweenParts(c)) {
                left--;
                if (left == 0) {
                    if (isInSet(first, second, third, c)) {
                        return true;
                    }
                    left = step;
                }
                first = second;
                second = third;
                third = c;
            }
        }
        return false;
    }

    private boolean isInSet(char first, char second, char third, char fourth) {
        int bit = bit(first, second, third, fourth);
        return (set[bit / Long.SIZE] & 1L << bit) != 0;
    }

    private int bit(char first, char second, char third, char fourth) {
        int hash = PatternAutomaton.fold(first);
        hash = hash * 31 + PatternAutomaton.fold(second);
        hash = hash * 31 + PatternAutomaton.fold(third);
        hash = hash * 31 + PatternAutomaton.fold(fourth);
        return hash * 0x9E3779B1 >>> 12 & set.length * Long.SIZE - 1;
    }
}
