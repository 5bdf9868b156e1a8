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

import java.util.Arrays;
import java.util.List;

/**
 * Finds many patterns in one pass over a text (Aho and Corasick, 1975): the work is that of the text's length, whatever
 * patterns and text are. Compares without regard to letter case, to the two alphabets of base64, and to whether a blank
 * is written as a plus. Immutable.
 */
final class PatternAutomaton {

    /** What hears of the finds. */
    @FunctionalInterface
    interface Finds {

        /** @param pattern the longest one that ends before {@code end} */
        void found(int begin, int end, int pattern);
    }

    /** Children of the root are looked up, since there may be many. */
    private static final int DIRECT = 128;

    private static final char[] FOLDED = new char[DIRECT];

    static {
        for (char c = 0; c < DIRECT; c++) {
            FOLDED[c] = foldAny(c);
        }
    }

    /** By the characters as they are in a text, whose folded ones are among them. */
    private final int[] rootChildren = new int[DIRECT];
    private char[] characters = new char[64];
    private int[] firstChild = new int[64];
    private int[] nextSibling = new int[64];
    private int[] fallback = new int[64];
    private int[] foundLength = new int[64];
    private int[] foundPattern = new int[64];
    private final int patterns;
    private final PatternSamples samples;
    private int size = 1;

    PatternAutomaton(List<String> patterns) {
        this.patterns = patterns.size();
        this.samples = new PatternSamples(patterns);
        for (int i = 0; i < patterns.size(); i++) {
            add(patterns.get(i), i);
        }
        for (char c = 0; c < DIRECT; c++) {
            rootChildren[c] = rootChildren[FOLDED[c]];
        }
        link();
    }

    int patterns() {
        return patterns;
    }

    private void add(String pattern, int number) {
        int node = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = fold(pattern.charAt(i));
            int child = child(node, c);
            node = child == 0 ? newChild(node, c) : child;
        }
        if (foundLength[node] == 0 && !pattern.isEmpty()) {
            foundLength[node] = pattern.length();
            foundPattern[node] = number;
        }
    }

    private int newChild(int parent, char c) {
        if (size == characters.length) {
            int more = size * 2;
            characters = Arrays.copyOf(characters, more);
            firstChild = Arrays.copyOf(firstChild, more);
            nextSibling = Arrays.copyOf(nextSibling, more);
            fallback = Arrays.copyOf(fallback, more);
            foundLength = Arrays.copyOf(foundLength, more);
            foundPattern = Arrays.copyOf(foundPattern, more);
        }
        int node = size++;
        characters[node] = c;
        nextSibling[node] = firstChild[parent];
        firstChild[parent] = node;
        if (parent == 0 && c < DIRECT) {
            rootChildren[c] = node;
        }
        return node;
    }

    /** Each node to the node of its longest end that begins a pattern, those near the root first. */
    private void link() {
        int[] queue = new int[size];
        int end = 0;
        for (int child = firstChild[0]; child != 0; child = nextSibling[child]) {
            queue[end++] = child;
        }
        for (int next = 0; next < end; next++) {
            int node = queue[next];
            if (foundLength[node] == 0) {
                foundLength[node] = foundLength[fallback[node]];
                foundPattern[node] = foundPattern[fallback[node]];
            }
            for (int child = firstChild[node]; child != 0; child = nextSibling[child]) {
                fallback[child] = step(fallback[node], characters[child]);
                queue[end++] = child;
            }
        }
    }

    private int child(int node, char c) {
        if (node == 0 && c < DIRECT) {
            return rootChildren[c];
        }
        for (int child = firstChild[node]; child != 0; child = nextSibling[child]) {
            if (characters[child] == c) {
                return child;
            }
        }
        return 0;
    }

    private int step(int from, char c) {
        int node = from;
        int child = child(node, c);
        while (child == 0 && node != 0) {
            node = fallback[node];
            child = child(node, c);
        }
        return child;
    }

    /** @return how many comparisons it took: at most two for each character of the text */
    long search(TextView text, Finds finds) {
        long comparisons = 0;
        int node = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = fold(text.at(i));
            int child = child(node, c);
            comparisons++;
            while (child == 0 && node != 0) {
                node = fallback[node];
                child = child(node, c);
                comparisons++;
            }
            node = child;
            if (foundLength[node] > 0) {
                finds.found(i + 1 - foundLength[node], i + 1, foundPattern[node]);
            }
        }
        return comparisons;
    }

    /**
     * Whether one of the patterns is in a text.
     *
     * @param squeezed whether what may stand between the parts of a long text is skipped
     */
    boolean isIn(TextView text, boolean squeezed) {
        if (!(squeezed ? samples.mayBeInSqueezed(text) : samples.mayBeIn(text))) {
            return false;
        }
        int node = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.at(i);
            if (!squeezed || !isBetweenParts(c)) {
                node = node == 0 && c < DIRECT ? rootChildren[c] : step(node, fold(c));
                if (foundLength[node] > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A line break, a blank and what else stands between the parts of a long text that is wrapped or grouped. */
    static boolean isBetweenParts(char c) {
        return c <= ' ' || c == ':' || c >= DIRECT - 1 && (Character.isWhitespace(c) || Character.isISOControl(c));
    }

    static char fold(char c) {
        return c < DIRECT ? FOLDED[c] : foldAny(c);
    }

    private static char foldAny(char c) {
        return switch (c) {
            case ' ', '-' -> '+';
            case '_' -> '/';
            default -> Character.toLowerCase(Character.toUpperCase(c));
        };
    }
}
