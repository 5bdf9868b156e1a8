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

/**
 * How far a JSON text has got, as a long: what may come next, and above it one bit for each container that is open. So
 * a literal of a template is read once for each state that it is met in, and not again in each rendering.
 */
@SuppressWarnings("EnumOrdinal") // no state outlives the class that made it
final class JsonState {

    /** It may be JSON or not: only the whole text tells. */
    static final long UNKNOWN = -1;
    /** Nothing was read yet. */
    static final long START = of(1, JsonGrammar.Point.VALUE);

    private static final int POINT_BITS = 4;
    private static final int POINT = (1 << POINT_BITS) - 1;
    /** Deeper ones do not fit into a long. */
    static final int DEPTH = 58;

    private JsonState() {
    }

    private static long of(long containers, JsonGrammar.Point point) {
        return containers << POINT_BITS | point.ordinal();
    }

    static long of(boolean[] objects, int depth, JsonGrammar.Point point) {
        if (depth > DEPTH) {
            return UNKNOWN;
        }
        long containers = 1;
        for (int i = 0; i < depth; i++) {
            containers = containers << 1 | (objects[i] ? 1 : 0);
        }
        return of(containers, point);
    }

    static JsonGrammar.Point point(long state) {
        return JsonGrammar.Point.ALL.get((int) state & POINT);
    }

    /** Outer ones first; true is an object. */
    static boolean[] containers(long state) {
        long containers = state >> POINT_BITS;
        boolean[] objects = new boolean[63 - Long.numberOfLeadingZeros(containers)];
        for (int i = 0; i < objects.length; i++) {
            objects[i] = (containers >> (objects.length - 1 - i) & 1) == 1;
        }
        return objects;
    }

    /** After a piece; unknown where it does not fit, or ends amid a number, a word or an escape. */
    static long after(long state, String piece) {
        if (state == UNKNOWN) {
            return UNKNOWN;
        }
        try {
            return JsonGrammar.after(state, piece.toCharArray());
        } catch (MalformedJsonException e) {
            return UNKNOWN; // the whole text tells where the error is
        }
    }

    /** Whether a value may come next, and nothing that stands there can become one with it. */
    static boolean takesValue(long state) {
        int point = (int) state & POINT;
        return point == JsonGrammar.Point.VALUE.ordinal() || point == JsonGrammar.Point.ITEM_OR_END.ordinal();
    }

    /** After a whole value, of whatever kind. */
    static long afterValue(long state) {
        return takesValue(state) ? (state & ~POINT) + JsonGrammar.Point.REST.ordinal() : UNKNOWN;
    }

    /** Whether all of it is one JSON value. */
    static boolean isWhole(long state) {
        return state == of(1, JsonGrammar.Point.REST) || state == of(1, JsonGrammar.Point.SCALAR);
    }
}
