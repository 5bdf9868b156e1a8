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
package io.webhookscript.template;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Suggests similar names: at most three, within edit distance 2 or a third of the length. */
final class Suggestions {

    private static final int MAX_SUGGESTIONS = 3;
    private static final int LISTED = 10;
    /** Longer names are not misspellings of known names. */
    private static final int MAX_NAME = 64;

    private Suggestions() {
    }

    static List<String> near(String name, Collection<String> known) {
        if (name.length() > MAX_NAME) {
            return List.of();
        }
        int reach = Math.max(name.length() / 3, Math.min(2, name.length() - 1));
        return known.stream().filter(other -> distance(name, other) <= reach)
                .sorted(Comparator.<String> comparingInt(other -> distance(name, other)).thenComparing(other -> other))
                .limit(MAX_SUGGESTIONS).toList();
    }

    /** Returns the text for what is expected, with the known names when there are few or none is near. */
    static String expected(String what, List<String> near, Collection<String> known) {
        if (!near.isEmpty() || known.isEmpty()) {
            return what;
        }
        return what + ": " + known.stream().sorted().limit(LISTED).collect(Collectors.joining("`, `", "`", "`"))
               + (known.size() > LISTED ? ", …" : "");
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
