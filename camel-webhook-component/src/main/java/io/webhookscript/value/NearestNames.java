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
package io.webhookscript.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Finds known names that are similar to a misspelt one. */
public final class NearestNames {

    /** More than three suggestions do not help. */
    private static final int MAX = 3;

    /** Only so many known names are compared, since edit distances are expensive. */
    private static final int MAX_COMPARED = 1_000;

    /** Longer names are not misspelt ones. */
    private static final int MAX_LENGTH = 256;

    /** A longer list is not read to its end. */
    private static final int MAX_LISTED = 10;

    private NearestNames() {
    }

    private record RankedName(String name, int distance) {
    }

    /** Returns at most three names, nearest first, none farther than two edits or a third of the name's length. */
    public static List<String> of(String name, Collection<String> known) {
        if (name.length() > MAX_LENGTH) {
            return List.of();
        }
        int within = Math.max(2, name.length() / 3);
        return known.stream().limit(MAX_COMPARED).distinct()
                .filter(k -> Math.abs(k.length() - name.length()) <= within)
                .map(k -> new RankedName(k, distance(name, k)))
                .filter(c -> c.distance() <= within && c.distance() < Math.max(name.length(), c.name().length()))
                .sorted(Comparator.comparingInt(RankedName::distance).thenComparing(RankedName::name)).limit(MAX)
                .map(RankedName::name).toList();
    }

    /** Returns the text {@code one of …} for a message, with up to ten names in the given order. */
    public static String oneOf(Collection<String> names) {
        String listed = "one of " + String.join(", ", names.stream().limit(MAX_LISTED).toList());
        return names.size() > MAX_LISTED ? listed + " and " + (names.size() - MAX_LISTED) + " more" : listed;
    }

    /** What is expected in a place, with the first ten names in order when none of them is near. */
    public static String expected(String what, List<String> near, Collection<String> names) {
        if (!near.isEmpty() || names.isEmpty()) {
            return what;
        }
        return what + ": " + names.stream().sorted().limit(MAX_LISTED).collect(Collectors.joining("`, `", "`", "`"))
               + (names.size() > MAX_LISTED ? ", …" : "");
    }

    /** All known names, the nearest first. */
    public static List<String> ordered(String name, Collection<String> known) {
        List<String> all = new ArrayList<>(known);
        all.sort(Comparator.comparingInt((String k) -> distance(name, k)).thenComparing(Comparator.naturalOrder()));
        return all;
    }

    /** Counts the edits (insert, delete, replace, swap of neighbours) between two names, ignoring case. */
    private static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, left, right, i, j);
            }
        }
        return cost[left.length()][right.length()];
    }

    private static int cheapest(int[][] cost, String left, String right, int i, int j) {
        int replace = cost[i - 1][j - 1] + (same(left, i - 1, right, j - 1) ? 0 : 1);
        int least = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && same(left, i - 1, right, j - 2) && same(left, i - 2, right, j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }

    private static boolean same(String left, int i, String right, int j) {
        return Character.toLowerCase(left.charAt(i)) == Character.toLowerCase(right.charAt(j));
    }
}
